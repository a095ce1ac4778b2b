"""Write the section [listed] of rules/gazetteers/companies.txt from a table of listed companies.

    python -m training.companies LISTED.tsv rules/gazetteers/companies.txt

In: a tab-separated table of code, short name, former short names, full name; and the rules file, whose sections
[unclear] and [words] say by hand which short names are also words, places or parts of phrases. Out: the file again, its
section [listed] written again: an entry a company, the short name first, then its former ones and the full name. A
company whose short name is unclear has it as the entry's key, so that the full name alone is found everywhere.

    600570.SH 恒生电子 … 恒生电子股份有限公司 -> 恒生电子 恒生电子股份有限公司
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from extractor.rulebook import read_rules

HEAD = "[listed]"
NARROW = str.maketrans("（）", "()")
WIDE = str.maketrans("()", "（）")


def entries(table: Path, doubtful: frozenset[str]) -> Iterator[str]:
    """One line a company that has a name of its own which is certain."""
    rows = [line.rstrip("\n").split("\t") for line in table.open(encoding="utf8") if not line.startswith("#")]
    shorts = {row[1] for row in rows}
    seen: set[str] = set()
    for row in sorted(rows):
        short, former, full = row[1], row[2].split() if len(row) > 2 else [], row[3] if len(row) > 3 else ""
        names = [short]
        for name in former:
            # cut-off names (上海凤 of 上海凤凰) and those of two characters tell nothing by themselves
            if len(name) > 2 and name not in shorts and not short.startswith(name) and not full.startswith(name):
                names.append(name)
        full = full.translate(NARROW)
        names += [full, full.translate(WIDE)] if full else []
        certain = [n for n in dict.fromkeys(names) if n not in doubtful and n not in seen and len(n) > 2]
        seen.update(certain)
        # 得润 is what is left of *ST得润: its full short name is the canonical one
        name = next((n for n in names if len(n) > 2 and n != full), short) if len(short) == 2 else short
        if certain:
            yield " ".join(certain) if certain[0] == name else f"{name}: {' '.join(certain)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("rules", type=Path)
    a = parser.parse_args()
    text = a.rules.read_text(encoding="utf8")
    by_hand = frozenset(
        word
        for section, entry in read_rules(a.rules, "gazetteers/companies")
        if section in ("unclear", "words")
        for word in entry.words
    )
    head = re.split(rf"^{re.escape(HEAD)}.*\n", text, flags=re.MULTILINE)[0].rstrip("\n")
    lines = list(entries(a.table, by_hand))
    a.rules.write_text(f"{head}\n\n{HEAD}\n" + "\n".join(lines) + "\n", encoding="utf8")
    print(f"{len(lines)} companies, {len(by_hand)} unclear names")


if __name__ == "__main__":
    main()
