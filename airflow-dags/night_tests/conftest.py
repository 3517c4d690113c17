"""One Airflow with all its services, one province, and the nights of one story, each run once.

A fixture that is a night asks for those before it: whichever test is run, the nights come in the order of their days.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import nights
from api import Run
from mail import Mailbox
from nights import Begun, ByCommand, Disturbed, Installed, Night
from province import HELD, LATE, REFUSED, SECOND, STOPPED, Province, make
from receiver import Receiver
from services import Services, free_port
from watching import Watching


def pytest_sessionstart() -> None:
    """At 01:30 in the province Airflow would start a night among those of the story: it is let pass first."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    after = now.replace(hour=1, minute=31)
    if after - timedelta(minutes=20) < now < after:
        time.sleep((after - now).total_seconds())


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return make(tmp_path_factory.mktemp("nights"))


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox(free_port()) as server:
        yield server


@pytest.fixture(scope="session")
def watching(province: Province) -> Watching:
    return Watching(province.folder / "spark-conf")


@pytest.fixture(scope="session")
def installed(province: Province, receiver: Receiver) -> Iterator[Installed]:
    with Services(province.folder) as services:
        yield nights.install(services, province, receiver)


@pytest.fixture(scope="session")
def begun(installed: Installed) -> Begun:
    return nights.scheduled(installed)


@pytest.fixture(scope="session")
def past(installed: Installed, begun: Begun) -> list[Run]:
    """Five nights by `canbao_backfill`."""
    return nights.nights_of_the_past(installed)


@pytest.fixture(scope="session")
def scheduled(installed: Installed, begun: Begun, past: list[Run]) -> Night:
    """The night that Airflow has started by itself."""
    run = installed.ended(nights.NIGHTLY, begun.name)
    return Night(run, nights.told_of(installed, run), begun.lake)


@pytest.fixture(scope="session")
def by_command(installed: Installed, scheduled: Night) -> ByCommand:
    return ByCommand(installed.province, installed.lake, [LATE, HELD])


@pytest.fixture(scope="session")
def maintained(installed: Installed, by_command: ByCommand) -> Run:
    """The nights that follow find a maintained lake, those by command one that is not."""
    return nights.maintained(installed)


@pytest.fixture(scope="session")
def disturbed(installed: Installed, maintained: Run, watching: Watching) -> Disturbed:
    return nights.disturbed(installed, watching)


@pytest.fixture(scope="session")
def held(installed: Installed, disturbed: Disturbed) -> Night:
    """The run that stood behind the disturbed one."""
    return nights.night(installed, lambda: HELD)


@pytest.fixture(scope="session")
def stopped(installed: Installed, held: Night, mailbox: Mailbox) -> Night:
    return nights.mailed(installed, mailbox, STOPPED)


@pytest.fixture(scope="session")
def refused(installed: Installed, stopped: Night) -> Night:
    return nights.triggered(installed, REFUSED)


@pytest.fixture(scope="session")
def again(installed: Installed, refused: Night) -> Run:
    """The second night once more, with what is known since the fifth."""
    (run,) = nights.backfill(installed, SECOND, SECOND, "again")
    return run
