"""Nights of the past, one run after the other, with a spark-submit that pretends."""

from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState
from sqlalchemy import select

from fake_spark import FakeSpark
from landing import Landing
from runs import released, states


def backfill(bag: DagBag, first_day: str, last_day: str) -> list[DagRun]:
    """The runs of the chain: each that a run has asked for is run next, as the scheduler would."""
    runs = []
    conf: dict[str, Any] | None = {"first_day": first_day, "last_day": last_day}
    while conf:
        runs.append(bag.dags["canbao_backfill"].test(run_conf=conf))
        conf = asked_for()
    return runs


def asked_for() -> dict[str, Any] | None:
    """The conf of the one run that waits, which is taken out of the queue."""
    with create_session() as session:
        queued = select(DagRun).where(DagRun.dag_id == "canbao_backfill", DagRun.state == DagRunState.QUEUED)
        run = session.scalars(queued).one_or_none()
        if run is None:
            return None
        run.state = DagRunState.SUCCESS
        return dict(run.conf or {})


def test_the_days_of_a_range_are_run_in_their_order(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    runs = backfill(bag, "2016-02-27", "2016-03-01")
    days = ["2016-02-27", "2016-02-28", "2016-02-29", "2016-03-01"]
    assert [run.state for run in runs] == ["success"] * 4
    assert spark.submitted() == ["night"] * 4
    assert spark.days() == days
    assert [event for day in days for event in released(day)] == [{"as_of": day, "held_cities": 0} for day in days]
    assert states(runs[-1])["next_night"] == "skipped"


def test_a_night_that_the_gate_stops_ends_the_chain(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    spark.ends("night", 0, 4)
    runs = backfill(bag, "2017-12-30", "2018-01-02")
    assert [run.state for run in runs] == ["success", "failed"]
    assert spark.days() == ["2017-12-30", "2017-12-31"]


def test_a_range_that_ends_before_it_begins_is_refused(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    (run,) = backfill(bag, "2018-01-02", "2018-01-01")
    assert run.state == "failed"
    assert spark.submitted() == []


@pytest.mark.parametrize("day", ["2018-02-30", "31.12.2018", ""])
def test_a_day_that_is_no_date_is_refused_before_the_run(day: str, bag: DagBag) -> None:
    with pytest.raises(ValueError, match="first_day"):
        bag.dags["canbao_backfill"].test(run_conf={"first_day": day, "last_day": "2018-12-31"})
