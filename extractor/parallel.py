"""Work spread over processes: order kept, a dead worker replaced, an item that does not end cut off.

In: items from any iterable, read only as fast as they are processed. Out: one `Outcome` an item: its value, or the
`Failure` that says why there is none. 例: 1,000 articles of which 7 kill their worker → 993 values and 7 failures.

Items travel in chunks, so that a pipe's round trip is paid once for many short articles. When a worker dies or outlives
the time limit, the items of its chunk are tried again one by one: the sound ones pass, the one at fault is named.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import send_handle
from typing import Any, Protocol

from extractor.errors import ExtractorError
from extractor.workers import ONE_THREAD, Failure, Task, spawned_worker

CHUNK_ITEMS = 64
_LONGEST_WAIT = 3600.0  # seconds; the system takes no more than 24 days, and a limit may be longer
CHUNK_BYTES = 48_000  # about 16,000 Chinese characters
# Python puts the current directory before its own library; whatever lies there is not ours to import.
_RUN_FORK_SERVER = """import sys
sys.path[:] = [place for place in sys.path if place]
from extractor.workers import fork_server
fork_server(int(sys.argv[1]))"""


def available_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of item number `position` (from 0): a value, or a failure."""

    position: int
    value: Any
    failure: Failure | None = None


@dataclass(slots=True)
class _Chunk:
    items: list[tuple[int, bytes]]
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    channel: Connection
    pid: int
    chunk: _Chunk | None = None
    deadline: float = field(default=float("inf"))


class _Starter(Protocol):
    """What starts workers and waits for their end."""

    def start(self) -> _Worker: ...

    def end(self, worker: _Worker, *, kill: bool) -> int: ...

    def close(self) -> None: ...


class _ForkServer:
    """A fresh process of one thread that loads the task once and forks workers, which share its pages (Linux)."""

    def __init__(self, task: bytes) -> None:
        ours, theirs = socket.socketpair()
        environment = os.environ | ONE_THREAD | {"PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)}
        with theirs:
            fd = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN_FORK_SERVER, str(fd)],
                pass_fds=[fd],
                env=environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent
            )
        self._control = Connection(ours.detach())
        try:
            self._control.send_bytes(task)
            ready = self._control.recv()
        except (EOFError, OSError):
            code = self._process.wait()
            raise ExtractorError(f"the process that loads the model died ({describe_exit(code)})") from None
        if isinstance(ready, Exception):
            self.close()
            raise ready
        self.threads: int = ready

    def start(self) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            self._control.send(("fork", 0))
            send_handle(self._control, theirs.fileno(), self._process.pid)
            return _Worker(Connection(ours.detach()), self._control.recv())

    def end(self, worker: _Worker, *, kill: bool) -> int:
        worker.channel.close()
        try:
            self._control.send(("kill" if kill else "end", worker.pid))
            return int(self._control.recv())
        except (EOFError, OSError):  # the fork server was killed; its workers live on
            with contextlib.suppress(OSError):
                os.kill(worker.pid, signal.SIGKILL)
            return -signal.SIGKILL

    def close(self) -> None:
        self._control.close()  # the fork server ends at this, and its workers with it
        self._process.wait()


class _Spawner:
    """Workers that each load the task themselves: where forking is not safe, or not known."""

    def __init__(self, task: bytes) -> None:
        self._task = task
        self._context = get_context("spawn")
        self._processes: dict[int, Any] = {}

    def start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=spawned_worker, args=(theirs, self._task), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(ours, process.pid or 0)
        self._processes[worker.pid] = process
        try:
            problem = ours.recv()
        except EOFError:
            end = describe_exit(self.end(worker, kill=False))
            raise ExtractorError(f"a worker died while it loaded ({end})") from None
        if problem is not None:
            raise problem
        return worker

    def end(self, worker: _Worker, *, kill: bool) -> int:
        worker.channel.close()
        process = self._processes.pop(worker.pid)
        if kill:
            process.kill()
        process.join()
        return int(process.exitcode)

    def close(self) -> None:
        for process in self._processes.values():
            process.kill()
            process.join()


