"""Nights from end to end, with a spark-submit that pretends."""

import json
from datetime import timedelta

import pytest
from airflow.dag_processing.dagbag import DagBag

from fake_spark import FakeSpark
from landing import SOURCES, Landing
from receiver import Receiver
from runs import night, others_than, released, states

STEPS = ["register", "coverage", "gate", "release", "usability", "worklist", "supervision"]


def test_a_good_night_ingests_every_source_then_goes_step_by_step_to_the_release(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2018-12-31")
    run = night(bag, "2018-12-31")
    assert others_than("success", run) == {}
    assert sorted(spark.submitted()[: len(SOURCES)]) == [f"ingest {source}" for source in SOURCES]
    assert spark.submitted()[len(SOURCES) :] == STEPS
    assert set(spark.days()) == {"2018-12-31"}
    assert released("2018-12-31") == [{"as_of": "2018-12-31", "held_cities": 0}]
    assert receiver.bodies("POST", "/hook") == []
    (note,) = receiver.bodies("PATCH", f"/api/v2/dags/canbao_nightly/dagRuns/{run.run_id[:6]}")
    assert note["note"].splitlines() == [
        "2018-12-31: released",
        "ingest: 40 in, 36 accepted, 4 rejected, 20 written",
        "register: 10 in, 9 accepted, 1 rejected, 5 written",
        "coverage: 10 in, 9 accepted, 1 rejected, 5 written",
        "gate: 21 in, 21 accepted, 0 rejected, 5 written",
        "release: 10 in, 9 accepted, 1 rejected, 5 written",
        "usability: 10 in, 9 accepted, 1 rejected, 5 written",
        "worklist: 10 in, 9 accepted, 1 rejected, 5 written",
        "supervision: 10 in, 9 accepted, 1 rejected, 5 written",
    ]


def test_a_night_with_held_cities_is_a_good_night_and_says_how_many(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2019-01-01")
    spark.holds(2)
    assert others_than("success", night(bag, "2019-01-01")) == {}
    assert released("2019-01-01") == [{"as_of": "2019-01-01", "held_cities": 2}]
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-01-01: released, 2 cities held\n")


def test_a_province_that_the_gate_stops_is_not_released_and_the_operator_is_told(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2019-01-02")
    spark.ends("gate", 4)
    run = night(bag, "2019-01-02")
    assert run.state == "failed"
    assert others_than("success", run) == {
        "gate": "failed",
        "release": "upstream_failed",
        "usability": "upstream_failed",
        "worklist": "upstream_failed",
        "announce": "upstream_failed",
    }
    assert spark.submitted()[len(SOURCES) :] == ["register", "coverage", "gate", "supervision"]
    assert released("2019-01-02") == []
    (message,) = receiver.bodies("POST", "/hook")
    assert "canbao_nightly: gate failed" in message["text"]
    assert "exit code 4. The gate stopped the province; nothing was published" in message["text"]
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-01-02: not released. gate ended with 4: The gate stopped the province")


def test_a_night_without_findings_is_released_and_the_operator_is_told(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2019-01-08")
    spark.ends("supervision", 2)
    run = night(bag, "2019-01-08")
    assert run.state == "failed"
    assert others_than("success", run) == {"supervision": "failed"}
    assert released("2019-01-08") == [{"as_of": "2019-01-08", "held_cities": 0}]
    (message,) = receiver.bodies("POST", "/hook")
    assert "canbao_nightly: supervision failed" in message["text"]
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].startswith("2019-01-08: released. supervision ended with 2: ")


def test_a_source_that_may_be_late_is_not_waited_for_to_the_end_and_its_earlier_batches_are_taken(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2019-01-03", without="benefit")
    run = night(bag, "2019-01-03")
    assert run.state == "success"
    assert others_than("success", run) == {"source.ready benefit": "skipped"}
    assert "ingest benefit" in spark.submitted()
    (note,) = receiver.bodies("PATCH", "/api")
    assert note["note"].splitlines()[:2] == ["2019-01-03: released", "no batch of the day: benefit"]
    assert receiver.bodies("POST", "/hook") == []


def test_without_the_population_there_is_no_night(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.deliver("2019-01-04", without="population")
    run = night(bag, "2019-01-04")
    assert run.state == "failed"
    assert others_than("success", run) == {
        "source.ready population": "failed",
        f"source.ingest {SOURCES.index('population')}": "upstream_failed",
        **dict.fromkeys([*STEPS, "announce"], "upstream_failed"),
    }
    assert "ingest population" not in spark.submitted()
    assert "ingest enrolment_medical" in spark.submitted()
    (message,) = receiver.bodies("POST", "/hook")
    assert "source.ready population failed" in message["text"]


def test_a_source_in_a_database_is_waited_for_until_the_database_has_the_batch(
    bag: DagBag, spark: FakeSpark, landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.is_in_database("population")
    landing.deliver("2019-02-02", without="population")
    monkeypatch.setattr("canbao_dags.readiness.ASK_EVERY", timedelta(0))
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_WAIT_MINUTES", json.dumps({source: 1 for source in SOURCES}))
    spark.ends("ask population", 3)
    run = night(bag, "2019-02-02")
    assert others_than("success", run) == {}
    submitted = spark.submitted()
    assert submitted.count("ask population") == 2
    assert submitted.index("ingest population") > submitted.index("ask population")
    assert set(spark.days()) == {"2019-02-02"}


def test_a_source_in_a_database_whose_time_is_over_ends_the_night_or_is_left_to_ingest(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    for source in ["benefit", "population"]:
        landing.is_in_database(source)
        spark.ends(f"ask {source}", 3)
    landing.deliver("2019-02-03", without="population")
    (landing.folder / "benefit" / "2019-02-03" / "manifest.json").unlink()
    run = night(bag, "2019-02-03")
    assert run.state == "failed"
    assert states(run)["source.ready population"] == "failed"
    assert states(run)["source.ready benefit"] == "skipped"
    assert "ingest benefit" in spark.submitted()
    assert "ingest population" not in spark.submitted()
    (message,) = receiver.bodies("POST", "/hook")
    assert "source.ready population failed" in message["text"]


def test_a_batch_that_was_read_from_its_database_before_is_not_asked_for(
    bag: DagBag, spark: FakeSpark, landing: Landing
) -> None:
    landing.is_in_database("population")
    landing.deliver("2019-02-04")
    assert night(bag, "2019-02-04").state == "success"
    assert "ask population" not in spark.submitted()


def test_a_database_that_is_declared_wrongly_is_not_waited_for(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver
) -> None:
    landing.is_in_database("population")
    landing.deliver("2019-02-05", without="population")
    spark.ends("ask population", 2, 2)
    run = night(bag, "2019-02-05")
    assert states(run)["source.ready population"] == "failed"
    assert spark.submitted().count("ask population") == 1
    (message,) = receiver.bodies("POST", "/hook")
    assert "exit code 2" in message["text"]


def test_without_the_connection_to_the_cluster_nothing_is_submitted_to_another(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.deliver("2019-01-07")
    monkeypatch.delenv("AIRFLOW_CONN_CANBAO_SPARK")
    run = night(bag, "2019-01-07")
    assert run.state == "failed"
    assert states(run)["sources"] == "failed"
    assert spark.submitted() == []
    (message,) = receiver.bodies("POST", "/hook")
    assert "sources failed" in message["text"]


def test_a_crash_is_tried_again(bag: DagBag, spark: FakeSpark, landing: Landing, at_once: None) -> None:
    landing.deliver("2019-01-05")
    spark.ends("register", 137, 1)
    assert night(bag, "2019-01-05").state == "success"
    assert spark.submitted()[len(SOURCES) :] == ["register", "register", *STEPS]


def test_a_crash_that_stays_ends_the_night_after_three_tries(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver, at_once: None
) -> None:
    landing.deliver("2019-01-06")
    spark.ends("register", 1, 1, 1, 1)
    assert night(bag, "2019-01-06").state == "failed"
    assert spark.submitted()[len(SOURCES) :] == ["register"] * 3
    assert len(receiver.bodies("POST", "/hook")) == 1


def test_an_exit_that_the_program_judged_is_final(
    bag: DagBag, spark: FakeSpark, landing: Landing, receiver: Receiver, at_once: None
) -> None:
    landing.deliver("2019-02-01")
    judged = {"benefit": 2, "population": 3, "status": 5}
    for source, code in judged.items():
        spark.ends(f"ingest {source}", code, code)
    run = night(bag, "2019-02-01")
    assert run.state == "failed"
    for source in judged:
        assert states(run)[f"source.ingest {source}"] == "failed"
        assert spark.submitted().count(f"ingest {source}") == 1
    assert "register" not in spark.submitted()
    assert len(receiver.bodies("POST", "/hook")) == 3


def test_a_day_given_by_hand_goes_before_the_logical_date(bag: DagBag, spark: FakeSpark, landing: Landing) -> None:
    landing.deliver("2018-06-30")
    assert night(bag, "2019-03-01", as_of="2018-06-30").state == "success"
    assert set(spark.days()) == {"2018-06-30"}


@pytest.fixture
def at_once(bag: DagBag, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again without waiting."""
    for task in bag.dags["canbao_nightly"].tasks:
        monkeypatch.setattr(task, "retry_delay", timedelta(0))
