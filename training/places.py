"""Write rules/gazetteers/places.txt's tables of territories and divisions from their sources.

    python -m training.places CPCA_FOLDER

Sources: country names from Unicode CLDR (through `babel`, Unicode licence); Chinese divisions from `cpca` 0.5.5 (MIT),
after the Ministry of Civil Affairs' code list (GB/T 2260). Prints the three sections [country], [division], [short].
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

NATION = re.compile(
    r"(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔"
    r"|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各)族?|柯尔克孜|塔吉克)*自治[州县旗区]$"
)


def main() -> None:
    from babel import Locale

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cpca", type=Path)
    a = parser.parse_args()
    names = Locale("zh").territories
    countries = sorted({n for code, n in names.items() if len(code) == 2 and re.fullmatch(r"[一-鿿·]{2,}", n)})
    print("[country]")
    print("\n".join(countries))
    rows = list(csv.reader((a.cpca / "cpca/resources/adcodes.csv").open(encoding="utf8")))[1:]
    divisions = sorted((code, name) for code, name, *_ in rows if len(name) > 2 and re.fullmatch(r"[一-鿿]+", name))
    whole = [n for _, n in divisions if not re.search(r"(?:市辖区|直辖|行政单位)", n)]
    print("[division]")
    whole = list(dict.fromkeys(whole))
    print("\n".join(whole))
    print("[short]")
    shorts = []
    for code, name in divisions:
        if code[4:6] != "00":
            continue
        short = NATION.sub("", name) or name
        short = re.sub(r"(?:特别行政区|省|市|地区|盟)$", "", short)
        if len(short) >= 2 and short != name:
            shorts.append(short)
    shorts = list(dict.fromkeys(shorts))
    print("\n".join(shorts))


if __name__ == "__main__":
    main()
