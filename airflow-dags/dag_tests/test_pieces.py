"""The rules that single pieces follow."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk import RetryDecision
from airflow.sdk.definitions.retry_policy import RetryAction
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowSensorTimeout,
    AirflowSkipException,
    TaskDeferralTimeout,
    TaskDeferred,
)

from canbao_dags.day import business_day, year_end
from canbao_dags.outcome import steps_in
from canbao_dags.readiness import BatchReady
from canbao_dags.retries import RetryCrashes
from canbao_dags.sources import waits

CONF = Path(__file__).parents[2] / "conf"


@pytest.mark.parametrize(
    ("as_of", "utc", "day"),
    [
        (None, "2018-12-30T17:30", "2018-12-31"),  # by the schedule: 01:30 in the province
        (None, "2018-12-31T00:00", "2018-12-31"),  # by hand, from a date
        (None, "2018-12-31T16:00", "2019-01-01"),  # midnight in the province
        ("2018-06-30", "2018-12-31T00:00", "2018-06-30"),
    ],
)
def test_the_day_is_that_of_the_province(as_of: str | None, utc: str, day: str) -> None:
    assert business_day({"as_of": as_of}, datetime.fromisoformat(utc).replace(tzinfo=UTC)) == day


@pytest.mark.parametrize(
    ("as_of", "utc", "day"),
    [
        (None, "2019-01-19T22:00", "2018-12-31"),  # by the schedule: 06:00 in the province
        (None, "2018-12-31T15:59", "2017-12-31"),  # the last minute of 2018 in the province
        (None, "2018-12-31T16:00", "2018-12-31"),  # the first of 2019
        ("2018-06-30", "2019-01-19T22:00", "2018-06-30"),
    ],
)
def test_the_year_that_has_ended_is_that_of_the_province(as_of: str | None, utc: str, day: str) -> None:
    assert year_end({"as_of": as_of}, datetime.fromisoformat(utc).replace(tzinfo=UTC)) == day


@pytest.mark.parametrize("of", [business_day, year_end])
def test_a_run_without_any_date_is_refused(of: Callable[[dict[str, Any], None], str]) -> None:
    with pytest.raises(ValueError, match="Trigger it with the parameter as_of"):
        of({"as_of": None}, None)


@pytest.mark.parametrize(
    ("code", "action"),
    [
        *[(2, RetryAction.FAIL), (3, RetryAction.FAIL), (4, RetryAction.FAIL), (5, RetryAction.FAIL)],
        *[(1, RetryAction.DEFAULT), (137, RetryAction.DEFAULT), (-9, RetryAction.DEFAULT), (127, RetryAction.DEFAULT)],
    ],
)
def test_only_a_crash_is_worth_another_try(code: int, action: RetryAction) -> None:
    failure = AirflowException(f"Cannot execute: spark-submit --name canbao-gate. Error code is: {code}.")
    assert RetryCrashes().evaluate(failure, 1, 2).action == action


def test_what_is_no_exit_code_is_retried_as_the_task_says() -> None:
    assert RetryCrashes().evaluate(TimeoutError("no answer"), 1, 2) == RetryDecision.default()


def test_the_people_are_waited_for_six_hours_and_a_list_that_may_be_older_one() -> None:
    minutes = {wait["source"]: (wait["minutes"], wait["may_be_missing"]) for wait in waits(CONF, "2018-12-31", {})}
    assert minutes == {
        **dict.fromkeys(
            ["population", "enrolment_pension", "enrolment_medical", "enrolment_labour"],
            (360, False),
        ),
        **dict.fromkeys(
            ["benefit", "card", "group_member", "settlement", "statistic", "status", "visit_result"], (60, True)
        ),
    }


def test_an_installation_may_wait_otherwise_for_a_source() -> None:
    (wait,) = [wait for wait in waits(CONF, "2018-12-31", {"settlement": 15}) if wait["source"] == "settlement"]
    assert wait == {
        "source": "settlement",
        "manifest": "settlement/2018-12-31/manifest.json",
        "minutes": 15,
        "may_be_missing": True,
        "in_database": False,
    }


def test_a_source_in_a_database_is_waited_for_as_long_as_one_that_sends_files(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    declared = (CONF / "sources" / "population.yml").read_text("utf-8")
    database = "database:\n  name: bureau\n  rows: handover.population\n"
    (tmp_path / "sources" / "population.yml").write_text(declared + database)
    (wait,) = waits(tmp_path, "2018-12-31", {})
    assert wait == {
        "source": "population",
        "manifest": "population/2018-12-31/manifest.json",
        "minutes": 360,
        "may_be_missing": False,
        "in_database": True,
    }


def test_a_database_is_asked_again_as_long_as_there_is_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canbao_dags.readiness.is_in_database", lambda source, day: False)
    monkeypatch.setattr(BatchReady, "poke", lambda self, context: False)
    ready = BatchReady(
        task_id="ready",
        source="card",
        as_of="2018-12-31",
        manifest="m",
        minutes=60,
        may_be_missing=False,
        in_database=True,
    )
    with pytest.raises(TaskDeferred) as first:
        ready.execute({})
    assert first.value.kwargs is not None
    until = first.value.kwargs["until"]
    assert timedelta(minutes=59) < datetime.fromisoformat(until) - datetime.now(UTC) <= timedelta(minutes=60)

    with pytest.raises(TaskDeferred) as second:
        ready.ask({}, event="later", until=until)
    assert (second.value.method_name, second.value.kwargs) == ("ask", {"until": until})
    with pytest.raises(AirflowSensorTimeout, match="The database has no batch 2018-12-31 of card"):
        ready.ask({}, event="later", until=datetime.now(UTC).isoformat())


@pytest.mark.parametrize("minutes", [{"setlement": 15}, {"settlement": -1}, {"settlement": "15"}])
def test_a_wrong_entry_does_not_wait_the_usual_time(minutes: dict[str, Any]) -> None:
    (name,) = minutes
    with pytest.raises(AirflowFailException, match=f"'{name}'"):
        waits(CONF, "2018-12-31", minutes)


@pytest.mark.parametrize("text", ["", "[]", "required: true", "required: true\nmax_age_days: [", "\tx"])
def test_a_source_that_cannot_be_read_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "population.yml").write_text(text)
    with pytest.raises(AirflowFailException, match=r"population\.yml cannot be read"):
        waits(tmp_path, "2018-12-31", {})


def test_a_folder_without_sources_is_no_night_without_sources(tmp_path: Path) -> None:
    with pytest.raises(AirflowFailException, match="canbao_conf"):
        waits(tmp_path, "2018-12-31", {})


@pytest.mark.parametrize(("may_be_missing", "end"), [(True, AirflowSkipException), (False, AirflowSensorTimeout)])
def test_a_source_that_does_not_come_is_skipped_or_ends_the_night(may_be_missing: bool, end: type[Exception]) -> None:
    class OutOfTime(BatchReady):
        def execute_complete(self, context: Any, event: bool | None = None) -> None:
            raise TaskDeferralTimeout("out of time")

    ready = OutOfTime(
        task_id="ready",
        source="card",
        as_of="2018-12-31",
        manifest="m",
        minutes=60,
        may_be_missing=may_be_missing,
        in_database=False,
    )
    with pytest.raises(end):
        ready.resume_execution("execute_complete", None, {})


def lines() -> Iterator[str]:
    yield "2018-12-31 02:00:00 WARN  Utils: nothing"
    yield "2018-12-31 02:00:01 INFO  StepTable: ingest done: 1234 rows in, 1200 accepted, 30 rejected, 7 written, 1.5 s"
    yield '{"time":"…","message":"gate done: 21 rows in, 19 accepted, 2 rejected, 22 written, 0.5 s"}'


def test_the_counts_are_read_from_the_log_in_both_its_forms() -> None:
    assert [tuple(step.values()) for step in steps_in(lines())] == [
        ("ingest", 1234, 1200, 30, 7),
        ("gate", 21, 19, 2, 22),
    ]
