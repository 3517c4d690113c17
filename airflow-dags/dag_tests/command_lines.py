"""The call of spark-submit that a task would make, without making it."""

import shlex
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from canbao_dags.submit import CanbaoSubmit

# 2018-12-31, 01:30 in the province.
CONTEXT: Any = {
    "params": {"as_of": None, "first_day": "2018-12-31", "last_day": "2019-01-02", "kind": "annual"},
    "logical_date": datetime(2018, 12, 30, 17, 30, tzinfo=UTC),
    "var": {"value": SimpleNamespace(canbao_conf="CONF", canbao_env="ENV", canbao_jar="canbao-spark.jar")},
}


def rendered(task: CanbaoSubmit) -> str:
    copy = task.prepare_for_execution()  # Rendering changes the task.
    assert isinstance(copy, CanbaoSubmit)
    if copy.source:
        # In the DAG it stands for each source of the settings.
        copy.application_args = ["population" if arg is copy.source else arg for arg in copy.application_args or []]
        copy.source = "population"
    copy.render_template_fields(CONTEXT)
    return shlex.join(copy._get_hook()._build_spark_submit_command(copy.application))
