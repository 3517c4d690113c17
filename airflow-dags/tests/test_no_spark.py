"""A command that gets no Spark says so: whoever is called at night must not take a cluster that is down for a bug."""

from pathlib import Path

from canbao_jar import ended


def test_a_master_that_gives_no_session_is_told_in_its_own_words(tmp_path: Path) -> None:
    nowhere = ("--lake", "lake", "--set", "spark.master=sparkle://x")
    done = ended("register", "--as-of", "2018-12-31", *nowhere, folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "canbao: Spark cannot be started: org.apache.spark.SparkException: Could not parse Master URL: 'sparkle://x'."
        " Look whether the master runs and gives what the settings ask for (spark-submit's options, spark: in"
        " conf/env), then start again; nothing was done."
    )
