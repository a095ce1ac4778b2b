"""Patterns: what a numeral looks like in running text, where one may begin, what may follow 元.

In: a rulebook. Out: the patterns of `FigureGrammar`. 例: `numeral_pattern` matches “9885.8亿”, “1万2千”, “四分之一”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.numerals import ARABIC, BIG, DIGITS, SMALL, TENS
from extractor.rulebook import Rulebook

# 一 counts before these, while before a measure word it is indefinite (一个, 一批).
_ONE_COUNTS = ("percent", "permille", "tenths", "multiple", "measures", "casualties")
_BLANKS = r"[ \u3000\xa0]{0,3}+"
_ONES, _TENS = "".join(DIGITS), "".join(TENS)
_BIG = "".join(set(BIG) - {"兆"})
_ABOUT = "人个個块塊元家户戶斤亩"  # what 千把 and 万把 count
_LETTERS = f"{_ONES}{_TENS}{''.join(SMALL)}{_BIG}"


def _magnitudes(rulebook: Rulebook) -> tuple[str, str]:
    """The patterns of one magnitude behind Arabic and behind Chinese digits.

    千 and 兆 may begin a unit instead (2000万千瓦, 3兆瓦), 百 a 百分点 or 百分位.
    """
    second = {
        first: "".join({word[1] for word in rulebook.words("units", "measures") if word[0] == first and len(word) > 1})
        for first in "千兆"
    }
    kilo = "".join(set(second["千"]) - set("米克"))
    hundred = "百(?!分(?!之))"
    trillion = rf"兆(?=[元圆圓美日韩韓新台港{_ONES}])|兆(?![{second['兆']}\w])"
    arabic = rf"(?:[十拾佰仟{_BIG}]|{hundred}|千(?![{kilo}米克])|{trillion})"
    chinese = rf"(?:[十拾佰仟{_BIG}]|{hundred}|(?<![{_BIG}])千(?![{kilo}])|{trillion})"
    return arabic, chinese


def _one_counts(rulebook: Rulebook) -> str:
    """The first letters of the units that 一 counts, for a pattern's class."""
    letters = {word[0] for section in _ONE_COUNTS for word in rulebook.words("units", section)}
    letters |= {word[0] for section in ("generic", "names", "tenth") for word in rulebook.words("currencies", section)}
    return "".join(sorted(regex.escape(letter) for letter in letters - set("个個")))


def _one(rulebook: Rulebook) -> str:
    """The pattern of 一 where it can count: before a magnitude, a point, a physical unit; not in 一个, 一批."""
    starts = _one_counts(rulebook)
    return (
        rf"[一壹](?=[{_LETTERS}几幾]|{_BLANKS}(?:[点點]{_BLANKS}[{_ONES}]|分{_BLANKS}之|[{starts}]"
        rf"|[个個]{_BLANKS}(?:百|基点|基點|BP|bp|[半多]?亿(?!级))|又[{_ONES}])|[分份][一二]"
        rf"|[到至][{_ONES}](?:[成折倍{_LETTERS}]|[个個](?:百分点|百分點|基点|基點)))"
    )


