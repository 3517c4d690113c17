"""Nights of the past, one run each, in the order of the days."""

from datetime import date

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, Param, chain, task
from airflow.sdk.exceptions import AirflowFailException

from canbao_dags.defaults import DAGS
from canbao_dags.installation import checked_conf
from canbao_dags.release import announce
from canbao_dags.run_note import note
from canbao_dags.runbook import runbook
from canbao_dags.submit import CanbaoSubmit

FIRST = "{{ params.first_day }}"
LAST = "{{ params.last_day }}"
NEXT = "{{ macros.ds_add(params.first_day, 1) }}"
# The run with which the chain began: its name stands in that of every later one.
CHAIN = "{{ (dag_run.conf or {}).get('chain') or run_id }}"

with DAG(
    dag_id="canbao_backfill",
    description="Nights of a range of days, one after the other",
    schedule=None,
    params={
        "first_day": Param(type="string", format="date", title="First day", description="The night of this run"),
        "last_day": Param(type="string", format="date", title="Last day", description="The last night of the chain"),
    },
    doc_md=runbook("backfill"),
    **DAGS,
):

    @task
    def installation(first_day: str, last_day: str) -> None:
        """Refuses a range that ends before it begins, and an installation that lacks something."""
        if first_day > last_day:
            raise AirflowFailException(f"{first_day} lies after {last_day}. Trigger the range the other way round.")
        checked_conf()

    @task.short_circuit(ignore_downstream_trigger_rules=False)
    def more(first_day: str, last_day: str) -> bool:
        """Whether a night is left; if not, what follows is skipped."""
        return date.fromisoformat(first_day) < date.fromisoformat(last_day)

    night = CanbaoSubmit(task_id="night", command="night", as_of=FIRST)
    announced = announce(FIRST, after=["night"])
    chain(installation(FIRST, LAST), night, announced)
    chain(
        announced,
        more(FIRST, LAST),
        TriggerDagRunOperator(
            task_id="next_night",
            trigger_dag_id="canbao_backfill",
            # The same name each time: a repeated task does not start the next night twice.
            trigger_run_id=f"{NEXT}_of_{CHAIN}",
            skip_when_already_exists=True,
            logical_date=None,
            conf={"first_day": NEXT, "last_day": LAST, "chain": CHAIN},
        ),
    )
    chain(announced, note(FIRST, steps=["night"]).as_teardown())
