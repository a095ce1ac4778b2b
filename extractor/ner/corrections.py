"""What lists and rules know better than a model: certain names, two countries in one word, offices glued to names.

In: sentences with a model's spans. Out: the same, corrected by `rules/gazetteers/`. It serves every model, the bundled
one and spaCy's alike, and alone where there is no model at all.

    贝鲁特 as PERSON → LOC · 农业|农村部 → 农业农村部 · 中巴 in 中巴建交 → 中, 巴 · 习近平主席 → 习近平
    36家航空公司 → no name

All lists are one automaton that reads all sentences at once, so the cost does not depend on how long the lists are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

import regex

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation, in_latin_word
from extractor.mentions import Mention
from extractor.ner.borders import BODIES, COMPANIES, PEOPLE, PLACES, SHAPES, Borders
from extractor.ner.model import Model, NamedSpan, NewsAwareModel
from extractor.rulebook import Rulebook, once_a_rulebook

# Listed names: added anywhere · added in news or without a model · correct a label only · are no names
ADD, ADD_IN_NEWS, LABEL_ONLY, NO_NAME = 3, 2, 1, 0
SOMEBODY = "surnames.single"  # the rule of 张某
SURE = 0.9  # a model's name of a lower score counts as the list's where a list has it
UNSURE = 0.6  # a model's name of a lower score gives way to a listed one inside it
_END = attrgetter("end")
Match = tuple[int, int, str, int, str]  # start, end, label, how certain, rule


class NameRules:
    """The gazetteers of a rulebook, ready to correct a model's spans.

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

        add(words(SHAPES, "common"), "", NO_NAME, f"{SHAPES}.common")
        add(words(PEOPLE, "person"), "PERSON", ADD, f"{PEOPLE}.person")
        for section in rulebook.names(BODIES):
            add(words(BODIES, section), "ORG", LABEL_ONLY if section == "label_only" else ADD, f"{BODIES}.{section}")
        for section in rulebook.names(COMPANIES):
            # the others are looked at where the text shows a company: recognizers/company_names.py
            if section != "words" and not section.startswith("unclear"):
                add(words(COMPANIES, section), "ORG", ADD, f"{COMPANIES}.{section}")
        doubtful = set(words(PLACES, "ambiguous"))
        add(doubtful, "LOC", LABEL_ONLY, f"{PLACES}.ambiguous")
        # Outside news, a country that a model leaves out is mostly none there: 法国人, 古希腊艺术, 星展中国.
        for section, certainty in (("country", ADD_IN_NEWS), ("town", ADD_IN_NEWS), ("division", ADD)):
            add(words(PLACES, section), "LOC", certainty, f"{PLACES}.{section}")
        for section in ("foreign", "china", "city"):
            add(words(PLACES, section), "LOC", LABEL_ONLY, f"{PLACES}.{section}")
        self._names_in = rulebook.lexicons.lexicon("gazetteers", lambda: names)
        self._names_of = rulebook.lexicons.of_text("gazetteers")
        self.borders = Borders(rulebook, names)
        # 财政部长, 公安部门, 乌军工企业: a character that goes on with the last one of a name makes another word of it.
        self._after = {
            e.key: frozenset(e.words) for e in rulebook.sections.get((SHAPES, "goes_on"), ()) if e.key is not None
        }
        self._initials = frozenset(words(PLACES, "initial"))
        initials = "".join(sorted(self._initials))
        telling = words(SHAPES, "between_countries")
        between = alternation(telling)
        self._pair_sight = 2 + max(map(len, telling), default=0)
        self._side_by_side = lazy_re(f"[{initials}中](?=[{initials}中美俄日欧])")  # rare: looked for first
        # 中巴两国: two initials, one of them of a country that is often named so, before a word that tells of
        # countries.
        # Before a pair that does not begin with 中 there is no word (办法中企业) but a verb or preposition, or nothing.
        before = "".join(words(SHAPES, "before_countries"))
        self._pair = (
            lazy_regex(
                rf"(?:(?<![{initials}其集当高])中[{initials}]|(?<![\p{{Han}}--[{before}]])[{initials}][中美俄日欧])(?={between})",
                regex.V1,
            )
            if initials and between
            else None
        )
        surnames = "".join(words("surnames", "single"))
        # 张某, 李某某; not 某些, 某地 after a word that ends like a surname.
        self._someone = (
            lazy_regex(rf"(?<![\p{{Han}}])[{surnames}]某(?:某)?+(?![些种个样项类年月日地国省市县])")
            if surnames
            else None
        )
        self._offices = tuple(w for section in ("state", "offices", "company") for w in words("titles", section))
        # 中国国籍, 美籍: what a person is, no place. 重庆籍 tells of the place a person comes from.
        self._nationality = words(SHAPES, "nationality")
        self._countries = self._initials | frozenset(words(PLACES, "country"))

    def matches(self, text: str) -> list[Match]:
        """Every listed name of a text, the longest at each place; words that only look like names are in it as
        NO_NAME."""
        return [(start, end, *stated) for start, end, stated in self._names_of(text)]

    def mentions(self, document: Document) -> list[Mention]:
        """The names that lists and shapes alone find in a document, in text order, none overlapping another."""
        text = document.text
        found: list[Mention] = []
        for start, end, (label, certainty, rule) in self._names_in(document):
            if certainty < ADD_IN_NEWS or (label == "LOC" and self._is_nationality(text, start, end)):
                continue
            whole = self._whole(text, start, end, label)
            if whole is not None:
                found.append(Mention(start, whole, label, text[start:whole], rule))
        for start, end in self._pairs(text):
            touched = _touched(found, start, end)
            if all(name.end - name.start < 3 for name in found[touched]):
                rule = f"{SHAPES}.between_countries"
                found[touched] = [Mention(at, at + 1, "LOC", text[at], rule) for at in range(start, end)]
        if self._someone is not None and "某" in text:
            for person in self._someone.finditer(text):
                start, end = person.span()
                touched = _touched(found, start, end)
                if touched.start == touched.stop:
                    found[touched] = [Mention(start, end, "PERSON", person[0], SOMEBODY)]
        return found

    def correct(
        self,
        sentences: Sequence[str],
        found: Sequence[Sequence[NamedSpan]],
        alone: bool | Sequence[bool] = False,
    ) -> list[list[NamedSpan]]:
        """The spans corrected, sentence by sentence.

        Args:
            sentences: plain text.
            found: a model's spans of each, offsets into it.
            alone: whether a country is one although the model left it out, for all sentences or for each: where there
                was no model, and in news, whose convention the lists follow.

        Returns:
            For each sentence its spans in order of offsets, none overlapping. `rule` names the list where a list made
            or relabelled the span; such spans have no score.
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
            if certainty == ADD_IN_NEWS and (alone if isinstance(alone, bool) else alone[i]):
                certainty = ADD
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
        """Where the initials of two countries are side by side, before a word that tells of countries."""
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
        out = self._shaped(text, spans)
        for start, end, label, certainty, rule in listed:
            if certainty == NO_NAME and "ORG" in {s.label for s in out}:  # 安邦 in 安邦定国
                out = [s for s in out if s.label != "ORG" or not start <= s.start < s.end <= end]
            name_end = self._whole(text, start, end, label) if certainty != NO_NAME else None
            if name_end is not None and not self._is_office_holder(text, start, name_end, rule, out):
                out = _put(out, start, name_end, label, certainty, rule)
        for start, end in pairs:
            whole = [s for s in out if s.start < end and start < s.end and s.end - s.start > 2]
            if not whole:
                rule = f"{SHAPES}.between_countries"
                out = [s for s in out if not (s.start < end and start < s.end)]
                out += [NamedSpan(start, start + 1, "LOC", None, rule), NamedSpan(start + 1, end, "LOC", None, rule)]
        for start, end in someone:
            if not any(s.start < end and start < s.end for s in out):
                out.append(NamedSpan(start, end, "PERSON", None, SOMEBODY))
        return sorted(s for s in out if s.label != "LOC" or not self._is_nationality(text, s.start, s.end))

    def _is_office_holder(self, text: str, start: int, end: int, rule: str, spans: Sequence[NamedSpan]) -> bool:
        """Whether a company's short name is here the name of who holds the office before it: 副行长〔苏宁〕."""
        if not rule.startswith(f"{COMPANIES}.") or not text.endswith(self._offices, 0, start):
            return False
        return any((s.start, s.end, s.label) == (start, end, "PERSON") for s in spans)

    def _shaped(self, text: str, spans: Sequence[NamedSpan]) -> list[NamedSpan]:
        """A model's spans with their borders corrected; a name made longer takes in its own second half."""
        out: list[NamedSpan] = []
        for span in spans:
            for right in self.borders.shape(text, span):
                if not out or right.start >= out[-1].end:
                    out.append(right)
        return out

    def is_whole(self, text: str, name: Mention) -> bool:
        """Whether a name is no part of a longer word or name: not 某某能源 in 某某能源事务大臣."""
        return self._whole(text, name.start, name.end, name.label) is not None

    def _whole(self, text: str, start: int, end: int, label: str) -> int | None:
        """Where a listed name ends with the tail that belongs to it; None where it is part of a word or a security."""
        if text[end : end + 1] in self._after.get(text[end - 1], ()):
            return None
        latin = text[start] < "\x80" or text[end - 1] < "\x80"  # at one of its ends
        if latin and (in_latin_word(text, start) or in_latin_word(text, end)):
            return None  # Meta in Metaverse
        if label != "ORG":
            return end
        if text[end - 1] < "\x80" and self.borders.is_part_of_latin(text, start, end):
            return None
        return None if self.borders.is_security(text, start, end) else self.borders.with_tail(text, start, end)

    def _is_nationality(self, text: str, start: int, end: int) -> bool:
        return text[start:end] in self._countries and text.startswith(self._nationality, end)