def _chinese_pattern(rulebook: Rulebook, before: dict[str, str], magnitude: str) -> tuple[str, str]:
    """The pattern of a Chinese numeral in running text, and of the decimals behind it.

    A magnitude without a digit (百姓, 万科, 千家万户) is a number only behind 近, 超 … and before 余, 分之.
    """
    approximating = "".join({word[-1] for word in before})
    nearly = rf"[余餘多]|把(?=[{_ABOUT}])|{_BLANKS}分{_BLANKS}之"
    approximated = rf"(?<=[{approximating}])|(?=[百千佰仟{_BIG}]{{1,6}}+(?:{nearly}))"
    measures = "".join(sorted({regex.escape(word[0]) for word in rulebook.words("units", "measures")}))
    half = rf"半(?={_BLANKS}(?:[个個](?:百分点|百分點|基点|基點)|[成折倍{measures}]))"
    digits = _ONES.replace("一", "").replace("壹", "")
    head = (
        rf"(?:[{digits}{_TENS}十拾]|{_one(rulebook)}|[数數几幾](?={magnitude})|{half}"
        rf"|(?:{approximated})(?![十拾]){magnitude})"
    )
    sections = ("classifiers", "tenths", "multiple")
    counting = {word[0] for section in sections for word in rulebook.words("units", section)}
    one_or_two = rf"(?<=一)[两兩](?=[{''.join(sorted(counting))}元块塊])"  # 一两家; 一两黄金 is a weight
    digit = rf"(?:[两兩](?=[百千佰仟{_BIG}])|{one_or_two}|[{_ONES.replace('两', '').replace('兩', '')}{_TENS}])"
    tail = rf"(?:{_BLANKS}(?:{digit}|{magnitude}|[几幾余餘多](?={magnitude})))*+"
    point = rf"(?:{_BLANKS}[点點]{_BLANKS}[{_ONES}](?:{_BLANKS}[{_ONES}])*+(?:{_BLANKS}{magnitude})*+)?+"
    return f"{head}{tail}{point}", point


def numeral_pattern(rulebook: Rulebook, before: dict[str, str]) -> regex.Pattern[str]:
    """The pattern of a numeral in running text, with groups for its parts.

    It leaves out in one go what is most of all numerals in the news and never a figure: 一 before a measure word, a
    magnitude without a digit, Arabic digits before 年, 月, 日.
    """
    arabic_magnitude, magnitude = _magnitudes(rulebook)
    chinese, point = _chinese_pattern(rulebook, before, magnitude)
    words = alternation(rulebook.words("figures", "halves") + rulebook.words("figures", "doublings"))
    # What may go on behind 1万: 2千, 零30万, a last digit (3万5).
    # Behind a blank only a short number goes on: 9373亿 8483万 are two cells of a row.
    near = rf"(?:(?<![ \u3000\xa0])|(?<=(?<![0-9.．])[0-9]{{1,3}}[{_BIG}][ \u3000\xa0]{{1,3}}))"
    mixed = (
        rf"(?:{_BLANKS}(?:零?[{_ONES}](?={_BLANKS}{magnitude})"
        rf"|{near}零?[0-9０-９]{{1,4}}+(?:[.．][0-9０-９]++)?+(?={_BLANKS}{magnitude})|{magnitude}"
        r"|[0-9０-９](?![0-9０-９.．%％a-zA-Z年月日号时])))*+"
    )
    numerator = rf"[负負]?(?:{ARABIC}|(?:[{_LETTERS}](?<!百(?=分)){_BLANKS})++(?<! ){point})[kKＫｋ]?+"
    behind_w = alternation(rulebook.words("figures", "behind_w")) or NEVER
    counted = "个個家人名元块塊角毛美欧韩港英澳加卢吨噸斤公米亩歲岁台辆件条項项种户间座所套张份本部位场篇倍只"
    more = rf"(?:[多余餘](?![年月])|[几幾来來](?=[{counted}%{_LETTERS}])|(?<=[百千万萬])把(?=[{_ABOUT}]))"
    vague = rf"(?P<vague>{more}(?P<magnitude_after>{arabic_magnitude}*+))"
    return lazy_regex(
        rf"(?=[{_LETTERS}0-9０-９数數几幾半对對翻])(?:(?P<word>{words})"
        rf"|(?:(?P<arabic>{ARABIC})(?![年月时]|日(?![元圆圓币幣]))"
        rf"(?:{_BLANKS}(?P<magnitude>{arabic_magnitude}++)(?P<mixed>{mixed})"
        rf"|{_BLANKS}(?P<letter>[kKＫｋwｗ](?![A-Za-z])(?!/(?![月年天]))|[WＷ](?=(?:{behind_w})|台(?!灯))))?+"
        rf"|(?P<chinese>{chinese})){vague}?+"
        rf"(?:{_BLANKS}分{_BLANKS}之{_BLANKS}(?P<top>{numerator})"
        rf"|[分份](?P<cantonese>[{_ONES}十]++)(?=[^{_ONES}\w]|[升湯汤茶公英加毫米克噸吨呎吋斤磅里]|$))?+)"
    )


