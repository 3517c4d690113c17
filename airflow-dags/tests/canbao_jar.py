"""The packaged program as an operator starts it."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
JAR = ROOT / "jobs" / "target" / "canbao.jar"

# Far beyond what a command takes on a small sample: a hanging command fails the test instead of the build server.
TIME_LIMIT_SECONDS = 900

# On a sample this small the optimising compiler costs more than it saves: without it `sql` takes half the CPU time.
QUICK_START = ["-XX:TieredStopAtLevel=1"]


def run_canbao(command: str, *arguments: str, folder: Path) -> str:
    """Runs one command of canbao.jar with the repository's settings, started in a folder, which it writes below.

    Returns what the command printed. A command that does not end with 0 is an AssertionError with its messages; one
    that takes too long is stopped, a subprocess.TimeoutExpired.
    """
    done = ended(command, *arguments, folder=folder)
    assert done.returncode == 0, f"canbao {command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def ended(command: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As `run_canbao`, however the command ends."""
    call = [java(), *QUICK_START, "-jar", str(JAR), command, "--conf", str(ROOT / "conf"), *arguments]
    return subprocess.run(
        call, cwd=folder, capture_output=True, encoding="utf-8", timeout=TIME_LIMIT_SECONDS, check=False
    )


def java() -> str:
    """The Java that runs the jar: that of JAVA_HOME, which Maven sets to its own, else the one on the PATH."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"
