"""What lists and rules know better than a model: certain names, two countries in one word, offices glued to names.

In: sentences with a model's spans. Out: the same, put right by `rules/gazetteers/`. It serves every model, the bundled
one and spaCy's alike, and alone where there is no model at all.

    贝鲁特 as PERSON → LOC · 农业|农村部 → 农业农村部 · 中巴 in 中巴建交 → 中, 巴 · 习近平主席 → 习近平 · 36家航空公司
    → no name

All lists are one automaton that reads all sentences at once, so the cost does not depend on how long the lists are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter

import regex

from extractor.document import Document
from extractor.lexicon import Lexicon, alternation
from extractor.mentions import Mention
from extractor.ner.model import JudgingModel, Model, NamedSpan
from extractor.rulebook import Rulebook

BODIES, PLACES, SHAPES = "gazetteers/bodies", "gazetteers/places", "gazetteers/shapes"
PEOPLE, COMPANIES = "gazetteers/people", "gazetteers/companies"
COMPANY_RULES = (f"{COMPANIES}.", f"{BODIES}.company", f"{BODIES}.association")
# Add it where it stands · that, but in news or without a model only · only put a label right · no name at all
CERTAIN, ALONE, TOLD, COMMON = 3, 2, 1, 0
SURE = 0.9  # a model's name of a lower score counts as the list's where a list has it
UNSURE = 0.6  # a model's name of a lower score gives way to a listed one inside it
EDGE = " \t\u3000，。、；：！？,.;:!?“”\"'‘’《》〈〉【】[]|/-—·"
PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】"}
_END = attrgetter("end")
Match = tuple[int, int, str, int, str]  # start, end, label, how certain, rule


class NameRules:
    """The gazetteers of a rulebook, ready to put a model's spans right.

    Args:
        rulebook: its files `gazetteers/*` hold all the words; sections a user adds of the same names extend them.
            `gazetteers/people.txt` `[person]`, `gazetteers/bodies.txt` `[any section]` and `gazetteers/places.txt`
            `[division]` are names that win over the model.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        names: dict[str, tuple[str, int, str]] = {}

        def add(words: Iterable[str], label: str, certainty: int, rule: str) -> None:
            for word in words:
                names.setdefault(word, (label, certainty, rule))

        def words(file: str, name: str) -> tuple[str, ...]:
            # A section that the user disabled, or that only users have, may be missing.
            return tuple(w for entry in rulebook.sections.get((file, name), ()) for w in entry.words)

        add(words(SHAPES, "common"), "", COMMON, f"{SHAPES}.common")
        add(words(PEOPLE, "person"), "PERSON", CERTAIN, f"{PEOPLE}.person")
        for section in rulebook.names(BODIES):
            add(words(BODIES, section), "ORG", TOLD if section == "told" else CERTAIN, f"{BODIES}.{section}")
        for section in rulebook.names(COMPANIES):
            if section != "words":  # those are looked at where the text shows a company: recognizers/company_names.py
                certainty = TOLD if section.startswith("unclear") else CERTAIN
                add(words(COMPANIES, section), "ORG", certainty, f"{COMPANIES}.{section}")
        doubtful = set(words(PLACES, "ambiguous"))
        add(doubtful, "LOC", TOLD, f"{PLACES}.ambiguous")
        # Outside news, a country that a model leaves out is mostly none there: 法国人, 古希腊艺术, 星展中国.
        for section, certainty in (("country", ALONE), ("division", CERTAIN)):
            add(words(PLACES, section), "LOC", certainty, f"{PLACES}.{section}")
        for section in ("foreign", "china", "city"):
            add(words(PLACES, section), "LOC", TOLD, f"{PLACES}.{section}")
        self._names = names
        self._names_in = rulebook.lexicons.lexicon("gazetteers", lambda: names)
        self._known = {name: told for name, told in names.items() if told[1] != COMMON}
        self._never = {
            label: frozenset(words(SHAPES, f"not-a-{name}"))
            for label, name in (("PERSON", "person"), ("ORG", "body"), ("LOC", "place"))
        }
        # 财政部长, 公安部门, 乌军工企业: a character that goes on with the last one of a name makes another word of it.
        self._after = {
            e.key: frozenset(e.words) for e in rulebook.sections.get((SHAPES, "goes-on"), ()) if e.key is not None
        }
        self._initials = frozenset(words(PLACES, "initial"))
        office = alternation(words(SHAPES, "office"))
        self._office = regex.compile(rf"(?:{office})$") if office else None
        initials = "".join(sorted(self._initials))
        telling = words(SHAPES, "between-countries")
        between = alternation(telling)
        self._pair_sight = 2 + max(map(len, telling), default=0)
        self._side_by_side = re.compile(f"[{initials}中](?=[{initials}中美俄日欧])")  # rare: looked for first
        # 中巴两国: two initials, one of them of a country that is often named so, before a word that tells of
        # countries.
        # Before a pair that does not begin with 中 stands no word (办法中企业) but a verb or preposition, or nothing.
        before = "".join(words(SHAPES, "before-countries"))
        self._pair = (
            regex.compile(
                rf"(?:(?<![{initials}其集当高])中[{initials}]|(?<![\p{{Han}}--[{before}]])[{initials}][中美俄日欧])(?={between})",
                regex.V1,
            )
            if initials and between
            else None
        )
        surnames = "".join(words(SHAPES, "surname"))
        self._surnames = frozenset(surnames)
        tail = alternation(words(SHAPES, "company-tail"))
        not_tail = alternation(words(SHAPES, "not-company-tail")) or "(?!)"
        branch, acting = words(SHAPES, "company-branch"), alternation(words(SHAPES, "behind-branch")) or "(?!)"
        self._branches = frozenset(branch)
        further = rf"(?:{tail})(?!{not_tail})|(?:{alternation(branch)})(?={acting})"
        self._tail = regex.compile(further) if tail and branch else None
        self._companies = frozenset(name for name, told in names.items() if told[2].startswith(COMPANY_RULES))
        # 张某, 李某某; not 某些, 某地 after a word that ends like a surname.
        self._someone = (
            regex.compile(rf"(?<![\p{{Han}}])[{surnames}]某(?:某)?+(?![些种个样项类年月日地国省市县])")
            if surnames
            else None
        )
        self._count = regex.compile(
            r"^(?:[\d０-９.,万亿零〇一二两三四五六七八九十百千多余几数]+|各|每|这|该|某|其他|多|全部|所有|一些|部分|有关|相关)"
            r"(?:余|多)?(?:家|个|所|大|名|类|级|只|座|批|地)"
        )

        glued, kinds = words(SHAPES, "glued-before"), words(SHAPES, "kind-before")
        endings = alternation(words(SHAPES, "body-ending"))
        self._glued = regex.compile(rf"(?:{alternation(glued)})(?=\S\S)") if glued else None
        self._kind = regex.compile(rf"\S{{2,}}?(?:{alternation(kinds)})(?=\S\S)") if kinds else None
        self._body = regex.compile(rf"(?:{endings})$") if endings else None
        after = alternation(words(SHAPES, "glued-after"))
        self._trailing = regex.compile(rf"(?:{after})$") if after else None
        self._of_shares, self._holding = words(SHAPES, "behind-shares"), words(SHAPES, "before-shares")
        form = alternation(words(SHAPES, "company-form"))
        self._form = regex.compile(rf"(?:{form})") if form else None
        no_name = words(SHAPES, "not-after-place")
        counted = r"[两三四五六七八九十数多\d]+(?:余|多)?[家省市国个所州县](?!人大|政协|党|政府)"
        # 北京投资促进局 is a body all the same; 匈牙利建设汽车工厂 is none.
        offices = alternation(words(SHAPES, "office-ending"))
        unless = rf"(?!\S*(?:{offices})$)" if offices else ""
        self._no_name = regex.compile(rf"{counted}|(?:{alternation(no_name)}){unless}" if no_name else counted)
        # 中国国籍, 美籍: what a person is, no place. 重庆籍 tells of the place a person comes from.
        self._nationality = words(SHAPES, "nationality")
        self._countries = self._initials | frozenset(words(PLACES, "country"))
        self._places = frozenset(name for name, told in self._known.items() if told[0] == "LOC")
        self._longest_place = max(map(len, self._places), default=0)
        # 九省, 三市, 两国: so many places, none of them named.
        self._several = regex.compile(r"[一二两三四五六七八九十百千数多各诸几\d]+(?:余|多)?[省市县区国州镇村乡地城]$")

    def matches(self, text: str) -> list[Match]:
        """Every listed name of a text, the longest at each place; words that only look like names are in it as
        COMMON."""
        return [(start, end, *told) for start, end, told in self._lexicon.find(text)]

    @cached_property
    def _lexicon(self) -> Lexicon[tuple[str, int, str]]:
        return Lexicon(self._names)

    def mentions(self, document: Document) -> list[Mention]:
        """The names that lists and shapes alone find in a document, in text order, none overlapping another."""
        text = document.text
        found: list[Mention] = []
        for start, end, (label, certainty, rule) in self._names_in(document):
            if certainty < ALONE or text[end : end + 1] in self._after.get(text[end - 1], ()):
                continue
            if (text[start] < "\x80" or text[end - 1] < "\x80") and _inside_latin(text, start, end):
                continue  # Meta in Metaverse
            if label == "LOC" and self._is_nationality(text, start, end):
                continue
            if label == "ORG":
                end = self._with_tail(text, start, end)
            found.append(Mention(start, end, label, text[start:end], rule))
        for start, end in self._pairs(text):
            touched = _touched(found, start, end)
            if all(name.end - name.start < 3 for name in found[touched]):
                rule = f"{SHAPES}.between-countries"
                found[touched] = [Mention(at, at + 1, "LOC", text[at], rule) for at in range(start, end)]
        if self._someone is not None and "某" in text:
            for person in self._someone.finditer(text):
                start, end = person.span()
                touched = _touched(found, start, end)
                if touched.start == touched.stop:
                    found[touched] = [Mention(start, end, "PERSON", person[0], f"{SHAPES}.surname")]
        return found

    def correct(
        self,
        sentences: Sequence[str],
        found: Sequence[Sequence[NamedSpan]],
        alone: bool | Sequence[bool] = False,
    ) -> list[list[NamedSpan]]:
        """The spans put right, sentence by sentence.

        Args:
            sentences: plain text.
            found: a model's spans of each, offsets into it.
            alone: whether a country is one although the model left it out, for all sentences or for each: where there
                was no model, and in news, whose convention the lists follow.

        Returns:
            For each sentence its spans in order of offsets, none overlapping. `rule` names the list where a list made
            or
            relabelled the span; such spans have no score.
        """
        # Sentences are joined by a line end, which no name holds, so one pass serves all of them.
        starts, size = [], 0
        for sentence in sentences:
            starts.append(size)
            size += len(sentence) + 1
        text = "\n".join(sentences)
        listed: list[list[Match]] = [[] for _ in sentences]
        for start, end, label, certainty, rule in self.matches(text):
            i = bisect_right(starts, start) - 1
            if certainty == ALONE and (alone if isinstance(alone, bool) else alone[i]):
                certainty = CERTAIN
            listed[i].append((start - starts[i], end - starts[i], label, certainty, rule))
        pairs: dict[int, list[tuple[int, int]]] = {}
        for start, end in self._pairs(text):
            i = bisect_right(starts, start) - 1
            pairs.setdefault(i, []).append((start - starts[i], end - starts[i]))
        someone: dict[int, list[tuple[int, int]]] = {}
        if self._someone is not None and "某" in text:
            for match in self._someone.finditer(text):
                i = bisect_right(starts, match.start()) - 1
                someone.setdefault(i, []).append((match.start() - starts[i], match.end() - starts[i]))
        return [
            self._sentence(sentence, spans, listed[i], pairs.get(i, []), someone.get(i, []))
            for i, (sentence, spans) in enumerate(zip(sentences, found, strict=True))
        ]

    def _pairs(self, text: str) -> list[tuple[int, int]]:
        """Where the initials of two countries stand side by side, before a word that tells of countries."""
        found: list[tuple[int, int]] = []
        if self._pair is not None:
            for beside in self._side_by_side.finditer(text):
                at = beside.start()
                if not found or at >= found[-1][1]:
                    pair = self._pair.match(text, at, at + self._pair_sight)
                    if pair:
                        found.append(pair.span())
        return found

    def _sentence(
        self,
        text: str,
        spans: Sequence[NamedSpan],
        listed: Sequence[Match],
        pairs: Sequence[tuple[int, int]],
        someone: Sequence[tuple[int, int]],
    ) -> list[NamedSpan]:
        if not (spans or listed or pairs or someone):
            return []
        out: list[NamedSpan] = []
        for span in spans:
            for right in self._shape(text, span):
                if not out or right.start >= out[-1].end:  # a name made longer swallows its own second half
                    out.append(right)
        for start, end, label, certainty, rule in listed:
            if certainty == COMMON or text[end : end + 1] in self._after.get(text[end - 1], ()):
                continue
            if _inside_latin(text, start, end):
                continue  # Meta in Metaverse
            if label == "ORG":
                end = self._with_tail(text, start, end)
            out = self._put(out, start, end, label, certainty, rule)
        for start, end in pairs:
            whole = [s for s in out if s.start < end and start < s.end and s.end - s.start > 2]
            if not whole:
                rule = f"{SHAPES}.between-countries"
                out = [s for s in out if not (s.start < end and start < s.end)]
                out += [NamedSpan(start, start + 1, "LOC", None, rule), NamedSpan(start + 1, end, "LOC", None, rule)]
        for start, end in someone:
            if not any(s.start < end and start < s.end for s in out):
                out.append(NamedSpan(start, end, "PERSON", None, f"{SHAPES}.surname"))
        return sorted(s for s in out if s.label != "LOC" or not self._is_nationality(text, s.start, s.end))

    def _is_nationality(self, text: str, start: int, end: int) -> bool:
        return text.startswith(self._nationality, end) and text[start:end] in self._countries

    def _put(
        self, spans: list[NamedSpan], start: int, end: int, label: str, certainty: int, rule: str
    ) -> list[NamedSpan]:
        """A listed name among a model's spans: relabel the same span, stay inside a longer one, replace what it
        cuts."""
        touched = [s for s in spans if s.start < end and start < s.end]
        if not touched:
            return [*spans, NamedSpan(start, end, label, None, rule)] if certainty == CERTAIN else spans
        first = touched[0]
        if len(touched) == 1 and (first.start, first.end) == (start, end):
            if first.label == label:
                if certainty < CERTAIN or first.score is None or first.score >= SURE:
                    return spans
                return [s for s in spans if s is not first] + [NamedSpan(start, end, label, None, rule)]
            if certainty < ALONE and first.label != "PERSON":
                return spans  # 太平洋 the ocean may be 太平洋 the insurer; a person it is not
            return [s for s in spans if s is not first] + [NamedSpan(start, end, label, None, rule)]
        longer = next((s for s in touched if s.start <= start and end <= s.end), None)
        if longer and (certainty < CERTAIN or longer.score is None or longer.score >= UNSURE):
            return spans  # the longest name is the record
        if certainty < ALONE and not all(start <= s.start and s.end <= end for s in touched):
            return spans
        return [s for s in spans if s not in touched] + [NamedSpan(start, end, label, None, rule)]

    def _shape(self, text: str, span: NamedSpan) -> list[NamedSpan]:
        """One span of a model without what does not belong to a name; nothing where none is left."""
        start, end, label, score, rule = span
        while start < end and (text[start] in EDGE or text[start].isspace()):
            start += 1
        while start < end and (text[end - 1] in EDGE or text[end - 1].isspace()):
            end -= 1
        word = text[start:end]
        for opening, closing in PAIRS.items():
            if (opening in word) != (closing in word):
                # 《求是 or 中国工商）: a bracket without its partner at either end, or a name cut in two by one.
                at = word.find(opening) if opening in word else word.find(closing)
                if opening in word and text[end : end + 1] == closing:
                    end += 1  # …合伙企业（有限合伙 with its bracket left outside
                elif at == 0:
                    start += 1
                elif at == len(word) - 1:
                    end -= 1
                elif opening in word:
                    end = start + at
                else:
                    start += at + 1
                word = text[start:end]
        if not word or word in self._never[label] or word in self._never["LOC"]:
            return []  # 中东部 is no place, and no body either
        if word in self._known:
            longer = self._with_tail(text, start, end) if label == "ORG" else end
            return [NamedSpan(start, longer, label, score, rule)]
        if self._office is not None and label != "LOC":
            match = self._office.search(word)
            if match and match.start() == 0:
                return []
            if match:
                end = start + match.start()
                word = text[start:end]
                if label == "PERSON" and len(word) == 1:
                    return []  # 李先生, 习主席: an address, not a name
                if label == "ORG" and word in self._never[label]:
                    return []
        if label == "PERSON" and (edge := self._body_before(word)):  # 易观苏筱芮
            body = NamedSpan(start, start + edge, "ORG", score, rule)
            return [body, NamedSpan(start + edge, end, label, score, rule)]
        if label == "ORG" and self._count.match(word):
            return []
        if label == "ORG":
            return self._body_shape(text, start, end, span)
        if label == "PERSON" and word.isascii():
            return [_latin(text, NamedSpan(start, end, label, score, rule))]
        if label == "LOC" and self._several.match(word):
            return []
        if label == "LOC" and (place := self._place_before(word)) and self._several.match(word, place):
            return [NamedSpan(start, start + place, label, score, rule)]  # 南非九省
        if label == "LOC" and 2 <= len(word) <= 4 and all(c in self._initials for c in word):
            return [NamedSpan(start + i, start + i + 1, label, score, rule) for i in range(len(word))]
        return [NamedSpan(start, end, label, score, rule)]

    def _body_shape(self, text: str, start: int, end: int, span: NamedSpan) -> list[NamedSpan]:
        """A body's name without verbs glued to it, and without what only follows a place."""
        if self._form is not None and text[end - 1] in ")）" and (match := self._form.match(text, end)):
            end = match.end()
        word = text[start:end]
        out: list[NamedSpan] = []
        place = self._place_before(word)
        rest = start + place
        if place and self._no_name.match(text, rest, end) and not self._known_before(text[rest:end], 2):
            return [NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.not-after-place")]
        if self._glued is not None:
            match = self._glued.match(text, rest, end)
            if (
                match
                and self._is_body(text[match.end() : end])
                and not self._known_before(text[rest:end], len(match[0]))
            ):
                if place:
                    out.append(NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.glued-before"))
                start = match.end()
        if self._kind is not None:
            match = self._kind.match(text, start, end)
            if match and self._is_body(text[match.end() : end]):
                if place and not out:
                    out.append(NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.kind-before"))
                start = match.end()
        if self._is_of_shares(text, start, end):  # 持有贝因美股份2.98亿股
            end -= 2
            word = text[start:end]
        company = self._company_before(word)
        if company and not self._is_body(word) and word[company:] not in self._branches:
            end = start + company  # 中信建投非银, 宁德时代ESG
            word = text[start:end]
        if self._trailing is not None:
            match = self._trailing.search(text, start, end)
            if match and match.start() - start >= 2 and text[start:end] not in self._known:
                end = match.start()
                word = text[start:end]
                if word in self._places:
                    return [*out, NamedSpan(start, end, "LOC", span.score, f"{SHAPES}.glued-after")]
        return [*out, NamedSpan(start, end, span.label, span.score, span.rule)]

    def _with_tail(self, text: str, start: int, end: int) -> int:
        """Where a company's name ends that goes on behind a listed one: 博通〔咨询〕."""
        if self._tail is None or text[start:end] not in self._companies:
            return end
        match = self._tail.match(text, end)
        return match.end() if match else end

    def _body_before(self, word: str) -> int:
        """The length of the listed body that a person's span begins with, 0 where it begins with none."""
        for size in range(2, len(word) - 1):
            if word[:size] in self._companies and word[size] in self._surnames and len(word) - size <= 3:
                return size
        return 0

    def _company_before(self, word: str) -> int:
        """The length of the longest company's name that a body's span begins with and goes beyond."""
        return next((n for n in range(min(len(word) - 1, 12), 1, -1) if word[:n] in self._companies), 0)

    def _is_of_shares(self, text: str, start: int, end: int) -> bool:
        """Whether a company's name with 股份 means its shares."""
        word = text[start:end]
        if not word.endswith("股份") or word in self._known or word[:-2] not in self._known:
            return False
        return text.startswith(self._of_shares, end) or text.endswith(self._holding, 0, start)

    def _place_before(self, word: str) -> int:
        """The length of the listed places a name begins with (江苏省句容市…), 0 where it begins with none or is one."""
        at = 0
        while True:
            for size in range(min(self._longest_place, len(word) - at), 1, -1):
                if word[at : at + size] in self._places:
                    at += size
                    break
            else:
                break
        return at if at < len(word) else 0

    def _known_before(self, word: str, least: int) -> bool:
        """Whether a listed name longer than `least` begins the word: 联合国人权理事会 does not begin with a verb
        联合."""
        return any(word[:size] in self._known for size in range(least + 1, min(len(word), 16) + 1))

    def _is_body(self, word: str) -> bool:
        return word in self._known or (len(word) >= 3 and self._body is not None and bool(self._body.search(word)))


def _touched(names: list[Mention], start: int, end: int) -> slice:
    """Which of some names in text order overlap a span; where the span would stand, if none does."""
    first = bisect_right(names, start, key=_END)
    last = first
    while last < len(names) and names[last].start < end:
        last += 1
    return slice(first, last)


def _inside_latin(text: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on before or behind the span."""
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    return (first.isascii() and first.isalnum() and before.isascii() and before.isalnum()) or (
        last.isascii() and last.isalnum() and after.isascii() and after.isalnum()
    )


def _latin(text: str, span: NamedSpan) -> NamedSpan:
    """A Latin name with all its parts: Jan in “Jan Hatzius”. Parts are capitalised words with one blank between."""
    start, end = span.start, span.end
    while (match := _PART_AFTER.match(text, end)) is not None:
        end = match.end()
    while (match := _PART_BEFORE.search(text[max(0, start - 24) : start])) is not None:
        start -= match.end() - match.start()
    return span._replace(start=start, end=end)


_PART_AFTER = regex.compile(r"[A-Za-z'’]*+ (?:[A-Z]\.|[A-Z][a-z'’\-]++(?![A-Za-z]))")
_PART_BEFORE = regex.compile(r"(?<![A-Za-z])[A-Z][a-z'’\-]+ $")


class CorrectedModel:
    """A model and the rules after it, which is a model again. Without a model the lists alone speak."""

    def __init__(self, model: Model | None, rules: NameRules) -> None:
        self._model, self._rules = model, rules
        self.name = model.name if model is not None else "none"

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        """The model's names, put right."""
        if self._model is None:
            return self._rules.correct(sentences, [[] for _ in sentences], alone=True)
        if isinstance(self._model, JudgingModel):
            return self._rules.correct(sentences, *self._model.judged(sentences))
        return self._rules.correct(sentences, self._model.label(sentences), alone=True)

    def mentions(self, documents: Sequence[Document]) -> list[list[Mention]]:
        """The names of each document. The sentences of all go through the model together: that is faster."""
        if self._model is None:
            return [self._rules.mentions(document) for document in documents]
        told = f"ner:{self.name}"
        spans = iter(self.label([s.text for document in documents for s in document.sentences]))
        return [
            [
                Mention(
                    sentence.start + span.start,
                    sentence.start + span.end,
                    span.label,
                    sentence.text[span.start : span.end],
                    span.rule or told,
                    span.score,
                )
                for sentence, found in zip(document.sentences, spans, strict=False)
                for span in found
            ]
            for document in documents
        ]


_made: dict[tuple[object, ...], NameRules] = {}


def name_rules(rulebook: Rulebook) -> NameRules:
    """The rules of a rulebook, built once for each."""
    if rulebook.key not in _made:
        _made[rulebook.key] = NameRules(rulebook)
    return _made[rulebook.key]
