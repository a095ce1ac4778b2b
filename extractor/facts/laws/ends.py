"""What a subject and an indicator neither end in nor begin with, and who is meant where another body acts.

In: a fact whose words a reader chose. Out: the fact, its words cut. 例: 客户数达 → 客户数; 甲方向乙方支付 → 甲方;
法院判决被告人〔王某〕…并处罚金; 证监局对〔江州股份〕予以谴责，并罚款100万元.
"""

from __future__ import annotations

from functools import partial

from extractor.catalogue.indicators import indicators_of
from extractor.facts.grammar import Grammar
from extractor.facts.laws.phrases import EACH, law_words, note, note_subject, without
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex
from extractor.mentions import ORG, PERSON
from extractor.rulebook import Rulebook


class EndLaws:
    """The laws of ends, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._behind = lazy_re(f"(?:{words('behind_indicator')})$")
        self._priced = rulebook.words("facts/laws", "price_ends")
        self._is_indicator = indicators_of(rulebook).is_name
        self._counted = rulebook.words("facts/laws", "counted_ends")
        self._obliged = lazy_regex(f"(?:{words('before_indicator')})++$")
        self._contract = lazy_re(f"(?:{words('contract_parties')})")
        self._party = lazy_re(f"(?:{words('parties')})$")
        self._fined = lazy_regex(
            rf"(?:{words('accused')})(?P<who>(?!应|须|需|被)\p{{Han}}{{2,16}}?)(?:{words('punishing')}|判处){{0,2}}"
            rf"(?P<what>{words('fines')})(?:人民币|共计|合计)?$"
        )
        self._passive = lazy_regex(
            rf"(?P<who>\p{{Han}}{{2,16}}?)(?:因\p{{Han}}{{1,16}}?)?被(?:{words('punishing')}){{0,4}}(?:{words('fines')}|罚)?"
            "(?:人民币|共计|合计)?$"
        )
        self._fine_behind = lazy_re(f"的?({words('fines')})")
        parties = f"(?:{words('parties')}|{words('accused')})"
        self._term = lazy_regex(
            rf"{parties}(?P<who>[\p{{Han}}（）()、]{{2,24}}?)应?当?[于在自](?:本|该)?(?:{words('rulings')})"
            r"\p{Han}{0,6}(?:生效|效力|送达|签订)之日起\p{Han}{1,4}日?内"
        )
        self._court = lazy_re(f"(?:{words('courts')})$")
        between = rf"{words('punishing')}|依法|责令[^，。；]{{0,6}}|[及、]"
        self._acts = lazy_re(f"(?:{between}){{0,4}}(?:{words('punished')})")
        self._object = lazy_re("(?:对|因|给予)$")
        self._punishments = tuple(rulebook.words("facts/laws", "punished"))

    def settle(self, context: Surroundings, place: Place) -> None:
        """Cut the words of a fact, and give it the party that is meant."""
        self._end_of_indicator(context, place)
        self._accused(context, place)
        self._ordered(context, place)
        self._is_fined(context, place)
        self._payer(place)
        self._addressee(context, place)
        self._convicted(context, place)
        self._punished(context, place)

    def _end_of_indicator(self, context: Surroundings, place: Place) -> None:
        """客户数〔达〕1.2亿户, 低保标准〔由〕每月800元: a verb or 由 right behind what is measured."""
        fact = place.fact
        per = EACH.search(fact.indicator or "")
        whole = per is not None and (self._grammar.ends_in_head(per[0]) or per[0].endswith(self._priced))
        if per and fact.indicator and per.start() > 1 and not whole:  # but 每头盈利, 每月电费
            kept = self._behind.sub("", fact.indicator[: per.start()])
            if self._grammar.ends_in_head(kept) or kept.endswith(self._priced):
                note(fact, "indicator", kept, without(fact.indicator_spans, 0, len(fact.indicator) - len(kept)))
        found = self._behind.search(fact.indicator or "")
        if found is None or fact.indicator is None or found.start() < 2:
            return
        kept = fact.indicator[: found.start()]
        if self._grammar.ends_in_head(kept) or kept.endswith(self._counted) or self._is_indicator(kept):
            note(fact, "indicator", kept, without(fact.indicator_spans, 0, len(found[0])))

    def _payer(self, place: Place) -> None:
        """〔甲方〕向乙方支付预付款: who pays whom."""
        fact = place.fact
        if fact.subject is None or "向" not in fact.subject[1:]:
            return
        contract = self._contract.match(fact.subject)
        end = contract.end() if contract else 0
        for word, tag in () if contract else tagged(fact.subject):
            if word == "向" and tag == "p":
                break
            end += len(word)
        who = self._obliged.sub("", fact.subject[:end])
        if 1 < len(who) < len(fact.subject):
            note(fact, "subject", who, without(fact.subject_spans, 0, len(fact.subject) - len(who)))

    def _accused(self, context: Surroundings, place: Place) -> None:
        """判处被告单位〔江州建设〕〔罚金〕150万元: a party that no list and no ending shows."""
        found = self._fined.search(context.text, place.own, place.figure.outer_start)
        if found and place.fact.subject_spans and place.fact.subject_spans[0][0] <= found.end("who"):
            note(place.fact, "subject", found["who"], (found.span("who"),))
            note(place.fact, "indicator", found["what"], (found.span("what"),))

    def _is_fined(self, context: Surroundings, place: Place) -> None:
        """因未按规定披露，〔公司〕被处以60万元罚款: who is fined is in its own clause."""
        fact = place.fact
        found = self._passive.match(context.text, place.own, place.figure.outer_start)
        if found is None or context.dates_between(*found.span("who")):
            return
        fine = self._fine_behind.match(context.text, place.figure.outer_end)
        if fine and not (fact.indicator or "").startswith("罚"):
            note(fact, "indicator", fine[1], (fine.span(1),))  # 被处以60万元|罚款
        if not (fact.indicator or "").startswith("罚"):
            return
        subject = fact.subject or ""
        start, end = (fact.subject_spans[0][0], fact.subject_spans[-1][1]) if fact.subject_spans else (0, 0)
        elsewhere = end <= place.own or start >= place.figure.outer_end
        if elsewhere or subject.startswith(found["who"]) or not context.mentions_of(subject):
            note(fact, "subject", found["who"], (found.span("who"),))

    def _ordered(self, context: Surroundings, place: Place) -> None:
        """被告〔江州恒达公司〕于本判决生效之日起十日内返还购房款86.5万元: the party, and not the term, pays."""
        subject = place.fact.subject or ""
        if not subject.endswith("日内") and "之日起" not in subject:
            return
        found = context.last_before(place, self._term)
        if found:
            note(place.fact, "subject", found["who"], (found.span("who"),))

    @staticmethod
    def _addressee(context: Surroundings, place: Place) -> None:
        """公司〔向特定对象〕发行1.5亿股: to whom is no subject."""
        fact = place.fact
        if fact.subject is None or not fact.subject.startswith("向") or len(fact.subject) < 3:
            return
        before = context.fact_before(place)
        note(fact, "subject", before.subject if before else None, before.subject_spans if before else ())

    def _convicted(self, context: Surroundings, place: Place) -> None:
        """江州法院判决被告人〔王某〕犯受贿罪，并处罚金五万元: the party, and not the court, pays."""
        fact = place.fact
        if not fact.subject_spans or not (fact.indicator or "").startswith(self._punishments):
            return
        start = fact.subject_spans[0][0]
        bodies = context.names_between(place.sentence, place.figure.start, (ORG,))
        court = next((name for name in bodies if name.start <= start < name.end), None)
        if court is None or not self._court.search(context.text[court.start : court.end]):
            return
        people = context.names_between(court.end, place.figure.start, (PERSON, ORG))
        party = [name for name in people if self._party.search(context.text, court.end, name.start)]
        if party:
            note_subject(fact, context.text, party[-1])

    def _punished(self, context: Surroundings, place: Place) -> None:
        """上交所对〔云岭股份〕予以谴责，证监局罚款100万元: who punishes is not who is punished."""
        fact, text = place.fact, context.text
        if not fact.subject_spans or not (fact.indicator or "").startswith("罚"):
            return
        start, end = fact.subject_spans[0][0], fact.subject_spans[-1][1]
        acts = self._acts.match(text, end, place.figure.start)
        if start < place.own or "对" in text[place.own : start] or acts is None:
            return
        bodies = context.names_between(place.sentence, start, (ORG, PERSON))
        objects = [name for name in bodies if self._object.search(text, place.sentence, name.start)]
        if objects:
            note_subject(fact, text, objects[0])
