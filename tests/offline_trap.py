"""A trap for anything that leaves the machine: `python tests/offline_trap.py CODE` runs CODE without Internet sockets.

On Linux the kernel kills the process, and every process that it starts, at the first `socket(AF_INET)` or
`socket(AF_INET6)`, whether Python or a compiled library asks for it; everywhere, Python's own look-ups and connections
raise an error.
"""

from __future__ import annotations

import contextlib
import ctypes
import platform
import struct
import sys
from typing import Any

# linux/filter.h, linux/seccomp.h
_LOAD_WORD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_KILL_PROCESS, _ALLOW = 0x80000000, 0x7FFF0000
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
# machine: (audit number, number of the call socket)
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_AF_INET, _AF_INET6 = 2, 10
_FORBIDDEN = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.connect", "socket.sendto"}


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))


def kernel_trap() -> bool:
    """Have the kernel kill this process and its children at the first Internet socket; False where it cannot."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    audit, socket_call = machine
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in [
            (_LOAD_WORD, 0, 0, _MACHINE_AT),
            (_JUMP_EQUAL, 0, 6, audit),
            (_LOAD_WORD, 0, 0, _NUMBER_AT),
            (_JUMP_EQUAL, 0, 4, socket_call),
            (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
            (_JUMP_EQUAL, 1, 0, _AF_INET),
            (_JUMP_EQUAL, 0, 1, _AF_INET6),
            (_RETURN, 0, 0, _KILL_PROCESS),
            (_RETURN, 0, 0, _ALLOW),
        ]
    )
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, None, None, None):
        return False
    rules = _Filter(len(program) // 8, program)
    return libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(rules), None, None) == 0


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN and not isinstance(arguments[-1], (str, bytes)):  # a socket with a path is local
        raise PermissionError(f"{event} {arguments}: nothing leaves the machine")


if __name__ == "__main__":
    with contextlib.suppress(ImportError):
        # spaCy imports it; on import it binds a socket to ::1, to learn whether the machine has IPv6. Nothing is sent.
        import urllib3  # noqa: F401
    kernel_trap()
    sys.addaudithook(_forbid)
    code = sys.argv[1]
    sys.argv = ["trapped"]
    exec(compile(code, "<trapped>", "exec"), {"__name__": "__main__"})
