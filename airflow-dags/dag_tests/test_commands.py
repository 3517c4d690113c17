"""The DAGs run the commands that the program has, in its order and with the options that it has."""

import os
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

from canbao_dags.exit_codes import JUDGED
from canbao_dags.submit import CanbaoSubmit
from command_lines import rendered

JAR = Path(__file__).parents[2] / "jobs" / "target" / "canbao.jar"
GOLDEN = Path(__file__).parent / "golden"

# For people at a terminal.
# Asked by a person, on a day of their own.
NOT_IN_A_DAG = {
    "sample",
    "sql",
    "explain",
    "estimate-links",
    "rebuild",
    "rules",
    "profile",
    "problems",
    "measures",
    "change",
    "series",
    "assurance",
    "reprocess",
    "contract",
    "reproduce",
    "diff",
    "revision",
    "publication",
}


@pytest.fixture(scope="module")
def help_text() -> str:
    return help_of()


def help_of(*command: str) -> str:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    call = [java, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), *command, "--help"]
    return subprocess.run(call, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout


def section(text: str, title: str) -> list[str]:
    """The first words of the lines below a title."""
    lines = text.split(f"{title}:\n")[1].split("\n\n")[0].split("\nExit codes")[0].splitlines()
    return [line.split()[0] for line in lines if re.match(r"  \S", line)]


def commands(bag: DagBag, dag: str) -> list[CanbaoSubmit]:
    sort: Callable[[], Iterable[object]] = bag.dags[dag].topological_sort
    return [task for task in sort() if isinstance(task, CanbaoSubmit)]


def test_every_command_of_the_program_has_a_task_and_every_task_a_command(bag: DagBag, help_text: str) -> None:
    used = {task.command for dag in bag.dags for task in commands(bag, dag)}
    assert used == set(section(help_text, "Commands")) - NOT_IN_A_DAG


def test_a_task_is_called_as_its_command(bag: DagBag) -> None:
    tasks = [task for dag in bag.dags for task in commands(bag, dag)]
    assert [task.task_id.split(".")[-1] for task in tasks] == [task.command for task in tasks]


def test_the_steps_of_the_night_come_in_the_order_of_the_command_night(bag: DagBag) -> None:
    (chain,) = re.findall(r"chain of a day: ([a-z, ]+)\.", help_of("night"))
    assert [task.command for task in commands(bag, "canbao_nightly")] == chain.split(", ")


def test_every_exit_code_of_the_program_is_explained(help_text: str) -> None:
    listed = {int(code) for code in section(help_text, "Exit codes")}
    assert listed - {0, 1} == set(JUDGED)


@pytest.mark.parametrize("dag", ["canbao_nightly", "canbao_backfill", "canbao_maintenance", "canbao_evaluation"])
def test_spark_submit_is_called_as_agreed(bag: DagBag, dag: str) -> None:
    """After a wanted change: UPDATE_GOLDEN=1 with pytest."""
    lines = "".join(f"{task.task_id}: {rendered(task)}\n" for task in commands(bag, dag))
    golden = GOLDEN / f"{dag}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(lines)
    assert lines == golden.read_text()


def test_only_one_command_at_a_time_has_the_lake(bag: DagBag) -> None:
    pools = {(task.pool, task.pool_slots) for dag in bag.dags for task in commands(bag, dag)}
    assert pools == {("canbao_lake", 1)}
