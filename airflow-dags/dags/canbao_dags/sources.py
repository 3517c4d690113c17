"""The sources of a night and how long each is waited for, from `conf/sources/*.yml`.

They are read by a task of the run, on the worker where the driver reads the same files: parsing a DAG costs no file, a
damaged file fails one task with a sentence and does not take the DAG out of the UI, and a source that a province adds
is there in the next night.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import yaml
from airflow.sdk.exceptions import AirflowFailException

# From 01:30 on: a night that must have its people waits until the office opens, a list that may come later an hour.
WAIT_FOR_REQUIRED = 360
WAIT_FOR_OTHERS = 60


class Wait(TypedDict):
    """What the tasks of one source are told."""

    source: str
    manifest: str
    minutes: int
    may_be_missing: bool
    in_database: bool


@dataclass(frozen=True)
class Source:
    """A source, and whether a night goes on without its batch of the day.

    Only a required source whose batch may not be older than the day (`max_age_days: 0`) is waited for to the end; how
    old the others may be is judged by `ingest`, which knows what was accepted. A source in a database is waited for as
    long; its batch comes into the landing folder when `ingest` reads it.
    """

    name: str
    may_be_missing: bool
    in_database: bool

    def wait(self, day: str, minutes: Mapping[str, int]) -> Wait:
        usual = WAIT_FOR_OTHERS if self.may_be_missing else WAIT_FOR_REQUIRED
        return Wait(
            source=self.name,
            manifest=f"{self.name}/{day}/manifest.json",
            minutes=minutes.get(self.name, usual),
            may_be_missing=self.may_be_missing,
            in_database=self.in_database,
        )


def waits(conf: Path, day: str, minutes: Mapping[str, int]) -> list[Wait]:
    """One a source, in the order of their names.

    `minutes` replaces the usual ones; a name in it that is no source is refused, because a misspelt one would wait six
    hours.
    """
    sources = [read(path) for path in sorted(Path(conf, "sources").glob("*.yml"))]
    if not sources:
        raise AirflowFailException(f"There is no source in {conf}/sources. Name the right folder in canbao_conf.")
    known = {source.name for source in sources}
    wrong = [name for name, wait in minutes.items() if name not in known or not isinstance(wait, int) or wait < 0]
    if wrong:
        raise AirflowFailException(
            f"canbao_wait_minutes has an entry for {wrong}: no source in {conf}/sources, or no number of minutes."
            ' Correct it: {"settlement": 15}.'
        )
    return [source.wait(day, minutes) for source in sources]


def read(path: Path) -> Source:
    try:
        declared = yaml.safe_load(path.read_text("utf-8"))
        required, max_age_days = declared["required"], declared["max_age_days"]
        in_database = "database" in declared
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as problem:
        # `ingest` says it better, with line and column, but would be asked for no source.
        raise AirflowFailException(
            f"{path} cannot be read: {type(problem).__name__}. Correct it (`canbao.jar ingest` names the line)."
        ) from problem
    return Source(path.stem, may_be_missing=not (required is True and max_age_days == 0), in_database=in_database)
