"""Waiting for a source's batch of the day."""

from typing import Any

from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowSensorTimeout, AirflowSkipException

from canbao_dags.installation import LANDING

ARRIVED = "arrived"


class BatchReady(FileSensor):
    """Waits, without a worker, for the manifest that a source writes last, and leaves the source's name behind.

    How long, and what then, is the source's own: a batch that may be missing leaves the task skipped, any other fails
    it. Zero minutes look once. A source without a manifest is in a database, which `ingest` asks: it is not waited for.
    """

    template_fields = (*FileSensor.template_fields, "source", "minutes", "may_be_missing")

    def __init__(self, *, source: str, manifest: str, minutes: int, may_be_missing: bool, **kwargs: Any) -> None:
        super().__init__(filepath=manifest, fs_conn_id=LANDING, deferrable=True, **kwargs)
        self.source = source
        self.minutes = minutes
        self.may_be_missing = may_be_missing

    def execute(self, context: Context) -> None:
        if not self.filepath:
            self.log.info("%s is read from a database: ingest sees whether its batch is there", self.source)
            context["ti"].xcom_push(ARRIVED, self.source)
            return
        self.timeout = self.minutes * 60
        if not self.minutes and not self.poke(context):
            late = f"There is no {self.path}, and it is not waited for"
            raise AirflowSkipException(late) if self.may_be_missing else AirflowSensorTimeout(late)
        super().execute(context)
        context["ti"].xcom_push(ARRIVED, self.source)

    def execute_complete(self, context: Context, event: bool | None = None) -> None:
        super().execute_complete(context, event)
        context["ti"].xcom_push(ARRIVED, self.source)

    def resume_execution(self, next_method: str, next_kwargs: dict[str, Any] | None, context: Context) -> Any:
        self.soft_fail = self.may_be_missing
        return super().resume_execution(next_method, next_kwargs, context)
