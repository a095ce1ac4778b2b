"""Context: the words around a number decide whether it is a figure, how exact it is, and what a bare one counts.

In: a token and the text. Out: a verdict. 例: “第3家” and “前十大股东” hold no figure; “近30%” is less than 30;
“经费为2.79万亿” is money though 元 is left out.
"""

from __future__ import annotations

from extractor.lazy import lazy_re
from extractor.mentions import MONEY, QUANTITY
from extractor.recognizers.figures.grammar import ONE, FigureGrammar, Unit
from extractor.recognizers.figures.values import Token

_SLOGAN_END = lazy_re(r"[^”’」』，。；！？、\n]{1,10}[”’」』]")
_POINT_BEFORE = "滑落挫涨跌升降报收至于破扣得获加减评为达分了"
_COLLOQUIAL = lazy_re(r"[个個]|[万萬亿億百千][一二三四五六七八九1-9]$")
_SMALL_AMOUNT = lazy_re(r"[百千](?:[零一二三四五六七八九]+|[1-9]|[多几余])?$")
_SPOKEN_REST = lazy_re(r"[百千][一二三四五六七八九]$")
_SPENT = lazy_re(r"(?:[卖售花付交欠罚赔省租]了?|每[一-鿿]{1,2})$")  # 手机卖〔两千九〕, 每桌〔三千六百八〕
_FROM = lazy_re(  # 工资由六千五涨到〔八千二〕
    r"[由从]?[一二两三四五六七八九十百千万零]{2,8}(?:[上下增提调]?[涨升降加减调高整])?[到至]$"
)
_MOVED = tuple("升降涨跌挫落增减高低滑")
_OPENING = ("“", "‘", "「", "『")
_NO_NOUN = frozenset("的至到和与及以左上不一每起多涨跌")  # no noun that is counted begins with these
_CLOSING = ("”", "’", "」", "』")
_SLOGAN_START = lazy_re(r"[“‘「『][^“‘「『，。；！？、\n]{1,6}$")
# The digits of bills: whoever writes 肆佰叁拾萬 speaks of money.
FORMAL_DIGITS = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")
_STAKE = lazy_re(r"(?<=[Kk])[0-9]{1,5}[+＋]$")  # of a road: K123+456处
_WHO = frozenset("者人户机家客项企平类群量数率")  # 投资|者, 收入|群体
_CLOCK_BEFORE = "时時点點"
_A_TIME = lazy_re("[/／]([月年天])")


