"""A command of Canbao, run by spark-submit."""

from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException

from canbao_dags.exit_codes import exit_code_of
from canbao_dags.installation import CONF, ENV, JAR, POOL, SPARK, variable
from canbao_dags.outcome import KEY, Outcome, steps_in

# The class of the jar that takes the commands.
PROGRAM = "canbao.jobs.Canbao"

# `night` prints the cities after the lines of its steps.
KEPT_LINES = 100


class CanbaoSubmit(SparkSubmitOperator):
    """One command, for one day unless it has none; leaves its `Outcome` behind, also when it fails.

    `arguments` are what else the command is called with; they are templates.

    Client mode, whatever the connection says: a standalone cluster's spark-submit ends with 0 in cluster mode, although
    the driver failed.
    """

    template_fields = (*SparkSubmitOperator.template_fields, "source")

    def __init__(
        self, *, command: str, as_of: str = "", source: str = "", arguments: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(
            application=variable(JAR),
            application_args=[
                command,
                *(["--as-of", as_of] if as_of else []),
                *(["--source", source] if source else []),
                *arguments,
                *["--conf", variable(CONF), "--env", variable(ENV)],
            ],
            name=f"canbao-{command}",
            java_class=PROGRAM,
            conn_id=SPARK,
            deploy_mode="client",
            pool=POOL,
            # A driver that hangs gives the lake back.
            execution_timeout=timedelta(hours=6),
            **kwargs,
        )
        self.command = command
        self.source = source

    def execute(self, context: Context) -> None:
        self._hook = self._get_hook()
        self._hook._last_submit_log_lines = deque(maxlen=KEPT_LINES)
        exit_code: int | None = None
        try:
            super().execute(context)
            exit_code = 0
        except AirflowException as failure:
            exit_code = exit_code_of(failure)
            raise
        finally:
            context["ti"].xcom_push(KEY, self._outcome(exit_code))

    def _outcome(self, exit_code: int | None) -> Outcome:
        lines = self._hook._last_submit_log_lines if self._hook else []
        return Outcome(command=self.command, source=self.source, exit_code=exit_code, steps=steps_in(lines))
