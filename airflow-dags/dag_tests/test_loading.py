"""Airflow takes the DAGs as they are."""

import os
import warnings

from airflow.dag_processing.dagbag import DagBag


def test_every_dag_loads_without_an_error_or_a_warning(database: None) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # Files that Airflow left open in earlier tests are told whenever the garbage collector meets them.
        warnings.simplefilter("ignore", ResourceWarning)
        bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    assert bag.import_errors == {}
    assert set(bag.dags) == {"canbao_nightly", "canbao_backfill", "canbao_maintenance", "canbao_evaluation"}
    assert bag.captured_warnings == {}
    assert [str(each.message) for each in caught if each.filename.startswith(str(bag.dag_folder))] == []


def test_the_page_of_a_dag_explains_every_exit_code(bag: DagBag) -> None:
    for dag in bag.dags.values():
        for code in ("2", "3", "4", "5", "1, 137, others"):
            assert f"\n| {code} | " in (dag.doc_md or ""), dag.dag_id


def test_one_night_runs_at_a_time_and_no_missed_one_by_itself(bag: DagBag) -> None:
    assert {dag.max_active_runs for dag in bag.dags.values()} == {1}
    assert {dag.catchup for dag in bag.dags.values()} == {False}
