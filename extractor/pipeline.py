"""The pipeline: the only module that knows the whole order of the work.

article → clean text → sentences → mentions → facts → records.
"""

from __future__ import annotations

import gc
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from extractor.article import Article, ArticleLike, read_article
from extractor.base_periods import BasePeriods
from extractor.catalogue import naming_of, whole_indicators, whole_subjects
from extractor.document import Document, split_sentences
from extractor.extraction import Extraction
from extractor.facts import Completed, Completer, Fact, Facts, completer, fact_reader
from extractor.facts.times import of_figures
from extractor.folding import Folded, folder_of
from extractor.many import OnError, extract_many
from extractor.mentions import LAW, LOC, ORG, PERSON, POLICY_TERM, DateMention, FigureMention, Mention
from extractor.ner import name_finder
from extractor.recognizers import Recognizer, dates, figures, laws, names, policy_terms, terms
from extractor.record_builder import build_records
from extractor.records import Record
from extractor.rulebook import Entry, Rulebook, load_rulebook
from extractor.tables.reader import table_reader
from extractor.terms import Terms, read_terms

M = TypeVar("M", bound=Mention)

_start, _end = attrgetter("start"), attrgetter("end")
_ENTITIES = frozenset((PERSON, ORG, LOC, LAW))
_GROUP_CHARACTERS = 32_768  # articles that go through each stage together: as fast as more, and little memory

# A line that every recognizer finds something in.
_WARM_UP = "张三说，2024年前三季度，甲省甲市《乙办法》带动高质量发展，增加值1.2亿元，同比增长3%。"


