"""The children's side of parallel work: a worker answers chunks of items, a fork server forks workers that
share one model.

In: pickled items over a pipe from the parent (see `extractor.parallel`). Out: for each item its result, or a `Failure`
that names the fault: an article that fails costs one answer, never a worker.

Only bytes that the parent process itself has made are ever unpickled here; no file is.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import Any, Protocol

from extractor.errors import ExtractorError

# One thread a process: the processes are the parallelism, and numpy's own threads would fight over the cores.
_THREAD_COUNTS = "OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS BLIS_NUM_THREADS VECLIB_MAXIMUM_THREADS"
ONE_THREAD = dict.fromkeys(_THREAD_COUNTS.split(), "1")


class Task(Protocol):
    """What a worker does: picklable settings whose `load` gives, once a process, the work done on each item."""

    def load(self) -> Work:
        """Load everything heavy and return the work."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """The work on items.

    Attributes:
        one: the result of one item.
        many: the results of several at once, where that is faster than one by one; a `Failure` stands for an item that
            has none. It may give up on all of them by raising, and each is then tried alone.
    """

    one: Callable[[Any], Any]
    many: Callable[[list[Any]], list[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one item has no result. `kind` is the error's class, `message` one line for a person."""

    kind: str
    message: str

    @classmethod
    def from_exception(cls, error: BaseException) -> Failure:
        """The failure that an exception means; one raised on purpose needs no place in the code."""
        message = " ".join(str(error).split())
        if not isinstance(error, ExtractorError):
            frames = traceback.extract_tb(error.__traceback__)
            place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
            message = f"{type(error).__name__}: {message}{place}" if message else f"{type(error).__name__}{place}"
        return cls(type(error).__name__, message[:1000])


def answers(work: Work, items: list[bytes]) -> list[bytes]:
    """The pickled results of pickled items: for each a value, or the `Failure` of whatever was raised."""
    if work.many is not None and len(items) > 1:
        with contextlib.suppress(Exception):
            return [_packed(result) for result in work.many([pickle.loads(item) for item in items])]
    return [_answer(work, item) for item in items]


def _answer(work: Work, item: bytes) -> bytes:
    try:
        return _packed(work.one(pickle.loads(item)))
    except Exception as error:
        return _packed(Failure.from_exception(error))


def _packed(result: Any) -> bytes:
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)


def serve(channel: Connection, work: Work) -> None:
    """Answer chunks (lists of pickled items) until the parent closes the pipe, or is gone."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            channel.send(answers(work, channel.recv()))


def spawned_worker(channel: Connection, task: bytes) -> None:
    """A worker that loads its own model, where pages cannot be shared. Sends None when ready, else the error."""
    os.environ.update(ONE_THREAD)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    try:
        work = pickle.loads(task).load()
    except Exception as error:
        channel.send(_portable(error))
        return
    channel.send(None)
    serve(channel, work)


def fork_server(fd: int) -> None:
    """Load the task once, then fork a worker for each "fork" until the parent is gone.

    The forked workers share the model's pages. Forking is safe only from a process of one thread, so the fork server
    reports how many it has after loading, and the parent goes back to `spawned_worker` where a model has started some.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = Connection(fd)
    children: set[int] = set()
    try:
        try:
            work = pickle.loads(control.recv_bytes()).load()
        except Exception as error:
            control.send(_portable(error))
            return
        control.send(len(os.listdir("/proc/self/task")))
        gc.collect()
        gc.freeze()  # the collector would write to the shared pages, and so copy them
        while True:
            command, pid = control.recv()
            if command == "fork":
                channel = Connection(recv_handle(control))
                pid = os.fork()
                if pid == 0:
                    control.close()
                    _run_worker(channel, work)
                channel.close()
                children.add(pid)
                control.send(pid)
            else:
                if command == "kill":
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                if pid in children:
                    children.remove(pid)
                    control.send(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                else:  # the child of a fork server that is gone
                    control.send(-signal.SIGKILL)
    except (EOFError, OSError):
        pass
    finally:
        for child in children:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _run_worker(channel: Connection, work: Work) -> None:
    """The life of a forked worker: it never returns into the frames of the fork server."""
    try:
        serve(channel, work)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)
    os._exit(0)


def _portable(error: Exception) -> Exception:
    """The error itself where it can travel, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return ExtractorError(f"{type(error).__name__}: {error}")
    return error