def _put(spans: list[NamedSpan], start: int, end: int, label: str, certainty: int, rule: str) -> list[NamedSpan]:
    """A listed name among a model's spans: relabel the same span, stay inside a longer one, replace what it cuts."""
    touched = [s for s in spans if s.start < end and start < s.end]
    if _gives_way(touched, start, end, label, certainty):
        return spans
    return [s for s in spans if s not in touched] + [NamedSpan(start, end, label, None, rule)]


def _gives_way(touched: Sequence[NamedSpan], start: int, end: int, label: str, certainty: int) -> bool:
    """Whether a listed name is left out for the model's spans that it touches, or for want of any."""
    if not touched:
        return certainty != ADD
    first = touched[0]
    if len(touched) == 1 and (first.start, first.end) == (start, end):
        if first.label == label:
            return certainty < ADD or first.score is None or first.score >= SURE
        # 太平洋 the ocean may be the insurer; a person it is not
        return certainty < ADD_IN_NEWS and first.label != "PERSON"
    longer = next((s for s in touched if s.start <= start and end <= s.end), None)
    if longer and (certainty < ADD or longer.score is None or longer.score >= UNSURE):
        return True  # the longest name is the record
    return certainty < ADD_IN_NEWS and not all(start <= s.start and s.end <= end for s in touched)


