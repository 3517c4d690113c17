"""One night with the real Spark: Airflow's steps leave the numbers that the command `night` leaves."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

from runs import night as night_of
from runs import others_than, released

ROOT = Path(__file__).parents[2]
JAR = ROOT / "jobs" / "target" / "canbao.jar"
DAY = "2018-12-31"

# On a province this small the optimising compiler and its many threads cost more than they save.
QUICK_START = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]

# What a night must have; each of the others would cost the start of a JVM.
SOURCES = ["enrolment_labour", "enrolment_medical", "enrolment_pension", "population", "status"]


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """1 000 people without a fault, the settings with the sources that a night needs, and nothing computed yet."""
    conf = tmp_path / "conf"
    shutil.copytree(ROOT / "conf", conf)
    for file in (*conf.glob("sources/*.yml"), *conf.glob("rules/*.yml")):
        if file.stem not in SOURCES:
            file.unlink()
    local = (conf / "env" / "local.yml").read_text()
    for lake in ("airflow", "command"):
        text = local.replace("landing: province", f"landing: {tmp_path}/landing")
        text = text.replace("lake: lake", f"lake: {tmp_path}/{lake}/lake")
        (conf / "env" / f"{lake}.yml").write_text(text)
    canbao(
        *["sample", "--out", f"{tmp_path}/landing", "--persons", "1000", "--days", "1", "--last-day", DAY],
        *["--dirt", "clean", "--conf", str(conf), "--env", "command"],
    )
    return tmp_path


@pytest.mark.skipif("CANBAO_SPARK_HOME" not in os.environ, reason="asked for by -Dcanbao.realNight")
@pytest.mark.timeout(900)
def test_a_night_of_airflow_counts_as_the_command_night_does(
    bag: DagBag, province: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANBAO_SECRET", "the same for both lakes, of no use elsewhere")
    canbao("night", "--as-of", DAY, "--conf", f"{province}/conf", "--env", "command")

    spark_home = Path(os.environ["CANBAO_SPARK_HOME"])
    landing = {"conn_type": "fs", "extra": {"path": f"{province}/landing"}}
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_CONF", f"{province}/conf")
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_ENV", "airflow")
    monkeypatch.setenv("AIRFLOW_CONN_CANBAO_LANDING", json.dumps(landing))
    monkeypatch.setenv("AIRFLOW_VAR_CANBAO_WAIT_MINUTES", json.dumps(dict.fromkeys(SOURCES, 0)))
    monkeypatch.setenv("SPARK_HOME", str(spark_home))
    monkeypatch.setenv("SPARK_SUBMIT_OPTS", " ".join(QUICK_START))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PATH", f"{spark_home / 'bin'}:{os.environ['PATH']}")
    run = night_of(bag, DAY)

    assert others_than("success", run) == {}
    assert released(DAY)[-1] == {"as_of": DAY, "held_cities": 0}
    counted, expected = (city_coverage(province / lake / "lake") for lake in ("airflow", "command"))
    assert len(expected) > 0
    assert counted == expected


def canbao(*arguments: str) -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    subprocess.run([java, *QUICK_START, "-jar", str(JAR), *arguments], check=True, timeout=400)


def city_coverage(lake: Path) -> list[str]:
    """The rows of coverage.city_coverage, sorted, read by the Python that has delta-rs."""
    read = (
        "import sys; from deltalake import DeltaTable\n"
        "for row in DeltaTable(sys.argv[1]).to_pyarrow_table().to_pylist(): print(sorted(row.items()))"
    )
    call = [os.environ["CANBAO_LAKE_PYTHON"], "-c", read, str(lake / "coverage" / "city_coverage")]
    return sorted(subprocess.run(call, capture_output=True, encoding="utf-8", check=True).stdout.splitlines())