def describe_exit(code: int) -> str:
    """An exit code in words: -9 → "killed by SIGKILL, perhaps for want of memory"."""
    if code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")


class Pool:
    """Processes that apply a task to items.

    Args:
        task: picklable; its `load()` gives the work (see `extractor.workers.Task`).
        processes: how many workers; the parent only reads and collects.
        time_limit: seconds one item may take; None for no limit.
        start: "fork" (one process loads, workers share its pages), "spawn" (each loads its own) or None for
            the best here.

    Starting costs one load of the model (a second or two), then a few milliseconds a worker; nothing is started before
    the first item is there. Use it as a context manager: no process outlives it.
    """

    def __init__(self, task: Task, processes: int, time_limit: float | None = None, start: str | None = None) -> None:
        self._task = pickle.dumps(task)
        self._size = max(1, processes)
        self._limit = time_limit if time_limit else float("inf")
        self._start = start or ("fork" if sys.platform == "linux" and sys.executable else "spawn")
        self._starter: _Starter | None = None
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, at once."""
        starter, self._starter = self._starter, None
        workers, self._workers = self._workers, []
        if starter is not None:
            for worker in workers:
                starter.end(worker, kill=True)
            starter.close()

    def run(self, items: Iterable[Any], *, ordered: bool = True, window: int = 512) -> Iterator[Outcome]:
        """Yield one outcome an item, in order or as they come.

        At most `window` items are held at a time: read, in work, or waiting for an earlier one's outcome. Chunks are
        small enough for two a worker within it.
        """
        source = _Chunks(items, max(1, min(CHUNK_ITEMS, window // (2 * self._size))))
        retries: deque[_Chunk] = deque()
        held: dict[int, Outcome] = {}
        due = 0
        while True:
            may_read = source.read - due < window if ordered else True
            self._hand_out(source, retries, may_read)
            outcomes = source.refused
            source.refused = []
            if any(worker.chunk for worker in self._workers):
                if may_read and not outcomes:
                    source.prepare()  # the next chunk is read while the workers work
                outcomes += self._collect(source, retries)
            elif not outcomes and not retries and source.ended:
                return
            if not ordered:
                due += len(outcomes)
                yield from outcomes
                continue
            for outcome in outcomes:
                held[outcome.position] = outcome
            while due in held:
                yield held.pop(due)
                due += 1

    def _hand_out(self, source: _Chunks, retries: deque[_Chunk], may_read: bool) -> None:
        """Give every idle worker a chunk; start workers up to the pool's size while there is work."""
        while True:
            worker = next((w for w in self._workers if w.chunk is None), None)
            if worker is None and len(self._workers) >= self._size:
                return
            chunk = retries.popleft() if retries else source.take(may_read)
            if chunk is None:
                return
            if worker is None:
                worker = self._start_worker()
            self._give(worker, chunk)

    def _give(self, worker: _Worker, chunk: _Chunk) -> None:
        worker.chunk = chunk
        worker.deadline = time.monotonic() + self._limit
        with contextlib.suppress(OSError):  # a worker that died while idle is found, and replaced, when waited for
            worker.channel.send([item for _, item in chunk.items])

    def _start_worker(self) -> _Worker:
        if self._starter is None:
            self._starter = self._open_starter()
        try:
            worker = self._starter.start()
        except (EOFError, OSError):  # the fork server itself was killed; its workers go on
            self._starter.close()
            self._starter = self._open_starter()
            worker = self._starter.start()
        self._workers.append(worker)
        return worker

    def _open_starter(self) -> _Starter:
        if self._start == "fork":
            server = _ForkServer(self._task)
            if server.threads == 1:
                return server
            server.close()
            self._start = "spawn"
        return _Spawner(self._task)

    def _collect(self, source: _Chunks, retries: deque[_Chunk]) -> list[Outcome]:
        """Wait for an answer, a death or a deadline, and give idle workers the prepared chunk at once."""
        busy = {worker.channel: worker for worker in self._workers if worker.chunk}
        soonest = min(worker.deadline for worker in busy.values())
        timeout = None if soonest == float("inf") else min(_LONGEST_WAIT, max(0.0, soonest - time.monotonic()))
        outcomes: list[Outcome] = []
        for channel in wait(list(busy), timeout):
            worker = busy[channel]  # type: ignore[index]
            chunk = worker.chunk
            assert chunk is not None
            try:
                answers = worker.channel.recv()
            except (EOFError, OSError):
                outcomes += self._lost(worker, chunk, retries)
                continue
            worker.chunk = None
            if source.prepared is not None and not retries:
                self._give(worker, source.prepared)
                source.prepared = None
            for (position, _), reply in zip(chunk.items, answers, strict=True):
                value = pickle.loads(reply)
                failure = value if isinstance(value, Failure) else None
                outcomes.append(Outcome(position, None if failure else value, failure))
        now = time.monotonic()
        for worker in [w for w in self._workers if w.chunk and w.deadline <= now]:
            if not worker.channel.poll():
                outcomes += self._overdue(worker, retries)
        return outcomes

    def _end(self, worker: _Worker, *, kill: bool) -> int:
        self._workers.remove(worker)
        assert self._starter is not None
        return self._starter.end(worker, kill=kill)

    def _lost(self, worker: _Worker, chunk: _Chunk, retries: deque[_Chunk]) -> list[Outcome]:
        """A worker is dead. Its items are tried alone; one that is alone and kills for the second time is given up."""
        end = describe_exit(self._end(worker, kill=False))
        if len(chunk.items) == 1 and chunk.deaths:
            failure = Failure("WorkerDied", f"the process that worked on it died, twice ({end})")
            return [Outcome(chunk.items[0][0], None, failure)]
        retries.extend(_Chunk([item], chunk.deaths + 1) for item in chunk.items)
        return []

    def _overdue(self, worker: _Worker, retries: deque[_Chunk]) -> list[Outcome]:
        chunk = worker.chunk
        assert chunk is not None
        self._end(worker, kill=True)
        if len(chunk.items) == 1:
            failure = Failure("TimeLimit", f"cut off: it took longer than the limit of {self._limit:g} s")
            return [Outcome(chunk.items[0][0], None, failure)]
        retries.extend(_Chunk([item], chunk.deaths) for item in chunk.items)
        return []


class _Chunks:
    """Reads items and packs up to `size` of them together. `refused` holds the outcomes of items that cannot travel."""

    def __init__(self, items: Iterable[Any], size: int) -> None:
        self._items = iter(items)
        self._size = size
        self.read = 0
        self.ended = False
        self.prepared: _Chunk | None = None
        self.refused: list[Outcome] = []

    def prepare(self) -> None:
        """Have a chunk ready."""
        if self.prepared is None and not self.ended:
            self.prepared = self._pack()

    def take(self, may_read: bool) -> _Chunk | None:
        """The next chunk, read now if it may be; None if there is none."""
        if may_read:
            self.prepare()
        chunk, self.prepared = self.prepared, None
        return chunk

    def _pack(self) -> _Chunk | None:
        packed: list[tuple[int, bytes]] = []
        size = 0
        while len(packed) < self._size and size < CHUNK_BYTES:
            try:
                item = next(self._items)
            except StopIteration:
                self.ended = True
                break
            position, self.read = self.read, self.read + 1
            try:
                blob = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
            except Exception as error:
                self.refused.append(Outcome(position, None, Failure.from_exception(error)))
                continue
            packed.append((position, blob))
            size += len(blob)
        return _Chunk(packed) if packed else None
