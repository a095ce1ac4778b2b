"""What an export reports on stderr: a progress bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from extractor.cli.options import printable
from extractor.export.batch import Reporter, Summary

if TYPE_CHECKING:
    from extractor.export.sources import Meter
    from extractor.workers import Failure

_NAMED = 20  # failures that are named on stderr; all are in the errors file
_EVERY = 10.0  # seconds between plain lines
_REFRESH = 0.2


def reporter_for(quiet: bool) -> CommandReporter:
    """The reporter that suits stderr."""
    if quiet:
        return CommandReporter()
    return BarReporter() if sys.stderr.isatty() else LineReporter()


class CommandReporter(Reporter):
    """Names what fails, and nothing else."""

    def __init__(self) -> None:
        self._failures = 0

    def say(self, line: str) -> None:
        """Print a line to stderr."""
        print(printable(line), file=sys.stderr, flush=True)

    def failure(self, name: str, failure: Failure) -> None:
        self._failures += 1
        if self._failures <= _NAMED:
            self.say(f"{name}: {failure.message}")
        elif self._failures == _NAMED + 1:
            self.say("… more failures are named in the errors file")

    def summary(self, summary: Summary) -> None:
        """The last word; here only where something failed."""
        if summary.failed:
            self.say(_failed(summary))


class _ProgressReporter(CommandReporter):
    """Reports progress."""

    def start(self, meter: Meter) -> None:
        self._meter = meter
        self._began = self._reported = time.monotonic()
        self._counted: tuple[int, float] | None = None  # articles and seconds at the first report: the model is loaded

    def _parts(self, done: int, failed: int, resumed: int, seconds: float) -> tuple[list[str], int | None]:
        """What is reported, and how many articles are expected. Articles of an earlier run took no time."""
        expected = self._meter.expected()
        new = done - resumed
        of = "" if expected is None else f" of {'' if self._meter.done == self._meter.total else 'about '}{expected:,}"
        parts = [f"{done:,}{of} articles", f"{rate(new, seconds)}/s" if seconds else ""]
        if failed:
            parts.append(f"{failed:,} failed")
        if self._counted is None:
            self._counted = new, seconds
        more, passed = new - self._counted[0], seconds - self._counted[1]
        if expected is not None and more:
            parts.append(f"about {duration(passed * max(expected - done, 0) / more)} left")
        return [part for part in parts if part], expected

    def summary(self, summary: Summary) -> None:
        speed = f"{rate(summary.articles - summary.resumed, summary.seconds)} articles/s"
        notes = [f"{summary.seconds:.1f} s", speed if summary.articles else "the sources hold no article"]
        if summary.resumed:
            notes.insert(0, f"{summary.resumed:,} done before")
        if summary.duplicates:
            notes.insert(0, f"{summary.duplicates:,} duplicates of others")
        if summary.skipped:
            notes.insert(0, f"{summary.skipped:,} files of other kinds passed over")
        self.say(f"{summary.out}: {summary.records:,} records of {summary.articles:,} articles ({', '.join(notes)})")
        super().summary(summary)


class LineReporter(_ProgressReporter):
    """A plain line every few seconds: for log files."""

    def advance(self, done: int, failed: int, resumed: int) -> None:
        now = time.monotonic()
        if now - self._reported < _EVERY:
            return
        self._reported = now
        parts, _ = self._parts(done, failed, resumed, now - self._began)
        self.say(", ".join(parts))


class BarReporter(_ProgressReporter):
    """A bar with rate and remaining time: for terminals."""

    def start(self, meter: Meter) -> None:
        super().start(meter)
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        # No thread of its own: it is redrawn as articles come in.
        columns: list[Any] = [BarColumn(), TaskProgressColumn(), TextColumn("{task.description}")]
        self._bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._task = self._bar.add_task("starting …", total=None)
        self._bar.start()
        self._bar.refresh()

    def say(self, line: str) -> None:
        if getattr(self, "_bar", None) is not None and self._bar.live.is_started:
            self._bar.console.print(printable(line), markup=False, highlight=False, soft_wrap=True)
        else:
            super().say(line)

    def advance(self, done: int, failed: int, resumed: int) -> None:
        now = time.monotonic()
        if now - self._reported < _REFRESH:
            return
        self._reported = now
        parts, expected = self._parts(done, failed, resumed, now - self._began)
        self._bar.update(self._task, completed=done, total=expected, description=" · ".join(parts), refresh=True)

    def writing(self) -> None:
        self._bar.update(self._task, description="writing …", refresh=True)

    def stop(self) -> None:
        self._bar.stop()


def rate(count: int, seconds: float) -> str:
    """So many a second, with a digit behind the point where they are few: 0.9, 37."""
    each = count / seconds if seconds else 0.0
    return f"{each:.1f}" if each < 10 else f"{each:,.0f}"


def duration(seconds: float) -> str:
    """Seconds in words: 3725 → 1 h 02 min."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def _failed(summary: Summary) -> str:
    if summary.errors is None:
        return f"{summary.failed:,} failed"
    return (
        f"{summary.failed:,} failed, named in {summary.errors}; the same command tries them again (--fresh starts over)"
    )
