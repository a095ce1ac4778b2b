"""Tasks for workers that fail: articles that raise, kill, never end or are slow. Workers import it by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass

from extractor.export import ExportTask, export
from extractor.export.sources import SourceArticle
from extractor.export.task import Packed
from extractor.workers import Work


@dataclass(frozen=True)
class PoisonTask(ExportTask):
    """Extracts by rules alone, and falls to articles that hold RAISE, KILL or HANG."""

    model: str | None = None
    seconds: float = 0.0

    def load(self) -> Work:
        one = super().load().one

        def poisoned(found: SourceArticle) -> Packed:
            time.sleep(self.seconds)
            if b"RAISE" in found.payload:
                raise ValueError("poison")
            if b"KILL" in found.payload:
                os.kill(os.getpid(), signal.SIGKILL)
            if b"HANG" in found.payload:
                time.sleep(600)
            return one(found)

        return Work(poisoned)


@dataclass(frozen=True)
class Numbers:
    """Squares numbers; some numbers are bad."""

    fails: int | None = None
    kills: int | None = None
    hangs: int | None = None
    kills_once: str | None = None

    def load(self) -> Work:
        def work(number: int) -> int:
            if number == self.fails:
                raise ValueError("not this one")
            if number == self.kills:
                os._exit(3)
            if number == self.hangs:
                time.sleep(600)
            if self.kills_once and number == 5 and not os.path.exists(self.kills_once):
                open(self.kills_once, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return number * number

        return Work(work)


class Unloadable:
    """A task whose model is missing."""

    def load(self) -> Work:
        from extractor.errors import ModelError

        raise ModelError("no such model")


if __name__ == "__main__":  # an export slow enough to be killed in its middle
    import poison  # the module's own name, by which workers find the task

    source, out, seconds = sys.argv[1:]
    export([source], out, poison.PoisonTask(seconds=float(seconds)), processes=2)
