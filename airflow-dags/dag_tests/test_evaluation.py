"""Evaluations of the plan from end to end, with a spark-submit that pretends."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.models.dagrun import DagRun
from airflow.serialization.serialized_objects import DagSerialization
from airflow.timetables.base import TimeRestriction

from fake_spark import FakeSpark
from landing import Landing
from receiver import Receiver
from runs import others_than, states

PROVINCE = ZoneInfo("Asia/Shanghai")


def evaluation(bag: DagBag, at: datetime, **conf: Any) -> DagRun:
    run: DagRun = bag.dags["canbao_evaluation"].test(logical_date=at, run_conf=conf or None)
    return run


def scheduled(bag: DagBag, after: pendulum.DateTime) -> datetime:
    """The logical date of the first run that the scheduler starts after a moment."""
    timetable = DagSerialization.from_dict(DagSerialization.to_dict(bag.dags["canbao_evaluation"])).timetable
    info = timetable.next_dagrun_info(
        last_automated_data_interval=None, restriction=TimeRestriction(earliest=after, latest=None, catchup=True)
    )
    assert info is not None
    assert info.logical_date is not None
    return info.logical_date


def test_the_year_before_is_evaluated_some_weeks_after_its_end(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    at = scheduled(bag, after=pendulum.datetime(2018, 2, 1, tz="Asia/Shanghai"))
    assert at.astimezone(PROVINCE).isoformat() == "2019-01-20T06:00:00+08:00"
    run = evaluation(bag, at)
    assert others_than("success", run) == {}
    (call,) = spark.calls()
    assert call[:5] == ["evaluate", "--as-of", "2018-12-31", "--kind", "annual"]
    (note,) = receiver.bodies("PATCH", "/api/v2/dags/canbao_evaluation/dagRuns/")
    assert note["note"].splitlines() == [
        "2018-12-31: evaluated",
        "evaluate: 10 in, 9 accepted, 1 rejected, 5 written",
    ]
    assert receiver.bodies("POST", "/hook") == []


def test_a_run_by_hand_without_a_day_speaks_of_the_year_before_too(
    bag: DagBag, spark: FakeSpark, landing: Landing
) -> None:
    # In the province it is the morning of New Year; in UTC the old year has not ended.
    run = evaluation(bag, datetime(2019, 12, 31, 18, 0, tzinfo=ZoneInfo("UTC")))
    assert run.state == "success"
    assert spark.days() == ["2019-12-31"]


def test_a_mid_term_evaluation_is_asked_for_by_day_and_kind(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    run = evaluation(bag, datetime(2019, 3, 1, tzinfo=PROVINCE), as_of="2018-06-30", kind="midterm")
    assert run.state == "success"
    (call,) = spark.calls()
    assert call[:5] == ["evaluate", "--as-of", "2018-06-30", "--kind", "midterm"]


@pytest.mark.parametrize(
    ("conf", "name"), [({"kind": "yearly"}, "kind"), ({"kind": None}, "kind"), ({"as_of": "2018-02-30"}, "as_of")]
)
def test_a_wrong_kind_or_day_is_refused_before_the_run(conf: dict[str, Any], name: str, bag: DagBag) -> None:
    with pytest.raises(ValueError, match=name):
        evaluation(bag, datetime(2019, 3, 2, tzinfo=PROVINCE), **conf)


def test_a_day_that_was_not_released_is_told_and_not_tried_again(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    spark.ends("evaluate", 3, 0)
    run = evaluation(bag, datetime(2020, 1, 20, 6, 0, tzinfo=PROVINCE))
    assert run.state == "failed"
    assert states(run) == {"installation": "success", "evaluate": "failed", "note": "success"}
    assert spark.submitted() == ["evaluate"]
    (message,) = receiver.bodies("POST", "/hook")
    assert "canbao_evaluation: evaluate failed" in message["text"]
    assert "the day to evaluate has no release" in message["text"]
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-12-31: not evaluated. evaluate ended with 3: ")