def _touched(names: list[Mention], start: int, end: int) -> slice:
    """Which of some names in text order overlap a span; the place for the span, if none does."""
    first = bisect_right(names, start, key=_END)
    last = first
    while last < len(names) and names[last].start < end:
        last += 1
    return slice(first, last)


class CorrectedModel:
    """A model and the rules after it, which is a model again. Without a model the lists alone give names."""

    def __init__(self, model: Model | None, rules: NameRules) -> None:
        self._model, self._rules = model, rules
        self.name = model.name if model is not None else "none"

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        """The model's names, corrected."""
        if self._model is None:
            return self._rules.correct(sentences, [[] for _ in sentences], alone=True)
        if isinstance(self._model, NewsAwareModel):
            return self._rules.correct(sentences, *self._model.label_and_classify(sentences))
        return self._rules.correct(sentences, self._model.label(sentences), alone=True)

    def mentions(self, documents: Sequence[Document]) -> list[list[Mention]]:
        """The names of each document. The sentences of all go through the model together: that is faster."""
        if self._model is None:
            return [self._rules.mentions(document) for document in documents]
        stated = f"ner:{self.name}"
        spans = iter(self.label([s.text for document in documents for s in document.sentences]))
        return [
            [
                Mention(
                    sentence.start + span.start,
                    sentence.start + span.end,
                    span.label,
                    sentence.text[span.start : span.end],
                    span.rule or stated,
                    span.score,
                )
                for sentence, found in zip(document.sentences, spans, strict=False)
                for span in found
            ]
            for document in documents
        ]


@once_a_rulebook
def name_rules(rulebook: Rulebook) -> NameRules:
    """The rules of a rulebook, built once for each."""
    return NameRules(rulebook)
