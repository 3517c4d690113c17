"""Processes of this machine, found in /proc: all that belong to a session are ended together.

Airflow's own answer to a signal leaves scheduler and workers alive; what was started in a session of its own cannot
leave it unseen.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PROC = Path("/proc")


def of_session(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    return [int(entry.name) for entry in PROC.glob("[0-9]*") if session_of(int(entry.name)) == session]


def session_of(pid: int) -> int | None:
    try:
        # The name of the program, in brackets, may hold anything; after it: state, parent, group, session.
        state, _parent, _group, session, *_ = Path(PROC, str(pid), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else int(session)


def end(session: int) -> None:
    """Asks all processes of a session to end, and kills those that have not ended after ten seconds."""
    for ask in (signal.SIGTERM, signal.SIGKILL):
        for pid in of_session(session):
            with suppress(ProcessLookupError):
                os.kill(pid, ask)
        with suppress(TimeoutError):
            wait_for("the end of a session", lambda: not of_session(session), seconds=10)


class Session:
    """Programs that were started together in a session of their own, and all that they have started."""

    def __init__(self, call: Sequence[str | Path], environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("w") as out:
            self.first = subprocess.Popen(
                call,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, what: str, look: Callable[[], object], seconds: float) -> None:
        """Waits for what the programs are there for; if it does not come, they are ended."""

        def living() -> object:
            assert self.first.poll() is None, f"{what} will not come, see {self.log}"
            return look()

        try:
            wait_for(what, living, seconds, every=1)
        except BaseException:
            self.end()
            raise

    def java_with(self, word: str) -> int | None:
        """A JVM that was called with a word; not one that only writes the command line of another."""
        for pid in of_session(self.first.pid):
            with suppress(OSError):
                words = Path(PROC, str(pid), "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                if words[0].endswith("java") and word in words and "org.apache.spark.launcher.Main" not in words:
                    return pid
        return None

    def end(self) -> None:
        end(self.first.pid)
        self.first.wait(timeout=10)


def has_open(pid: int, file: Path) -> bool:
    with suppress(OSError):
        return any(link.resolve() == file for link in Path(PROC, str(pid), "fd").iterdir())
    return False


def wait_for(what: str, look: Callable[[], T | None], seconds: float, every: float = 0.2) -> T:
    """What a look gives once it gives something; a TimeoutError if it never does."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise TimeoutError(f"{what} did not come within {seconds} seconds")
        time.sleep(every)
