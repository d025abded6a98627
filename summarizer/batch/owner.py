"""Who works on a job: a process, told apart from all others on all machines, and whether it still lives."""

import os
import platform
import secrets
from functools import cache
from pathlib import Path


@cache
def _machine() -> str:
    """This machine since its last start: host name and boot."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return f"{platform.node()}:{boot}"


def this_process() -> str:
    """A name for work of this process: machine, number, when it began (numbers come again), a mark of its own."""
    return f"{_machine()}/{os.getpid()}/{_begun(os.getpid()) or ''}.{secrets.token_hex(4)}"


def is_gone(owner: str) -> bool | None:
    """Whether the process ``owner`` is dead; None where that cannot be told from here (another machine)."""
    machine, number, begun = _parts(owner)
    if machine != _machine() or not number.isdigit():
        return None
    if begun:
        return _begun(int(number)) != begun
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return None
    return False


def _parts(owner: str) -> tuple[str, str, str]:
    machine, number, begun = (["", "", "", *owner.rsplit("/", 2)])[-3:]
    return machine, number, begun.partition(".")[0]


def _begun(number: int) -> str | None:
    """The kernel's clock tick at which a living process began; None for one that is dead, or where nobody tells."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]
