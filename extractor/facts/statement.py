"""Reading the words before a figure: which verb, which comparison, which noun phrase.

In: the words between the clause's start (or the figure before) and the figure, with a private mark in each date's
place. Out: a `Reading`. 例: “高技术产业增加值较␀分别增长” + 56.9% → verb 增长 (rise), compared with ␀ (2015年),
respectively, noun phrase 高技术产业增加值.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.facts.grammar import CHANGES, Grammar, Role, Word
from extractor.facts.suffixes import accept
from extractor.lazy import lazy_re, lazy_regex

FIRST_MARK = 0xE000
_FIRST, _LAST = chr(FIRST_MARK), "\uf8ff"
MARK = f"[{_FIRST}-{_LAST}]"

_REFERENCE = lazy_regex(
    rf"(?P<time>(?:{MARK}|上年|去年|前年|上一年|年初|上月|上个月|上季度?|上年末|去年末|同期)"
    rf"(?:[^{_FIRST}-{_LAST}]{{0,4}}?(?:同期|同日|末|底|初|全年|当月|同月|年末|年底))?)(?:的)?(?P<rest>.*)"
)
_MARKS = lazy_re(MARK)
_PIECES = lazy_re(rf"{MARK}|，")
_FUNCTION_WORDS = frozenset("在于对把被向从由到与和及以为是有自用让使")
_MORE = lazy_regex(r"(?<=同比|环比|按年|按月|上年|去年|同期)(多|少)(\p{Han}{1,2})$")
_PER = lazy_regex(r"每(\p{Han}{1,3})$")
_LEVELS = ("达到", "为", "至", "达", "约", "超过", "到", "报")
# 连续5个月, 近两年来, 过去24小时: how long, not what
_DURATION = lazy_regex(
    r"(?:在|以)?(?:连续|过去|最近|未来|近|前|首)?+(?:[0-9]++|[一二两三四五六七八九十]++)多?个?(?:多?月|年|季度|周|天|小时|星期)"
    r"(?:以来|以上|之?内|之?后|多来|来|间|里)?(?!平均|均|复合|期)"
)
_MEASURED_TIME = lazy_re("[0-9一二两三四五六七八九十]多?个?多?[月年季周天小星]")  # what every duration holds
_FROM = lazy_regex(r"(?:从|由)(?=[^从由，]{1,10}的$)[^从由，]*+$")
_EDGE = " 　\t、，,：:；;“”\"'‘’·—-的"


def is_mark(char: str) -> bool:
    """Whether a character stands for a date."""
    return _FIRST <= char <= _LAST


@dataclass(slots=True)
class Reading:
    """What the words before one figure say. `times` are marks of dates, nearest to the figure first."""

    verb: Word | None = None
    noun: str = ""
    basis: str | None = None
    basis_words: str = ""
    reference: str | None = None
    modality: str | None = None
    modality_words: str = ""
    respectively: bool = False
    part: bool = False
    times: list[str] = field(default_factory=list)
    cause: str | None = None
    counting: bool = False  # a verb like 推出 or 建成 stands before the count
    yardstick: str | None = None
    offset: int = 0
    opinion: bool = False  # a word of forecasting parts the phrase: 货币市场押注英国央行…
    of: bool = False  # 的 stands right before the figure
    subject_part: str | None = None
    """The words left of a light verb or a date inside the phrase, where there is one."""

    def note_modality(self, modality: str, words: str) -> None:
        """Words are noted from the right: the first one noted says the modality, but for a bare 将."""
        if self.modality in (None, "will"):
            self.modality, self.modality_words = modality, words


def read(material: str, grammar: Grammar, unit: str = "", figure: str = "") -> Reading:
    """Read the words before a figure from the right (verb, adverbs, comparison), then from the left."""
    reading = Reading()
    graded = grammar.graded.search(material) if unit in ("pp", "bp") else None
    if graded:  # 高于全国平均水平1.5个百分点
        role = Role.RISE_COMPARED if graded[1] in grammar.graded_up else Role.FALL_COMPARED
        reading.verb, reading.reference = Word(graded[1], role), graded[2]
        material = material[: graded.start()]
    if figure.startswith("翻") or figure.endswith("番"):
        reading.verb = Word("翻", Role.RISE)  # 比2020年翻一番: the verb is part of the figure
    tail = material[-5:]
    more = _MORE.search(material) if not graded and ("多" in tail or "少" in tail) else None
    if more:  # 同比多运640万吨
        reading.verb = Word(more[0], Role.RISE_COMPARED if more[1] == "多" else Role.FALL_COMPARED)
        material = material[: more.start()]
    per = _PER.search(material) if "每" in tail else None
    if per and (per[1] not in grammar.suffixes or unit.endswith(per[1])):
        before = material[: per.start()]
        if "/" in unit or before.endswith(_LEVELS):
            material = before  # 均价为每平方米412元, 单产达到每亩142公斤
    if _MEASURED_TIME.search(material):
        material = _DURATION.sub("", material)
    begins = _FROM.search(material) if "从" in material or "由" in material else None
    if begins:  # 从10年前的18亿元: the start of a change is a level
        reading.verb = Word("从", Role.FROM)
        reading.times = [char for char in begins[0] if is_mark(char)]
        material = material[: begins.start()]
    end = _peel_right(material, grammar, reading)
    rest = material[:end]
    rest = _take_comparison(rest, grammar, reading)
    rest = _without_tail(rest, grammar, reading)
    rest = _peel_left(rest, grammar, reading)
    _take_noun(rest, grammar, reading)
    reading.times.sort(reverse=True)
    return reading


def _peel_right(text: str, grammar: Grammar, reading: Reading) -> int:
    end = len(text)
    suffixes, lengths = grammar.suffixes, grammar.suffix_lengths
    while end:
        char = text[end - 1]
        if char in " 　的":
            reading.of = reading.of or (char == "的" and end == len(text))
            end -= 1
            continue
        if _FIRST <= char <= _LAST:
            if text[: end - 1].endswith(grammar.markers):
                break  # 较2015年 is a comparison, not the time
            reading.times.append(char)
            end -= 1
            if text[end - 1 : end] == "在":
                end -= 1  # 法国经济在去年增长
            continue
        word = None
        for size in lengths.get(char, ()):
            if size <= end and (word := suffixes.get(text[end - size : end])) is not None:
                break
        if word is None or not accept(word, text[:end], grammar, reading):
            break
        end -= len(word.text)
        behind = text[end + len(word.text) : end + len(word.text) + 1]
        if word.text in grammar.relating and reading.times and behind == reading.times[-1]:
            reading.yardstick = reading.times.pop()  # 恢复至2019年的97.5%
    return end


def _without_tail(text: str, grammar: Grammar, reading: Reading) -> str:
    """Take off what stood before a comparison that is gone: …数量分别（较2020年）增长."""
    for size in grammar.suffix_lengths.get(text[-1:], ()):
        if not 1 < size <= min(4, len(text)):
            continue
        word = grammar.suffixes.get(text[-size:])
        if word is not None and word.role in (Role.RESPECTIVELY, Role.ADVERB):
            reading.respectively = reading.respectively or word.role is Role.RESPECTIVELY
            return text[:-size]
    return text


def _take_comparison(text: str, grammar: Grammar, reading: Reading) -> str:
    """Cut the comparison out of the text: 较2015年, 同比, 与上年春节7天相比."""
    if not text:
        return text
    found = grammar.basis_words.search(text) if reading.basis is None else None
    if found:
        reading.basis, reading.basis_words = found[0], found[1][0]
        text = text[: found[1].start()] + "，" + text[found[1].end() :]
    match = grammar.find_comparison(text)
    if match is None:
        return text
    if match["open"] is not None:
        return _take_reference(text, match, grammar, reading)
    reading.reference = match["ref2"]
    return text[: match.start()] + "，" + text[match.end() :]


def _take_reference(text: str, match: regex.Match[str], grammar: Grammar, reading: Reading) -> str:
    """Cut out what 较 and 比 compare a change with; before a verb that is no change they compare nothing."""
    head, inside = text[: match.start()], match["ref"]
    if reading.verb is None or reading.verb.role not in CHANGES:
        alone = head.strip(_EDGE) == "" and match["open"] in ("较", "相比", "相较于", "对比")
        return "" if alone else text  # 较此前预测的4.3%: the thing compared is the one in force
    graded = reading.verb.role in (Role.RISE_COMPARED, Role.FALL_COMPARED) or reading.verb.text in grammar.graded_up
    time = None if graded else _REFERENCE.match(inside)
    if time is None:
        reading.reference = inside
        return head
    reading.reference = time["time"]
    return head + "，" + time["rest"] if time["rest"] else head


def _peel_left(text: str, grammar: Grammar, reading: Reading) -> str:
    start, end = 0, len(text)
    openings, lengths = grammar.openings, grammar.opening_lengths
    while start < end:
        char = text[start]
        if char in _EDGE and char not in '“‘"':
            start += 1
            continue
        if _FIRST <= char <= _LAST:
            reading.times.append(char)
            start += 1
            continue
        for length in lengths.get(char, ()):
            if length > end - start:
                continue
            word = text[start : start + length]
            role = openings.get(word)
            if role is not None and (length > 1 or end - start > 1):
                break
        else:
            break
        if any(text[start : start + size] in grammar.heads for size in range(length + 1, length + 6)):
            break  # 目标价 is an indicator, 目标 alone a target
        if word == "将" and start + 1 < end and _moves_object(reading, grammar):
            start += 1
            continue
        if word in grammar.light_words:
            reading.subject_part = ""
        if word in grammar.parts:
            reading.part = True
        if role in (Role.FORECAST, Role.TARGET, Role.WILL):
            reading.note_modality(role.value, word)
        start += length
    return text[start:]


def _moves_object(reading: Reading, grammar: Grammar) -> bool:
    """Whether 将 marks an object: 央行将利率下调25个基点, 将目标价由62元上调至75元."""
    verb = reading.verb
    return verb is not None and (verb.text in grammar.objects or verb.role in (Role.FROM, Role.TO))


def _take_noun(text: str, grammar: Grammar, reading: Reading) -> None:
    """What is left is the noun phrase; a date, a light verb or a modal word inside it parts subject and indicator."""
    noun = _take_last_piece(text, grammar, reading) if text else None
    if noun is None:
        return
    noun = _take_modal(noun, grammar, reading)
    noun = _take_cause(noun, grammar, reading)
    reading.noun = _take_light_verb(noun, grammar, reading)


def _take_last_piece(text: str, grammar: Grammar, reading: Reading) -> str | None:
    """The noun phrase behind the last date or comma; what stands before them is another part, or what moves it."""
    pieces = [text]
    if _PIECES.search(text):
        reading.times += _MARKS.findall(text)
        pieces = _PIECES.split(text)
    pieces = [piece.strip(_EDGE) if piece.count("“") == piece.count("”") else piece for piece in pieces]
    pieces = [piece for piece in pieces if piece and piece not in _FUNCTION_WORDS]
    if len(pieces) > 1:
        reading.subject_part = "".join(pieces[:-1])
        if reading.subject_part.endswith(("将", "把")) and _moves_object(reading, grammar):
            reading.cause, reading.subject_part = reading.subject_part[:-1], None
    return pieces[-1] if pieces else None


def _take_modal(noun: str, grammar: Grammar, reading: Reading) -> str:
    """A modal word parts a phrase (央行预计通胀), or opens it; the noun behind it."""
    found = None if "占" in noun else grammar.modal.search(noun)
    if found is None:
        return noun
    modality, modal = found
    if noun.count("“", 0, modal.start()) > noun.count("”", 0, modal.start()):
        return noun  # “潮涌计划” is a name
    if modal.start() == 0:
        if noun in grammar.heads or modality not in ("forecast", "target"):
            return noun
        reading.note_modality(modality, modal[0])
        return noun[modal.end() :]
    if modality == "actual" or (len(modal[0]) == 1 and modal[0] not in "将拟"):
        return noun
    before = (reading.subject_part or "") + noun[: modal.start()]
    if modal[0] == "将" and _moves_object(reading, grammar):  # 将利率下调: 将 marks an object there
        reading.cause, reading.subject_part = before, None
    else:
        reading.note_modality(modality, modal[0])
        reading.subject_part = before
    reading.opinion = modality == "forecast"
    return noun[modal.end() :].strip(_EDGE)


def _take_cause(noun: str, grammar: Grammar, reading: Reading) -> str:
    """带动出口: what stands before a causative verb; the noun behind it."""
    verb = grammar.causative.search(noun)
    if verb is None:
        return noun
    reading.cause = (reading.subject_part or "") + noun[: verb.start()].strip(_EDGE)
    reading.subject_part = None
    return noun[verb.end() :].strip(_EDGE)


def _take_light_verb(noun: str, grammar: Grammar, reading: Reading) -> str:
    """甲市实现出口: a light verb parts subject and indicator; the noun behind it."""
    opening = grammar.light_start.match(noun)
    if opening:
        reading.subject_part = reading.subject_part or ""
        noun = noun[opening.end() :].strip(_EDGE)
    light = grammar.light_verb.search(noun, 1)  # something stands before it
    if light:
        reading.subject_part = (reading.subject_part or "") + noun[: light.start()].strip(_EDGE)
        noun = noun[light.end() :].strip(_EDGE)
    return noun
