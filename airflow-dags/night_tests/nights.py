"""The nights of the story, each as Airflow's services run it while something happens to it."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from api import Run
from mail import Mailbox
from processes import has_open, wait_for
from programs import AIRFLOW, canbao, keep_classes, use_kept_classes
from province import HELD, LATE, PAST, Province
from receiver import Receiver
from services import Services
from watching import Watching

NIGHTLY, BACKFILL = "canbao_nightly", "canbao_backfill"

# Seconds for one run, and for what happens in it: far beyond what they take.
LIMIT = 600


@dataclass(frozen=True)
class Installed:
    """Airflow with the connections, Variables and the pool that the README asks for."""

    services: Services
    province: Province
    receiver: Receiver

    @property
    def lake(self) -> Path:
        return self.province.lake("airflow")

    def ended(self, dag: str, name: str) -> Run:
        """A run once it has come to its end."""
        api = self.services.api
        wait_for(f"the end of {name}", lambda: api.has_ended(dag, name), LIMIT, every=1)
        return api.run(dag, name)

    def sources_wait(self, **minutes: int) -> None:
        """How long the next night waits for a source; for those that are not named it looks once."""
        self.services.api.set_variable(
            "canbao_wait_minutes", {"enrolment_medical": 0, "population": 0, "status": 0} | minutes
        )

    def tell(self, **connection: object) -> None:
        self.services.api.set_connection("canbao_notify", **connection)

    def tell_the_receiver(self) -> None:
        self.tell(conn_type="http", host=f"{self.receiver.url}/hook")

    def told(self) -> list[str]:
        """What the receiver was told."""
        return [message["text"] for message in self.receiver.bodies("POST", "/hook")]


def install(services: Services, province: Province, receiver: Receiver) -> Installed:
    installed = Installed(services, province, receiver)
    services.api.set_pool("canbao_lake", 1)
    installed.tell_the_receiver()
    services.api.unpause(BACKFILL)
    return installed


@dataclass(frozen=True)
class Night:
    """A night that has ended, what its receiver was told of it, and the lake as it stood then."""

    run: Run
    told: list[str]
    lake: Path


def night(installed: Installed, begin: Callable[[], str]) -> Night:
    """The night that `begin` starts and names."""
    run = installed.ended(NIGHTLY, begin())
    return Night(run, told_of(installed, run), snapshot(installed.lake))


def told_of(installed: Installed, run: Run) -> list[str]:
    """Of one run alone: Airflow starts the night of the last day by itself, also while another is looked at."""
    return [text for text in installed.told() if f" in {run.name}: " in text]


def triggered(installed: Installed, day: str) -> Night:
    return night(installed, lambda: trigger(installed, day))


def trigger(installed: Installed, day: str) -> str:
    installed.services.api.trigger(NIGHTLY, day, as_of=day)
    return day


@dataclass(frozen=True)
class Begun:
    """A run that has not ended yet, and the lake until now."""

    name: str
    lake: Path


def scheduled(installed: Installed) -> Begun:
    """The night that Airflow starts by itself once the DAG is no longer paused: that of the last day that has ended.

    No batch of that day comes, and the file of the environment has a fault. What is left is that a minute is waited for
    the population; other runs need not wait for that.
    """
    api = installed.services.api
    api.set_variable("canbao_env", "faulty")
    installed.sources_wait(population=1)
    api.unpause(NIGHTLY)
    (name,) = wait_for("the scheduled run", lambda: api.runs(NIGHTLY), LIMIT, every=1)
    status = "source.ingest status"
    wait_for("its wrong settings", lambda: api.run(NIGHTLY, name).states.get(status) == "failed", LIMIT, every=1)
    api.set_variable("canbao_env", "airflow")
    return Begun(name, snapshot(installed.lake))


def nights_of_the_past(installed: Installed) -> list[Run]:
    """Five nights, the first of which leaves the archive of classes for all later ones."""
    folder = installed.province.folder
    keep_classes(folder)

    def when_it_has_begun() -> None:
        java_with_the_lake(installed, "night")
        use_kept_classes(folder)

    return backfill(installed, PAST[0], PAST[-1], "past", when_it_has_begun)


def backfill(
    installed: Installed, first: str, last: str, chain: str, meanwhile: Callable[[], None] = lambda: None
) -> list[Run]:
    """The runs of a chain in the order of their days."""
    installed.services.api.trigger(BACKFILL, chain, first_day=first, last_day=last)
    meanwhile()
    runs = [installed.ended(BACKFILL, chain)]
    for day in PAST[PAST.index(first) + 1 : PAST.index(last) + 1]:
        if runs[-1].state == "success":
            runs.append(installed.ended(BACKFILL, f"{day}_of_{chain}"))
    return runs


@dataclass(frozen=True)
class Disturbed:
    """What was seen while a night was disturbed: the exit code of a command for the same lake, and another run's state
    at that time."""

    night: Night
    second_command: int
    second_run: str


def disturbed(installed: Installed, watching: Watching) -> Disturbed:
    """A source comes while the night waits for it; the JVM of `register` is killed between two tables; while `coverage`
    has the lake, the same night is started by hand, and another run stands behind this one."""
    seen: list[tuple[int, str]] = []

    def begin() -> str:
        installed.sources_wait(status=2)
        trigger(installed, LATE)
        wait_for("a sensor that waits", lambda: is_deferred(installed), LIMIT, every=1)
        installed.province.deliver("status", LATE)
        installed.sources_wait(status=1)
        trigger(installed, HELD)
        kill_between_two_tables(installed)
        seen.append(start_by_hand(installed, watching))
        return LATE

    ended = night(installed, begin)
    watching.stop()
    ((command, run),) = seen
    return Disturbed(ended, second_command=command, second_run=run)


def is_deferred(installed: Installed) -> bool:
    return installed.services.api.run(NIGHTLY, LATE).states.get("source.ready status") == "deferred"


def kill_between_two_tables(installed: Installed) -> None:
    def commits() -> set[Path]:
        return set(installed.lake.glob("register/*/_delta_log/*.json"))

    java = java_with_the_lake(installed, "register")
    before = commits()
    wait_for("the first of its tables", lambda: commits() - before, LIMIT, every=0.02)
    os.kill(java, signal.SIGKILL)


def start_by_hand(installed: Installed, watching: Watching) -> tuple[int, str]:
    """The command is stopped meanwhile, so that it has the lake all the time."""
    java = java_with_the_lake(installed, "coverage")
    os.kill(java, signal.SIGSTOP)
    try:
        command = canbao("night", "--as-of", LATE, "--env", "airflow", folder=installed.province.folder)
        run = installed.services.api.run(NIGHTLY, HELD).state
        watching.start()
    finally:
        os.kill(java, signal.SIGCONT)
    return command, run


def java_with_the_lake(installed: Installed, command: str) -> int:
    """The JVM of a command, once it has the lake."""
    lock = installed.lake.resolve() / ".lock"

    def look() -> int | None:
        java = installed.services.java_of(command)
        return java if java and has_open(java, lock) else None

    return wait_for(f"{command} with the lake", look, LIMIT)


def mailed(installed: Installed, mailbox: Mailbox, day: str) -> Night:
    """A night whose failures are told by mail."""
    extra = f'{{"to": "operator@example.org", "from_email": "canbao@example.org", {Mailbox.PLAIN}}}'
    installed.tell(conn_type="smtp", host=mailbox.host, port=mailbox.port, extra=extra)
    installed.sources_wait()
    ended = triggered(installed, day)
    installed.tell_the_receiver()
    return ended


def maintained(installed: Installed) -> Run:
    """A run of `canbao_maintenance` for the last night of the past. Without the scheduler: it would begin with the run
    of last Sunday, a day of which this lake knows nothing."""
    services, dag = installed.services, "canbao_maintenance"
    call = [str(AIRFLOW / "airflow"), "dags", "test", dag, "--conf", json.dumps({"as_of": PAST[-1]})]
    with (services.home / "maintenance.log").open("w") as log:
        subprocess.run(call, env=services.environment, stdout=log, stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    (name,) = services.api.runs(dag)
    return services.api.run(dag, name)


class ByCommand:
    """The same nights by the command `night`, in a lake that begins as a copy of Airflow's."""

    def __init__(self, province: Province, start: Path, days: list[str]) -> None:
        self.province = province
        shutil.copytree(start, province.lake("command"))
        self.pool = ThreadPoolExecutor(1)
        self.nights: dict[str, Future[Path]] = {day: self.pool.submit(self.night, day) for day in days}

    def night(self, day: str) -> Path:
        code = canbao("night", "--as-of", day, "--env", "command", folder=self.province.folder)
        assert code == 0, f"see {self.province.folder}/canbao.log"
        return snapshot(self.province.lake("command"))

    def after(self, day: str) -> Path:
        return self.nights[day].result(LIMIT)


def snapshot(lake: Path) -> Path:
    """A copy of a lake, which later nights do not change; an empty folder of one that is not there yet."""
    copy = Path(mkdtemp(prefix="lake-", dir=lake.parents[1]))
    if lake.exists():
        shutil.copytree(lake, copy, dirs_exist_ok=True)
    return copy
