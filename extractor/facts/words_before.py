"""Reading the words before a figure: which verb, which comparison, which noun phrase.

In: the words between the clause's start (or the figure before) and the figure, with one character for each date. Out:
a `Reading`, whose phrases know their places. 例: “高技术产业增加值较2015年分别增长” + 56.9% → verb 增长 (rise),
compared with 2015年, respectively, noun phrase 高技术产业增加值.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.facts.grammar import CHANGES, Grammar, Role, Word
from extractor.facts.quotes import has_both_quotes
from extractor.facts.spans import DATE, EMPTY, NOWHERE, Words, joined
from extractor.facts.suffixes import accept
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex

_PIECES = lazy_re(f"[{DATE}，]")
_COMMA = Words("，")  # in the place of what was cut out of a phrase
_LONGEST_WORD = 6  # characters before 同, 环 that are cut into words
_PER = lazy_regex(r"每(\p{Han}{1,3})$")
_MEASURED_TIME = lazy_re("[0-9一二两三四五六七八九十]多?个?多?[月年季周天小星]")  # what every duration holds
_FROM = lazy_regex(r"(?:从|由)(?=[^从由，]{1,10}的$)[^从由，]*+$")
EDGE = " 　\t、，,：:；;“”\"'‘’·—-的"  # marks that are taken off a phrase


@dataclass(slots=True)
class Reading:
    """What the words before one figure say.

    Attributes:
        verb, verb_at: the word right before the figure that says what the figure is (增长, 达到), and its place.
        noun: the noun phrase before the verb: 高技术产业增加值.
        basis, basis_words: the basis that a word names: yoy, 同比.
        reference: what a change is compared with: 2015年 of 较2015年.
        modality, modality_words: forecast, 预计.
        respectively: 分别 is there.
        is_part: 其中 is there: the figure is a part of one before.
        times: the places of dates, nearest to the figure first.
        agent: who or what brings it about, before a causative verb or 将: 新政策 of 新政策带动出口.
        ratio_to: the time that a ratio is to: 2019年 of 恢复至2019年的97.5%.
        has_forecaster: a word of forecasting is inside the phrase, behind who forecasts: 货币市场押注英国央行….
        ends_in_de: 的 comes right before the figure.
        subject_part: the words left of a light verb, a modal word or a date inside the phrase, where there is one.
    """

    verb: Word | None = None
    verb_at: int = NOWHERE
    noun: Words = EMPTY
    basis: str | None = None
    basis_words: str = ""
    reference: Words | None = None
    modality: str | None = None
    modality_words: str = ""
    respectively: bool = False
    is_part: bool = False
    times: list[int] = field(default_factory=list)
    agent: Words | None = None
    ratio_to: Words | None = None
    has_forecaster: bool = False
    ends_in_de: bool = False
    subject_part: Words | None = None

    def note_modality(self, modality: str, words: str) -> None:
        """Words are noted from the right: the first one noted says the modality, but for a bare 将."""
        if self.modality in (None, "will"):
            self.modality, self.modality_words = modality, words


def read(material: Words, grammar: Grammar, unit: str = "", figure: str = "") -> Reading:
    """Read the words before a figure from the right (verb, adverbs, comparison), then from the left."""
    reading = Reading()
    if unit in ("pp", "bp"):
        material = _take_graded(material, grammar, reading)
    if figure[:1] == "翻" or figure[-1:] == "番":
        reading.verb, reading.verb_at = Word("翻", Role.RISE), NOWHERE  # 比2020年翻一番: the verb is part of the figure
    if not material.text:
        return reading
    tail = material.text[-5:]
    if reading.reference is None and ("多" in tail or "少" in tail) and (more := grammar.more.search(material.text)):
        # 同比多运640万吨
        reading.verb = Word(more[0], Role.RISE_COMPARED if more[1] == "多" else Role.FALL_COMPARED)
        reading.verb_at = material.place(more.start())
        material = material[: more.start()]
    per = _PER.search(material.text) if "每" in tail else None
    if per and (per[1] not in grammar.suffixes or unit.endswith(per[1])):
        before = material[: per.start()]
        if "/" in unit or before.text.endswith(grammar.before_per):
            material = before  # 均价为每平方米412元, 单产达到每亩142公斤
    if _MEASURED_TIME.search(material.text):
        material = material.without(grammar.duration)
    text = material.text
    begins = _FROM.search(text) if "从" in text or "由" in text else None
    if begins:  # 从10年前的18亿元: the start of a change is a level
        reading.verb, reading.verb_at = Word("从", Role.FROM), material.place(begins.start())
        reading.times = dates_in(material[begins.start() :])
        material = material[: begins.start()]
    end = _peel_right(material, grammar, reading)
    rest = material if end == len(text) else material[:end]
    rest = _take_comparison(rest, grammar, reading)
    rest = _without_tail(rest, grammar, reading)
    rest = _peel_left(rest, grammar, reading)
    _take_noun(rest, grammar, reading)
    reading.times.sort(reverse=True)
    return reading


def dates_in(words: Words) -> list[int]:
    """The places of the dates among some words, in order."""
    if DATE not in words.text:
        return []
    return [words.place(index) for index, char in enumerate(words.text) if char == DATE]


def _take_graded(material: Words, grammar: Grammar, reading: Reading) -> Words:
    """高于全国平均水平1.5个百分点: what the points are compared with; the words before it."""
    graded = grammar.graded.search(material.text)
    if graded is None:
        return material
    role = Role.RISE_COMPARED if graded[1] in grammar.graded_up else Role.FALL_COMPARED
    reading.verb, reading.verb_at = Word(graded[1], role), material.place(graded.start())
    reading.reference = material[graded.start(2) : graded.end(2)]
    return material[: graded.start()]


def _peel_right(material: Words, grammar: Grammar, reading: Reading) -> int:
    text = material.text
    end = len(text)
    suffixes, lengths = grammar.suffixes, grammar.suffix_lengths
    while end:
        char = text[end - 1]
        if char in " 　的":
            reading.ends_in_de = reading.ends_in_de or (char == "的" and end == len(text))
            end -= 1
            continue
        if char == DATE:
            if text[: end - 1].endswith(grammar.markers):
                break  # 较2015年 is a comparison, not the time
            reading.times.append(material.place(end - 1))
            end -= 1
            if text[end - 1 : end] == "在":
                end -= 1  # 法国经济在去年增长
            continue
        word = None
        for size in lengths.get(char, ()):
            word = suffixes.get(text[end - size : end]) if size <= end else None
            if word and (word.text not in grammar.short_changes or _is_short_change(text[:end], size, grammar)):
                break
        if word is None or not accept(word, text[:end], grammar, reading):
            break
        behind = end
        end -= len(word.text)
        if reading.verb is word:
            reading.verb_at = material.place(end)
        related = word.text in grammar.relating and reading.times and text[behind : behind + 1] == DATE
        if related and material.place(behind) == reading.times[-1]:
            reading.times.pop()
            reading.ratio_to = material[behind : behind + 1]  # 恢复至2019年的97.5%
    return end


def _is_short_change(text: str, size: int, grammar: Grammar) -> bool:
    """Whether 同增, 环降 are a comparison and a verb, by what is before: 净利润|环降5%; not 五环|降3%, 合同|增5%."""
    before, short = text[:-size], text[-size]
    if not before[-1:].isalpha() or before.endswith(DATE) or grammar.ends_in_head(before):
        return True
    *_, last, own = ("", ""), *tagged(before[-_LONGEST_WORD:] + short)  # 用户|同增5%
    return own[0] == short and len(last[0]) > 1


def _without_tail(words: Words, grammar: Grammar, reading: Reading) -> Words:
    """Take off what stood before a comparison that is gone: …数量分别（较2020年）增长."""
    text = words.text
    for size in grammar.tail_lengths.get(text[-1:], ()):
        word = grammar.tails.get(text[-size:])
        if word is not None:
            reading.respectively = reading.respectively or word.role is Role.RESPECTIVELY
            return words[:-size]
    return words


def _take_comparison(words: Words, grammar: Grammar, reading: Reading) -> Words:
    """Cut the comparison out of the words: 较2015年, 同比, 与上年春节7天相比."""
    if not words.text:
        return words
    found = grammar.basis_words.search(words.text) if reading.basis is None else None
    if found:
        reading.basis, reading.basis_words = found[0], found[1][0]
        words = joined((words[: found[1].start()], _COMMA, words[found[1].end() :]))
    match = grammar.find_comparison(words.text)
    if match is None:
        return words
    if match["open"] is not None:
        return _take_reference(words, match, grammar, reading)
    reading.reference = words[match.start("ref2") : match.end("ref2")]
    return joined((words[: match.start()], _COMMA, words[match.end() :]))


def _take_reference(words: Words, match: regex.Match[str], grammar: Grammar, reading: Reading) -> Words:
    """Cut out what 较 and 比 compare a change with; before a verb that is no change they compare nothing."""
    head, inside = words[: match.start()], words[match.start("ref") : match.end("ref")]
    if reading.verb is None or reading.verb.role not in CHANGES:
        alone = head.text.strip(EDGE) == "" and match["open"] in grammar.markers_alone
        return EMPTY if alone else words  # 较此前预测的4.3%: the thing compared is the one stated before
    graded = reading.verb.role in (Role.RISE_COMPARED, Role.FALL_COMPARED) or reading.verb.text in grammar.graded_up
    time = None if graded else grammar.earlier_time.match(inside.text)
    if time is None:
        reading.reference = inside
        return head
    reading.reference = inside[: time.end("time")]
    return joined((head, _COMMA, inside[time.start("rest") : time.end("rest")])) if time["rest"] else head


def _peel_left(words: Words, grammar: Grammar, reading: Reading) -> Words:
    text = words.text
    start, end = 0, len(text)
    openings, lengths = grammar.openings, grammar.opening_lengths
    while start < end:
        char = text[start]
        if char in EDGE and char not in '“‘"':
            start += 1
            continue
        if char == DATE:
            reading.times.append(words.place(start))
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
            reading.subject_part = EMPTY
        if word in grammar.parts:
            reading.is_part = True
        if role in (Role.FORECAST, Role.TARGET, Role.WILL):
            reading.note_modality(role, word)
        start += length
    return words[start:] if start else words


def _moves_object(reading: Reading, grammar: Grammar) -> bool:
    """Whether 将 marks an object: 央行将利率下调25个基点, 将目标价由62元上调至75元."""
    verb = reading.verb
    return verb is not None and (verb.text in grammar.objects or verb.role in (Role.FROM, Role.TO))


def _take_noun(words: Words, grammar: Grammar, reading: Reading) -> None:
    """What is left is the noun phrase; a date, a light verb or a modal word inside it parts subject and indicator."""
    noun = _take_last_piece(words, grammar, reading) if words.text else None
    if noun is None:
        return
    if not grammar.dividing.search(noun.text):
        reading.noun = noun
        return
    noun = _take_modal(noun, grammar, reading)
    noun = _take_cause(noun, grammar, reading)
    reading.noun = _take_light_verb(noun, grammar, reading)


def _take_last_piece(words: Words, grammar: Grammar, reading: Reading) -> Words | None:
    """The noun phrase behind the last date or comma; what comes before them is another part, or what moves it."""
    if not _PIECES.search(words.text):
        noun = _bare(words)
        return noun if noun.text and noun.text not in grammar.function_words else None
    reading.times += dates_in(words)
    pieces = [_bare(piece) for piece in words.split(_PIECES)]
    pieces = [piece for piece in pieces if piece.text and piece.text not in grammar.function_words]
    if len(pieces) > 1:
        before = joined(pieces[:-1])
        if before.text.endswith(("将", "把")) and _moves_object(reading, grammar):
            reading.agent, reading.subject_part = before[:-1], None
        else:
            reading.subject_part = before
    return pieces[-1] if pieces else None


def _bare(piece: Words) -> Words:
    """A part of a phrase without the marks at its ends, but where these hold one quotation mark of two."""
    return piece.strip(EDGE) if has_both_quotes(piece.text) else piece


def _take_modal(noun: Words, grammar: Grammar, reading: Reading) -> Words:
    """A modal word parts a phrase (央行预计通胀), or opens it; the noun behind it."""
    text = noun.text
    found = None if "占" in text else grammar.modal.search(text)
    if found is None:
        return noun
    modality, modal = found
    if text.count("“", 0, modal.start()) > text.count("”", 0, modal.start()):
        return noun  # “潮涌计划” is a name
    if modal.start() == 0:
        if text in grammar.heads or modality not in ("forecast", "target"):
            return noun
        reading.note_modality(modality, modal[0])
        return noun[modal.end() :]
    if modality == "actual" or (len(modal[0]) == 1 and modal[0] not in "将拟"):
        return noun
    before = (reading.subject_part or EMPTY) + noun[: modal.start()]
    if modal[0] == "将" and _moves_object(reading, grammar):  # 将利率下调: 将 marks an object there
        reading.agent, reading.subject_part = before, None
    else:
        reading.note_modality(modality, modal[0])
        reading.subject_part = before
    reading.has_forecaster = modality == "forecast"
    return noun[modal.end() :].strip(EDGE)


def _take_cause(noun: Words, grammar: Grammar, reading: Reading) -> Words:
    """带动出口: what comes before a causative verb; the noun behind it."""
    verb = grammar.causative.search(noun.text)
    if verb is None:
        return noun
    reading.agent = (reading.subject_part or EMPTY) + noun[: verb.start()].strip(EDGE)
    reading.subject_part = None
    return noun[verb.end() :].strip(EDGE)


def _take_light_verb(noun: Words, grammar: Grammar, reading: Reading) -> Words:
    """甲市实现出口: a light verb parts subject and indicator; the noun behind it."""
    opening = grammar.light_start.match(noun.text)
    if opening:
        reading.subject_part = reading.subject_part or EMPTY
        noun = noun[opening.end() :].strip(EDGE)
    light = grammar.light_verb.search(noun.text, 1)  # something comes before it
    if light:
        reading.subject_part = (reading.subject_part or EMPTY) + noun[: light.start()].strip(EDGE)
        noun = noun[light.end() :].strip(EDGE)
    return noun
