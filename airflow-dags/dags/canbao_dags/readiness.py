"""Waiting for a source's batch of the day."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.providers.standard.triggers.temporal import TimeDeltaTrigger
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowSensorTimeout, AirflowSkipException

from canbao_dags.asking import is_in_database
from canbao_dags.installation import LANDING

ARRIVED = "arrived"

# A database is asked by a program that is started for it; a folder is looked into once a minute.
ASK_EVERY = timedelta(minutes=10)


class BatchReady(FileSensor):
    """Waits, without a worker, for the manifest that a source writes last, and leaves the source's name behind.

    How long, and what then, is the source's own: a batch that may be missing leaves the task skipped, any other fails
    it. Zero minutes look once. If the source is in a database, the batch is there when the database says so, or when an
    earlier run has laid it down: `ingest` reads it.
    """

    template_fields = (*FileSensor.template_fields, "source", "as_of", "minutes", "may_be_missing", "in_database")

    def __init__(
        self,
        *,
        source: str,
        as_of: str,
        manifest: str,
        minutes: int,
        may_be_missing: bool,
        in_database: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(filepath=manifest, fs_conn_id=LANDING, deferrable=True, **kwargs)
        self.source = source
        self.as_of = as_of
        self.minutes = minutes
        self.may_be_missing = may_be_missing
        self.in_database = in_database

    def execute(self, context: Context) -> None:
        if self.in_database:
            end = datetime.now(UTC) + timedelta(minutes=self.minutes)
            self.ask(context, until=end.isoformat())
            return
        self.timeout = self.minutes * 60
        if not self.minutes and not self.poke(context):
            raise self.late(f"There is no {self.path}, and it is not waited for")
        super().execute(context)
        context["ti"].xcom_push(ARRIVED, self.source)

    def execute_complete(self, context: Context, event: bool | None = None) -> None:
        super().execute_complete(context, event)
        context["ti"].xcom_push(ARRIVED, self.source)

    def ask(self, context: Context, event: object = None, until: str = "") -> None:
        """Asks the database, and again later as long as there is time, until a moment; `event` is that it is later."""
        if not self.poke(context) and not is_in_database(self.source, self.as_of):
            if not until or datetime.now(UTC) >= datetime.fromisoformat(until):
                raise self.late(f"The database has no batch {self.as_of} of {self.source}, and it is waited no longer")
            self.defer(trigger=TimeDeltaTrigger(ASK_EVERY), method_name="ask", kwargs={"until": until})
        context["ti"].xcom_push(ARRIVED, self.source)

    def late(self, why: str) -> Exception:
        return AirflowSkipException(why) if self.may_be_missing else AirflowSensorTimeout(why)

    def resume_execution(self, next_method: str, next_kwargs: dict[str, Any] | None, context: Context) -> Any:
        self.soft_fail = self.may_be_missing
        return super().resume_execution(next_method, next_kwargs, context)