def start_pattern(rulebook: Rulebook) -> re.Pattern[str]:
    """Where a numeral may begin: `re` runs through the letters many times faster than `regex` tries its pattern.

    A run of Arabic digits has one start, and none before 年: what lets it be no numeral follows its last digit.
    Where nothing behind digits (and 万 or 亿) can belong to the numeral, the match is the numeral itself, with the
    magnitude in group 1; the same for a Chinese digit, where there is a group 2, empty, and for digits around 十 (二十,
    十四五), with an empty group 3. The pattern of a match is known by its `re`, so the pattern is no lazy one.
    """
    words = {*rulebook.words("figures", "halves"), *rulebook.words("figures", "doublings")}
    begun = "|".join(f"(?<={word[0]})(?={word[1:]})" for word in sorted(words))
    plain = "半" + _LETTERS.replace("一", "").replace("壹", "")
    firsts = "".join(sorted({word[0] for word in words}))
    lone = "".join(sorted({*DIGITS, "十", "拾"} - {"一", "壹"} - set(firsts)))
    ones = "一二三四五六七八九"
    goes_on = f"{_LETTERS}兆几幾余餘多来來把点點分份 \u3000\xa0"
    joins = rf"[0-9０-９.．年月日时{_LETTERS}兆kKｋＫwｗWＷ多余餘几幾来來分份 \u3000\xa0]|[,，][0-9０-９]"
    return re.compile(
        rf"[0-9０-９一壹数數几幾{plain}{firsts}]"
        rf"(?:(?<=[0-9])(?<![0-9０-９]{{2}})[0-9]*(?:\.[0-9]+)?([万亿]?)(?!{joins})"
        rf"|(?<=[0-9０-９])(?<![0-9０-９]{{2}})[0-9０-９]*(?![0-9０-９年月时]|日(?![元圆圓币幣]))"
        rf"|(?<=[{lone}])(?![{goes_on}])()"
        rf"|(?:(?<=[{ones[1:]}])十[{ones}]?|(?<=十)[{ones}])[{ones}]?(?![{goes_on}])()|(?<=[{plain}])"
        rf"|(?<=[一壹])(?=[{_one_counts(rulebook)}{_LETTERS}几幾点點分份又到至 \u3000\xa0]"
        r"|[个個](?:[百基亿Bb \u3000\xa0]|[半多]亿))"
        rf"|(?<=[数數几幾])(?=[{_LETTERS}兆])|{begun})"
    )


def behind_number(rulebook: Rulebook, sections: Iterable[str]) -> frozenset[str]:
    """The letters that can follow a number which is a figure or shares a unit: of units, joints and blanks."""
    words = [word for section in sections for word in rulebook.words("units", section)]
    magnitudes = rulebook.words("figures", "english_magnitudes")
    words += [*magnitudes, *(word.upper() for word in magnitudes), *"又）)xX"]
    for section in ("generic", "names", "by_country", "after", "tenth", "hundredth"):
        words += rulebook.words("currencies", section)
    words += [*rulebook.words("figures", "range"), *rulebook.words("figures", "list"), " ", "\u3000", "\xa0"]
    return frozenset(word[0] for word in words)


def before_number(rulebook: Rulebook) -> frozenset[str]:
    """The letters that can come before a number and belong to it: of currencies, signs, 摄氏, 零下 and blanks."""
    names = [word for word in rulebook.words("currencies", "names") if len(word) > 1 and not word.isascii()]
    words = [*names, *rulebook.words("currencies", "before"), *rulebook.words("units", "temperature_before")]
    words += [*rulebook.words("units", "below_zero"), *"-－−–‑﹣—─+＋负負（(米 \u3000\xa0"]
    return frozenset(word[-1] for word in words)


def bare_money_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    money = alternation(rulebook.words("figures", "money_words"))
    count = alternation(rulebook.words("figures", "count_words"))
    return lazy_regex(rf"(?P<money>{money})|(?P<count>{count})")


