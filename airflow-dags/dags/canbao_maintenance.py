"""Maintenance: the lake's files kept, then a day's numbers computed once more beside those that are stored."""

from airflow.sdk import DAG, CronDataIntervalTimetable, chain

from canbao_dags.day import AS_OF, ZONE, business_day, day_param
from canbao_dags.defaults import DAGS
from canbao_dags.installation import installation
from canbao_dags.run_note import note
from canbao_dags.runbook import runbook
from canbao_dags.submit import CanbaoSubmit

with DAG(
    dag_id="canbao_maintenance",
    description="Files of the lake, and the audit of a day",
    # Sunday afternoon: the night has waited for its sources until half past seven at most.
    schedule=CronDataIntervalTimetable("0 14 * * 0", timezone=ZONE),
    user_defined_macros={"business_day": business_day},
    params={"as_of": day_param("The day that is audited; empty: the day of the logical date")},
    doc_md=runbook("maintenance"),
    **DAGS,
):
    maintain = CanbaoSubmit(task_id="maintain", command="maintain")
    # Exit 1 is its judgement as much as a bug, and a second try would find the same.
    audit = CanbaoSubmit(task_id="audit", command="audit", as_of=AS_OF, retries=0)
    chain(installation(), maintain, audit, note(AS_OF, steps=["maintain", "audit"], last="audit").as_teardown())
