"""The plan's yearly and other evaluations, from the numbers released for a day."""

from airflow.sdk import DAG, CronTriggerTimetable, Param, chain

from canbao_dags.day import YEAR_END, ZONE, day_param, year_end
from canbao_dags.defaults import DAGS
from canbao_dags.installation import installation
from canbao_dags.run_note import note
from canbao_dags.runbook import runbook
from canbao_dags.submit import CanbaoSubmit

with DAG(
    dag_id="canbao_evaluation",
    description="The plan's indicators of a released day, by default of the end of the year before",
    # Not an interval: the logical date is the moment of the run, by schedule and by hand.
    schedule=CronTriggerTimetable("0 6 20 1 *", timezone=ZONE),
    user_defined_macros={"year_end": year_end},
    params={
        "as_of": day_param("A released day; empty: 31 December of the year before that of the logical date"),
        "kind": Param(
            "annual",
            type="string",
            enum=["annual", "midterm", "final"],
            title="Kind",
            description="年度考核 annual, 中期评估 midterm, 终期评估 final",
        ),
    },
    doc_md=runbook("evaluation"),
    **DAGS,
):
    evaluate = CanbaoSubmit(
        task_id="evaluate", command="evaluate", as_of=YEAR_END, arguments=["--kind", "{{ params.kind }}"]
    )
    chain(installation(), evaluate, note(YEAR_END, steps=["evaluate"], last="evaluate").as_teardown())