def set_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """What 三大 and 两大 count in the name of a set (三大运营商); not 三大行业, 三大车型."""
    return lazy_regex(rf"(?:{alternation(rulebook.words('figures', 'sets')) or '(?!)'})(?![业动型站间系])")


def behind_tenths_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """The digit behind 成 that says hundredths, before a word that no digit counts: 一成〔二〕选择柜台."""
    words = alternation(rulebook.words("figures", "behind_tenths")) or NEVER
    return lazy_regex(rf"[半一二三四五六七八九](?=(?:{words}))")


def worn_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """What stands behind 成 where it says how worn a thing is (九成新的手机), and no share (三成新增贷款)."""
    words = alternation(rulebook.words("figures", "worn")) or NEVER
    return lazy_regex(rf"新(?=[^\w“]|$|{words})")


def light_modifier_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """A word of approximation, in the group that it stands for, and a verb between it and the number: 至少投入2亿元."""
    modifiers: dict[str, list[str]] = {}
    for entry in rulebook.section("figures", "before_verbs"):
        modifiers.setdefault(entry.name, []).extend(entry.words)
    verbs = rulebook.words("figures", "light_verbs")
    modal = alternation(rulebook.words("figures", "modal_verbs")) or NEVER
    if not modifiers or not verbs:
        return lazy_regex(NEVER)
    words = "|".join(f"(?P<{name}>{alternation(listed)})" for name, listed in modifiers.items())
    return lazy_regex(rf"(?:{words})(?:{modal})?(?:{alternation(verbs)})[了到]?$")


def slash_fraction_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """The slash and the denominator of a fraction, and in a group what shows that it measures: 3/4|的."""
    behind = alternation(rulebook.words("figures", "behind_fraction")) or NEVER
    return lazy_regex(
        r"[/／]([0-9]{1,2})(?![0-9/／.．年月日号%％万亿千百]|决赛)"
        rf"(?:(?=({behind}|[，。；、！？）)\n]|$)))?"
    )


def per_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """每 and a unit right before a price, or before the verb that moves it: 每平方米〔均价〕, 每吨〔上调〕."""
    prices, verbs = (alternation(rulebook.words("figures", name)) or NEVER for name in ("per_prices", "per_verbs"))
    return lazy_regex(rf"每(?P<unit>[^\W\d_]{{1,4}}?)(?:{prices})?(?:[上下]?[涨调跌降]|{verbs})?[了约]?$")


def english_magnitude_pattern(powers: Iterable[str]) -> re.Pattern[str]:
    """million, bn, M behind a number."""
    return lazy_re(rf"[ \u3000\xa0]?({alternation(list(powers))})(?![A-Za-z0-9])", re.IGNORECASE)


def money_tail_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """What may follow 元, 块, 角: tenths and hundredths (6角三分), 块's bare tail (三块五, 三块零四), 半."""
    number = f"(?:[0-9０-９]{{1,2}}|[{''.join(DIGITS)}]|十[{''.join(DIGITS)}]?)"
    tenth = alternation(rulebook.words("currencies", "tenth"))
    hundredth = alternation(("分", *rulebook.words("currencies", "hundredth")))
    sections = ("measures", "classifiers", "denominators")
    words = {word for section in sections for word in rulebook.words("units", section) if not word.isascii()}
    # what begins a longer word tells as much as that word: 件 stands for 件套
    per = alternation(word for word in words if not any(word[:cut] in words for cut in range(1, len(word))))
    behind = alternation(rulebook.words("figures", "behind_money")) or NEVER
    end = rf"(?=[^\w%％.．]|$|{behind}|[到至涨跌升降]|[一每](?:{per}))"
    return lazy_regex(
        rf"[又零]?(?P<tenths>{number})(?:{tenth})(?:零?(?P<hundredths>{number})(?:{hundredth}|{end}))?+(?:钱|錢|整|正)?+"
        rf"|[又零]?(?P<cents>{number})(?:{hundredth})(?:钱|錢|整|正)?+"
        rf"|零(?P<bare_cents>[{''.join(DIGITS)}]){end}|(?P<bare_tenths>[{''.join(DIGITS)}0-9０-９]){end}|(?P<half>半){end}"
    )
