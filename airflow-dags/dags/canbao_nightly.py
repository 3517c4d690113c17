"""The night: each source once it has come, register, coverage, gate, release, its grades and list; supervision."""

from typing import Any

from airflow.sdk import DAG, CronDataIntervalTimetable, Variable, chain, task, task_group

from canbao_dags.day import AS_OF, ZONE, business_day, day_param
from canbao_dags.defaults import DAGS
from canbao_dags.installation import WAIT_MINUTES, checked_conf
from canbao_dags.readiness import BatchReady
from canbao_dags.release import announce
from canbao_dags.run_note import note
from canbao_dags.runbook import runbook
from canbao_dags.sources import Wait, waits
from canbao_dags.submit import CanbaoSubmit

# The steps after the sources, in their order; each is a command and a task of the same name.
STEPS = ("register", "coverage", "gate", "release")

# How far the released numbers can be used; nobody who takes them waits for it.
GRADES = "usability"

# Who is to be visited by them, whatever became of the grades.
VISITS = "worklist"

# Findings are no verdict: no release waits for them or is lost with them, and a day that the gate stops has them too.
BESIDE = "supervision"

with DAG(
    dag_id="canbao_nightly",
    description="Coverage by city for the day that has ended",
    schedule=CronDataIntervalTimetable("30 1 * * *", timezone=ZONE),
    user_defined_macros={"business_day": business_day},
    params={"as_of": day_param("The day that the numbers are about; empty: the day of the logical date")},
    doc_md=runbook("nightly"),
    **DAGS,
):

    @task
    def sources(as_of: str) -> list[Wait]:
        """The sources of the settings, each with how long it is waited for."""
        minutes = Variable.get(WAIT_MINUTES, default={}, deserialize_json=True)
        return waits(checked_conf(), as_of, minutes)

    @task_group
    def source(source: str, manifest: str, minutes: int, may_be_missing: bool, in_database: bool) -> Any:
        """One source. It is ingested without a batch of the day too: an earlier one may have come late."""
        ready = BatchReady(
            task_id="ready",
            source=source,
            as_of=AS_OF,
            manifest=manifest,
            minutes=minutes,
            may_be_missing=may_be_missing,
            in_database=in_database,
            map_index_template="{{ task.source }}",
        )
        ingest = CanbaoSubmit(
            task_id="ingest",
            command="ingest",
            as_of=AS_OF,
            source=source,
            map_index_template="{{ task.source }}",
            trigger_rule="none_failed",
        )
        ready >> ingest

    steps = [CanbaoSubmit(task_id=command, command=command, as_of=AS_OF) for command in STEPS]
    usability = CanbaoSubmit(task_id=GRADES, command=GRADES, as_of=AS_OF)
    worklist = CanbaoSubmit(task_id=VISITS, command=VISITS, as_of=AS_OF, trigger_rule="all_done_min_one_success")
    # Once there are numbers, whatever became of them after that.
    supervision = CanbaoSubmit(task_id=BESIDE, command=BESIDE, as_of=AS_OF, trigger_rule="all_done_min_one_success")
    each_source = source.expand_kwargs(sources(AS_OF))
    # A teardown: it is written whatever became of the night, and does not decide whether the night is green.
    noted = note(
        AS_OF, steps=["source.ingest", *STEPS, GRADES, VISITS, BESIDE], planned="sources", arrived="source.ready"
    ).as_teardown()
    chain(each_source, *steps, announce(AS_OF, after=["gate"]), noted)
    steps[-1] >> usability
    [steps[-1], usability] >> worklist
    [steps[STEPS.index("coverage")], worklist] >> supervision >> noted
    # When one source has failed, the steps end at once; the note waits for what the other sources come to.
    each_source >> noted
