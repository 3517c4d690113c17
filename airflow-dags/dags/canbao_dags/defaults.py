"""What all DAGs and tasks of Canbao have in common."""

from datetime import timedelta
from typing import Any

import pendulum

from canbao_dags.day import ZONE
from canbao_dags.notify import TellOperator
from canbao_dags.retries import RetryCrashes

# 5 and 10 minutes after a crash.
TASKS: dict[str, Any] = {
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": 2,
    "max_retry_delay": timedelta(minutes=30),
    "retry_policy": RetryCrashes(),
    "on_failure_callback": [TellOperator()],
}

DAGS: dict[str, Any] = {
    "start_date": pendulum.datetime(2018, 1, 1, tz=ZONE),
    "catchup": False,
    "max_active_runs": 1,
    "default_args": TASKS,
    "tags": ["canbao"],
}
