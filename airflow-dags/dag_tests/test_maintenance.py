"""Maintenance from end to end, with a spark-submit that pretends."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from airflow.dag_processing.dagbag import DagBag
from airflow.models.dagrun import DagRun
from airflow.sdk import CronDataIntervalTimetable

from fake_spark import FakeSpark
from landing import Landing
from receiver import Receiver
from runs import others_than


def maintenance(bag: DagBag, sunday: str, **conf: Any) -> DagRun:
    """The run that the schedule makes for the week that begins on a Sunday at 14:00."""
    at = datetime.fromisoformat(f"{sunday}T14:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    run: DagRun = bag.dags["canbao_maintenance"].test(logical_date=at, run_conf=conf or None)
    return run


def test_a_good_run_keeps_the_files_and_then_audits_the_day_of_the_logical_date(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    run = maintenance(bag, "2018-12-30")
    assert others_than("success", run) == {}
    assert spark.calls() == [
        ["maintain", "--conf", str(landing.conf), "--env", "local"],
        ["audit", "--as-of", "2018-12-30", "--conf", str(landing.conf), "--env", "local"],
    ]
    assert receiver.bodies("POST", "/hook") == []
    (note,) = receiver.bodies("PATCH", "/api/v2/dags/canbao_maintenance/dagRuns/")
    assert note["note"].startswith("2018-12-30: maintained; the numbers of the day are what the register gives\n")


def test_numbers_that_differ_are_told_as_what_they_are_and_not_looked_for_twice(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    spark.ends("audit", 1, 1)
    run = maintenance(bag, "2019-01-06")
    assert run.state == "failed"
    assert others_than("success", run) == {"audit": "failed"}
    assert spark.submitted() == ["maintain", "audit"]
    (message,) = receiver.bodies("POST", "/hook")
    assert "canbao_maintenance: audit failed" in message["text"]
    assert "exit code 1. The stored numbers of the day are not what the audit finds" in message["text"]
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-01-06: not in order. audit ended with 1: The stored numbers of the day")


def test_a_lake_in_use_is_not_audited(bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver) -> None:
    spark.ends("maintain", 5)
    run = maintenance(bag, "2019-01-13")
    assert others_than("success", run) == {"maintain": "failed", "audit": "upstream_failed"}
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-01-13: not in order. maintain ended with 5: Another command has the lake")


def test_a_day_given_by_hand_is_audited(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    assert maintenance(bag, "2019-01-20", as_of="2018-06-30").state == "success"
    assert spark.days() == ["2018-06-30"]


def test_it_starts_on_sunday_afternoon_in_the_province(bag: DagBag) -> None:
    timetable = bag.dags["canbao_maintenance"].timetable
    assert timetable == CronDataIntervalTimetable("0 14 * * 0", timezone="Asia/Shanghai")
