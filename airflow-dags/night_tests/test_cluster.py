"""A night on a cluster that loses an executor leaves what a night on one machine leaves."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

from cluster import Cluster
from lakes import differences
from processes import wait_for
from programs import canbao
from province import FIRST, Province

LIMIT = 300

# Of 1 200 people, in the place of what conf/env/cluster.yml says for millions.
SMALL = [
    *["--set", "spark.executor.instances=2", "--set", "spark.executor.cores=1", "--set", "spark.executor.memory=1g"],
    *["--set", "spark.cores.max=2", "--set", "spark.sql.shuffle.partitions=2"],
]


def test_a_night_in_cluster_mode_survives_the_loss_of_an_executor(province: Province) -> None:
    night = ["night", "--as-of", FIRST, "--landing", str(province.delivered)]
    there = ["--conf", f"{province.folder}/conf", "--env", "cluster", *SMALL]
    with ThreadPoolExecutor(1) as beside, Cluster(province.folder) as cluster:
        one_machine = beside.submit(canbao, *night, "--lake", str(province.lake("alone")), folder=province.folder)
        assert cluster.submit(*night, "--lake", str(province.lake("cluster")), *there) == 0
        # The batches of the first sources stand in the lake, those of others do not: it is in the middle of `ingest`.
        log = province.lake("cluster") / "landing" / "enrolment_medical" / "_delta_log"
        wait_for("a landed source", lambda: any(log.glob("*.json")), LIMIT)
        os.kill(wait_for("an executor", cluster.executor, LIMIT), signal.SIGKILL)
        assert wait_for("the end of the driver", cluster.ended_driver, LIMIT) == "FINISHED"
        assert one_machine.result(LIMIT) == 0

    assert "exitStatus 137" in (cluster.folder / "cluster.log").read_text()
    assert differences(province.lake("cluster"), province.lake("alone")) == ""