class Extractor:
    """Settings and everything that is loaded once.

    Args:
        model: "bundled" (the embedded default), a spaCy pipeline's name or path, or None for rules alone.
        rules: directories whose files extend the package's `rules/`.
        disable: rule ids to leave out, as records show them: `file.section`, or `ner:bundled`.
        facts: who reads what is said of each figure: "accurate" for the bundled network (about 0.1 s for an ordinary
            article), "fast" for a small one, "rules" for the rules alone, which are the fastest and least often right.
            By default "accurate", and "rules" where `model` is None.

    Raises:
        ModelError, RulesError: a setting names nothing that there is; the text says what can be chosen.
    """

    def __init__(
        self,
        model: str | Path | None = "bundled",
        rules: Iterable[str | Path] = (),
        disable: Iterable[str] = (),
        facts: Facts | None = None,
    ) -> None:
        self.model_name = model
        self.facts: Facts = facts or ("accurate" if model is not None else "rules")
        self._added: tuple[Entry, ...] = ()
        with _no_garbage_collection():
            self._load(rules, disable)

    def _load(self, rules: Iterable[str | Path], disable: Iterable[str]) -> None:
        self.rulebook: Rulebook = load_rulebook(rules, disable)
        self._recognizers: list[Recognizer] = [
            dates.recognizer(self.rulebook),
            policy_terms.recognizer(self.rulebook),
            laws.recognizer(self.rulebook),
        ]
        self._folder = folder_of(self.rulebook)
        self._model = name_finder(self.model_name, self.rulebook)
        self._find_names = names.recognizer(self.rulebook)
        self._find_terms = terms.recognizer(self.rulebook)
        self._find_figures = figures.recognizer(self.rulebook)
        self._rules: Completer = completer(self.rulebook)
        self._complete: Completer = fact_reader(self.facts, self.rulebook, self._rules)
        self._base_periods = BasePeriods(self.rulebook)
        self._naming = naming_of(self.rulebook)
        self._read_tables = table_reader(self.rulebook, self._find_figures)

    def extract(self, article: ArticleLike) -> Extraction:
        """Extract the records of one article."""
        return self.extract_batch([article])[0]

    def extract_batch(self, articles: Sequence[ArticleLike]) -> list[Extraction]:
        """Extract several articles at once: the same extractions, found faster than one by one.

        Raises:
            ArticleError: one of them cannot be read.
        """
        read = [read_article(article, self.rulebook) for article in articles]
        extractions: list[Extraction] = []
        with _no_garbage_collection():
            for group in _groups(read):
                extractions += self._of_group(group)
        return extractions

    def _of_group(self, articles: Sequence[Article]) -> list[Extraction]:
        """The extractions of a group; its documents are freed before anything looks for circles again."""
        documents = [self.document(article) for article in articles]
        return self._extractions(articles, documents, iter(self.model_mentions(documents)))

    def _extractions(
        self, articles: Sequence[Article], documents: Sequence[Document], named: Iterator[Sequence[Mention]]
    ) -> list[Extraction]:
        """Each stage goes over all documents before the next begins: its tables stay in the processor's cache.

        `named`, the names of a model for each document, are released once they are settled with the other names.
        """
        mentions: list[list[Mention]] = [[] for _ in documents]
        for find in self._recognizers:
            for document, found in zip(documents, mentions, strict=True):
                found += find(document)
        mentions = [self._with_names(*each) for each in zip(documents, mentions, named, strict=True)]
        figures = [self._enabled(self._find_figures(*each)) for each in zip(documents, mentions, strict=True)]
        mentions = [names.outside_figures(*each) for each in zip(mentions, figures, strict=True)]
        return [
            Extraction(article, tuple(_as_written(document, self._records(document, others, found))))
            for article, document, others, found in zip(articles, documents, mentions, figures, strict=True)
        ]

    def _with_names(self, document: Document, mentions: list[Mention], named: Sequence[Mention]) -> list[Mention]:
        """The mentions of the first recognizers, with the names that rules, model and users' terms give."""
        own = self._find_terms(document)
        named = [*named, *(m for m in own if m.label in (PERSON, ORG, LOC))]
        # a document's number behind its title is part of its norm, and holds no names: （江政发〔2024〕16号）
        taken = sorted((m.start, max(m.end, m.start + len(m.norm))) for m in mentions if m.label == LAW)
        mentions = names.outside_bodies(mentions, self._find_names(document, named, taken))
        return self._enabled(terms.settle(own, mentions))

    def _records(
        self, document: Document, mentions: Sequence[Mention], figures: list[FigureMention]
    ) -> Iterator[Record]:
        days = sorted([m for m in mentions if isinstance(m, DateMention)], key=_start)
        names = [m for m in mentions if m.label in _ENTITIES]
        indicators = self._naming.indicators
        repair = whole_indicators(document.text, indicators), whole_subjects(document.text, mentions, indicators)
        base_of = self._base_periods.finder(document.text, days)
        days = of_figures(days)
        if not document.tables:
            completed = _repaired(self._complete(document, figures, days, names), repair)
            return build_records(document, mentions, completed, base_of, self._naming)
        # The figures of tables are read from their heads, those of sentences from their words.
        in_sentences = [figure for figure in figures if not document.in_table(figure.start)]
        sentences = _repaired(self._complete(document.prose(), in_sentences, days, names), repair)
        completed = heapq.merge(sentences, self._of_tables(document), key=_figure_start)
        return build_records(document, mentions, completed, base_of, self._naming)

    def _of_tables(self, document: Document) -> Iterator[tuple[FigureMention, Fact]]:
        """The figures of the tables with their facts, but for those whose rule is disabled."""
        disabled = self.rulebook.disabled
        return (pair for pair in self._read_tables(document, document.tables) if pair[0].rule not in disabled)

    def extract_many(
        self,
        articles: Iterable[ArticleLike],
        processes: int | None = 1,
        on_error: OnError = "raise",
        time_limit: float | None = None,
    ) -> Iterator[Extraction]:
        """Yield the extractions of many articles, in order, the same for any number of processes.

        Args:
            articles: any iterable, read a few ahead of what is yielded.
            processes: workers; None for the cores of this machine. Starting them costs one load of the model.
            on_error: "raise" (the default), "skip", or a function of (position from 0, error); an article that
                fails yields nothing.
            time_limit: seconds that one article may take, None for no limit.

        Raises:
            ArticleError: an article failed, with its number, under on_error="raise".
        """
        return extract_many(self, articles, processes, on_error, time_limit)

    def model_mentions(self, documents: Sequence[Document]) -> list[list[Mention]]:
        """The model's names of each document. The sentences of all go through the model together: that is faster."""
        return self._model.mentions(documents)

    def warm_up(self) -> None:
        """Load what the first article would load, but for what starts threads: processes may be forked afterwards."""
        self._model.label([])
        article = Article(text=_WARM_UP, published=date(2024, 10, 25))
        complete, self._complete = self._complete, self._rules
        try:
            self._extractions([article], [self.document(article)], iter([()]))
        finally:
            self._complete = complete

    def add_terms(self, new: Terms, label: str = POLICY_TERM) -> int:
        """Add terms of your own; the next `extract` finds them, with rule `terms.LABEL`.

        Args:
            new: a list of terms, a mapping of other forms to canonical forms, a frame with a column `term` (and `norm`,
                `label` where it has them), or a file: such a table as .csv, or .txt in the rules format.
            label: PERSON, ORG, LOC, POLICY_TERM or LAW, for terms that bring none.

        Returns:
            How many entries were added.

        Raises:
            RulesError: an unknown label, a missing file or column, an empty term; the text names file and line.

        Example:
            >>> extractor = Extractor(model=None)
            >>> extractor.add_terms({"滨江数科": "滨江数字集团"}, label="ORG")
            1
            >>> [(r.text, r.norm, r.rule) for r in extractor.extract("滨江数科落户。").organizations]
            [('滨江数科', '滨江数字集团', 'terms.ORG')]
        """
        return self._add(read_terms(new, label))

    def _add(self, entries: Sequence[Entry]) -> int:
        self.rulebook = self.rulebook.extended(entries)
        self._added = (*self._added, *entries)
        self._find_terms = terms.recognizer(self.rulebook)
        return len(entries)

    def _enabled(self, mentions: list[M]) -> list[M]:
        """The mentions whose rule is not disabled; sections that are disabled were never read."""
        disabled = self.rulebook.disabled
        return [m for m in mentions if m.rule not in disabled] if disabled else mentions

    def __reduce__(self) -> tuple[Any, ...]:
        """An extractor travels to other processes as its settings and added terms, and is loaded there."""
        settings = (self.model_name, self.rulebook.directories[1:], tuple(sorted(self.rulebook.disabled)), self.facts)
        return (type(self), settings, self._added) if self._added else (type(self), settings)

    def __setstate__(self, added: tuple[Entry, ...]) -> None:
        self._add(added)

    def document(self, article: Article) -> Document:
        """The article's text as recognizers read it, cut into sentences once for everybody."""
        folded = self._folder.fold(article.text, keep_length=bool(article.tables))
        text = article.text if folded is None else folded.text
        title = self._folder.fold(article.title) if article.title else None
        return Document(
            text=text,
            published=article.published,
            title=article.title if title is None else title.text,
            id=article.id,
            byline=article.byline,
            source=article.source,
            sentences=split_sentences(text),
            tables=article.tables,
            folded=folded,
        )


def _as_written(document: Document, records: Iterator[Record]) -> Iterator[Record]:
    """The records of a document in the article's own characters and offsets."""
    return records if document.folded is None else _restored(document, document.folded, records)


def _restored(document: Document, folded: Folded, records: Iterator[Record]) -> Iterator[Record]:
    for record in records:
        sentence = document.sentence_at(record.start)
        yield folded.restored(record, (sentence.start, sentence.end))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Nothing that loading or a batch makes refers to itself: looking for circles in it again and again finds none."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _groups(articles: Sequence[Article]) -> Iterator[list[Article]]:
    group: list[Article] = []
    size = 0
    for article in articles:
        group.append(article)
        size += len(article.text)
        if size >= _GROUP_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _figure_start(pair: tuple[FigureMention, Fact]) -> int:
    return pair[0].start


def _repaired(completed: Completed, repair: Iterable[Callable[[Fact], None]]) -> Completed:
    for figure, fact in completed:
        for put_right in repair:
            put_right(fact)
        yield figure, fact
