"""Asks the program what a task has to know before it goes on."""

from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.sdk import Variable
from airflow.sdk.exceptions import AirflowException

from canbao_dags.exit_codes import exit_code_of
from canbao_dags.installation import CONF, ENV, JAR, SPARK
from canbao_dags.submit import PROGRAM

NOT_YET = 3


def is_in_database(source: str, day: str) -> bool:
    """Whether the database of a source has its batch of the day; one that cannot be reached has not.

    The program knows address and password. It starts no Spark session for this and does not need the lake.
    """
    hook = SparkSubmitHook(
        conn_id=SPARK,
        name="canbao-ingest",
        java_class=PROGRAM,
        deploy_mode="client",
        application_args=[
            *["ingest", "--as-of", day, "--source", source, "--is-in-database"],
            *["--conf", Variable.get(CONF), "--env", Variable.get(ENV)],
        ],
    )
    try:
        hook.submit(Variable.get(JAR))
    except AirflowException as failure:
        if exit_code_of(failure) != NOT_YET:
            raise
        return False
    return True