def is_figure(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """Whether a number with its unit measures something; ordinals, codes, names, ages, lengths of time do not."""
    unit = token.unit
    if token.dead or _is_code(text, token, unit) or (token.no_digit and _is_bare(text, token, grammar)):
        return False
    if unit is None:
        large = token.power >= 4 or token.latin or token.no_digit or token.spoken
        return large or _is_small_amount(text, token, grammar)
    if not unit.label:
        return unit.section == "durations" and token.power >= 4
    if not token.arabic and (_is_name(text, token, grammar) or _is_indefinite(text, token, grammar)):
        return False
    if unit.name == "大" and grammar.sets.match(text, token.end):
        return False  # 三大运营商, 两大车货
    return not is_ordinal(text, token, grammar) and _measures(text, token, unit, grammar)


def _measures(text: str, token: Token, unit: Unit, grammar: FigureGrammar) -> bool:
    """Whether the words around show that a unit with other senses measures here; the other units always do."""
    section = unit.section
    if section in ("levels", "degrees", "points"):
        return _is_measured(text, token, section, grammar)
    if section == "classifiers" or section == "digits_only":
        return not _is_slogan(text, token, grammar)
    if section == "multiple" and unit.name == "番":
        return "翻" in text[max(0, token.start - 4) : token.start]
    return True


def _is_name(text: str, token: Token, grammar: FigureGrammar) -> bool:
    name = grammar.names.at(text, token.start)
    return name is not None and name[1] >= token.end  # 三角 is one, 三角八分 an amount


def _is_bare(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """百亿 without a digit counts only behind 近, 超 … (超百亿元); “百亿级”, “千亿元级” are adjectives."""
    if text.startswith(("级", "級"), token.end) or (token.unit is None and token.value < 10**4):
        return True
    modifier = grammar.before.before(text, token.begin)
    return not token.vague and not (modifier and modifier[0])


def _is_indefinite(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """一个, 一批, and the 一 of 统一, 唯一; 零件; 二层, 二套 (ordinals: two of them is 两); 大陆首款, 队伍."""
    if token.number_end - token.start > 1:
        return False
    unit, letter = token.unit, text[token.start]
    if unit is not None and unit.section in ("classifiers", "digits_only"):
        return letter in "一零〇" or letter in FORMAL_DIGITS or (letter == "二" and unit.name != "人")
    if letter in FORMAL_DIGITS:
        return unit is not None and unit.section == "measures"
    return letter == "一" and grammar.one_words.before(text, token.begin) is not None


def _is_code(text: str, token: Token, unit: Unit | None) -> bool:
    """Whether the number is part of a code: behind a Latin letter (G20, C919型), a dot (2.2.3), a hyphen (歼-11B)."""
    if not token.arabic or not token.begin:
        return False
    before, second = text[token.begin - 1], text[token.begin - 2 : token.begin - 1]
    if token.sign:
        return before.isalpha() and _is_code_with_sign(token, unit)
    if before in ".．×xX*+＋":  # 4×100米自由泳
        summed = before in "+＋" and not _STAKE.search(text, max(0, token.begin - 10), token.begin)
        return second.isdigit() and not summed
    if before in "-－":
        return second.isascii() and second.isalpha()
    if before.isascii() and before.isalpha():
        return unit is None or unit.section not in ("percent", "money", "multiple") or not second.isascii()
    return False


def _is_code_with_sign(token: Token, unit: Unit | None) -> bool:
    """Whether a sign behind a letter is the hyphen of a code (歼-11架) and no minus (净利润-1.2亿)."""
    if unit is None:
        return token.power < 4
    return unit.label == QUANTITY and (unit.section in ("classifiers", "digits_only") or unit.name.isascii())


def is_ordinal(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """第3家, 第一、二名, 周三个股, 前十大股东, 排名17位, 每10万人."""
    begin = token.begin
    if not begin or token.sign:
        return False
    position = begin
    while position and text[position - 1] == " " and begin - position < 2:
        position -= 1
    if grammar.ordinals.before(text, position) and (token.power < 4 or text[position - 1] == "第"):
        return True  # but 移动电话1.2亿户 is no telephone number
    if text[begin - 1] == "每" and token.unit is not None and token.unit.label == QUANTITY:
        return True  # 每10万人, 每100克: what something else is counted by
    if not token.arabic and token.number_end - token.start == 1 and grammar.weekdays.before(text, begin):
        return not grammar.before.before(text, begin)
    return token.name in grammar.rank_units and grammar.ranks.before(text, position) is not None


def _is_slogan(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """“四个意识”, “六张网”, “新国九条”: a short counted phrase in quotation marks is a name."""
    begin, end = token.begin, token.end
    if not begin or token.value > 100:
        return False
    if text[begin - 1] in grammar.slogan_quotes:
        return _SLOGAN_END.match(text, end) is not None
    return text.startswith(_CLOSING, end) and _SLOGAN_START.search(text, max(0, begin - 8), begin) is not None


def _is_small_amount(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """押金九千, 月租四千五, 底薪8千起: hundreds and thousands right behind a word for money, no noun behind them."""
    if token.value < 100 or not _SMALL_AMOUNT.search(text[token.start : token.number_end]):
        return False
    before = text[max(0, token.begin - 16) : token.begin]
    if _SPENT.search(before) and _SPOKEN_REST.search(text, token.start, token.number_end):
        return not _counts(text, token.end)  # 手机卖两千九
    before = _FROM.sub("", before).rstrip("约是为到至达要才共由从")
    words = list(grammar.bare_money.finditer(before))
    return bool(words and words[-1]["money"] and words[-1].end() == len(before)) and not _counts(text, token.end)


def _counts(text: str, end: int) -> bool:
    """Whether a noun follows, which says what is counted."""
    following = text[end : end + 1]
    return following in _OPENING or (following.isalpha() and following not in _NO_NOUN)


def _is_measured(text: str, token: Token, section: str, grammar: FigureGrammar) -> bool:
    """级, 度, 点 and 分 measure an earthquake, an angle, an index; else they are ranks, times and hours."""
    number = text[token.start : token.number_end]
    decimal = "." in number or "．" in number
    before = text[token.begin - 1] if token.begin else "\n"  # "" would be in every string
    if section == "degrees":
        return True
    if section == "points":
        if text[token.end - 1] == "分":
            return before not in _CLOCK_BEFORE and (decimal or token.value >= 60 or before in "得获扣加减评为了")
        if before == "至":  # 升至15点, but 截至15点 and 9点至15点 are times
            return decimal or token.value > 24 or text[token.begin - 2 : token.begin - 1] in _MOVED
        return decimal or token.value > 24 or (before in _POINT_BEFORE and before != "于")
    nearby = text[token.end : token.end + 4], text[max(0, token.begin - 12) : token.begin]
    return decimal or any(grammar.level_context.search(piece) for piece in nearby)


def modifiers(text: str, token: Token, grammar: FigureGrammar) -> tuple[str, int, int]:
    """The modifier of a figure, and the offsets that take in the words for it: (约)30%, 60%(以上), (近)1万辆."""
    modifier, outer_start, outer_end = "", token.begin, token.end
    light = None
    if text[outer_start - 1 : outer_start] in grammar.light_lasts:
        light = grammar.light_modifiers.search(text, max(0, outer_start - 10), outer_start)
    if light:
        modifier = next(name for name, words in light.groupdict().items() if words)
    for _ in range(2):  # 至少超15亿: the nearer word decides, both lie outside the figure
        position = outer_start
        while position and text[position - 1] == " " and outer_start - position < 2:
            position -= 1
        found = grammar.before.before(text, position)
        if not found or not found[0] or (found[1] == position - 1 and not _fits(text, token, found[1])):
            break
        modifier = modifier or found[0]
        outer_start = found[1]
    position = outer_end + 1 if text[outer_end : outer_end + 1] == " " else outer_end
    following = grammar.after.at(text, position)
    if following and following[0]:
        modifier = modifier or following[0]
        outer_end = following[1]
    if token.vague and modifier in ("", "approx"):
        modifier = "approx" if text[token.number_end - 1] == "把" else "gt"
    return modifier or "eq", outer_start, outer_end


def _fits(text: str, token: Token, position: int) -> bool:
    """上 and 过 mean “more than” only before a bare magnitude (上百家); else they end a verb (加上30家).

    ~ behind a percentage is the dash of a range: -4%~12%.
    """
    if text[position] in "~～∼":
        return text[position - 1 : position] not in ("%", "％")
    return text[position] not in "上过過" or token.no_digit


def price_base(text: str, token: Token, begin: int, grammar: FigureGrammar) -> str:
    """What a price is per, where 每 says so right before it: 每平方米1.2万元, 每吨上调210元. Else nothing."""
    before = text[max(0, begin - 12) : begin]
    if "每" not in before:
        return ""
    found = grammar.per.search(before)
    return found["unit"] if found and grammar.denominators.words.get(found["unit"]) == "unit" else ""


def bare_unit(text: str, token: Token, grammar: FigureGrammar) -> Unit:
    """The unit of a number in 万 or 亿 without one: yuan behind words for money (经费为2.79万亿), else a count."""
    begin = token.begin
    window = text[max(0, begin - 30) : begin]
    for mark in "。；！？\n":
        window = window[window.rfind(mark) + 1 :]
    words = list(grammar.bare_money.finditer(window))
    last = words[-1] if words else None
    # A noun (189万小微企业), a coinage in quotes or a Latin unit says what is counted.
    noun_follows = _counts(text, token.end)
    if noun_follows and _pays(text, token, grammar):
        return MONEY_IMPLIED
    near = last is not None and len(window) - last.end() <= 4 and "，" not in window[last.end() :]
    if last is not None and last["money"] and (near or not noun_follows):
        return MONEY_IMPLIED
    if token.latin:
        return _unit_of_letter(text, token, grammar, last is not None and bool(last["count"]), noun_follows)
    number = text[token.start : token.number_end]
    if number[-1] == "兆":  # 内存512兆: no money, and no number of things
        token.value, token.power = token.coefficient, 0
        return MEGABYTES
    colloquial = last is None and not noun_follows and _COLLOQUIAL.search(number) is not None  # 三个亿, 13万8
    if colloquial or not FORMAL_DIGITS.isdisjoint(number) or _stands_alone(text, token, grammar):
        return MONEY_IMPLIED
    return COUNTED


def _pays(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """Whether the words behind a bare number make money of it: 五万九|成交, 数百亿|投资."""
    if grammar.sold.match(text, token.end) and _COLLOQUIAL.search(text, token.start, token.number_end):
        return True
    behind = grammar.bare_money.match(text, token.end)
    return bool(behind and behind["money"] and text[behind.end() : behind.end() + 1] not in _WHO)


def _unit_of_letter(text: str, token: Token, grammar: FigureGrammar, counted: bool, noun_follows: bool) -> Unit:
    """The unit of a number in w or k: 粉丝12.5w is a count, 30w is money where nothing counted follows.

    4K is neither, but 15k alone on its line and 15k/月 are money.
    """
    if counted and not noun_follows:
        return COUNTED
    letter = text[token.number_end - 1]
    per_time = _A_TIME.match(text, token.end)
    if per_time:
        token.end = per_time.end()
        return Unit("money", MONEY, f"CNY/{per_time[1]}", ONE, "figures.money_words")
    money = not noun_follows and (letter in "wｗ" or (letter in "kｋ" and _stands_alone(text, token, grammar)))
    return MONEY_IMPLIED if money else NOTHING


def _stands_alone(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """Whether the number, with words like 约 and 左右, is all that a line holds, as in the cell of a table."""
    _, begin, end = modifiers(text, token, grammar)
    before = text[max(0, begin - 40) : begin].rpartition("\n")[2]
    after = text[end : end + 40].partition("\n")[0]
    return not before.strip() and not after.strip()


NOTHING = Unit("words", "", "", ONE, "")
COUNTED = Unit("bare", QUANTITY, "", ONE, "figures.count_words")
MEGABYTES = Unit("measures", QUANTITY, "兆", ONE, "units.measures")
MONEY_IMPLIED = Unit("money", MONEY, "CNY", ONE, "figures.money_words")
