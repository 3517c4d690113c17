"""Which failures are worth another try."""

from typing import Any, Self

from airflow.sdk import Context, RetryDecision, RetryPolicy

from canbao_dags.exit_codes import JUDGED, exit_code_of


class RetryCrashes(RetryPolicy):
    """A crash is tried again as the task says; an exit that the command judged itself is final."""

    def evaluate(
        self, exception: BaseException, try_number: int, max_tries: int, context: Context | None = None
    ) -> RetryDecision:
        code = exit_code_of(exception)
        if code in JUDGED:
            return RetryDecision.fail(f"exit code {code} would be the same again")
        return RetryDecision.default()

    def serialize(self) -> dict[str, Any]:
        return {}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> Self:
        return cls()
