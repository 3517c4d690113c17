"""The note of a run, which the list of runs shows."""

import logging
from collections.abc import Sequence
from urllib.parse import quote

from airflow.sdk import Connection, get_current_context, task

from canbao_dags.http import address, send
from canbao_dags.installation import API, connection
from canbao_dags.night_note import note as note_of
from canbao_dags.outcome import outcomes, pulled
from canbao_dags.readiness import ARRIVED

log = logging.getLogger(__name__)


@task(retries=0, on_failure_callback=None)
def note(as_of: str, steps: Sequence[str], planned: str = "", arrived: str = "", last: str = "release") -> str:
    """Says in the log, in an XCom and, with the connection `canbao_airflow`, on the run what it came to.

    `planned` and `arrived` are the tasks that say which sources there are and which have come, `last` is the step with
    which the run is done. A task cannot write a note itself: the API server takes it from a user. A note that cannot be
    written is no failure of a run.
    """
    context = get_current_context()
    sources = [wait["source"] for wait in pulled(context, planned, "return_value")] if planned else []
    came = pulled(context, arrived, ARRIVED) if arrived else []
    text = note_of(as_of, outcomes(context, steps), [source for source in sources if source not in came], last)
    log.info("%s", text)
    server = connection(API)
    if server is None:
        log.info("The run has no note: there is no connection %s", API)
        return text
    try:
        write(server, context["ti"].dag_id, context["ti"].run_id, text)
    except Exception as problem:
        log.warning("The run has no note: connection %s ends with %s", API, type(problem).__name__)
    return text


def write(server: Connection, dag_id: str, run_id: str, text: str) -> None:
    base = address(server)
    login = {"username": server.login, "password": server.password} if server.login else None
    token = send("POST" if login else "GET", f"{base}/auth/token", login)["access_token"]
    run = f"{base}/api/v2/dags/{quote(dag_id, safe='')}/dagRuns/{quote(run_id, safe='')}"
    send("PATCH", f"{run}?update_mask=note", {"note": text}, token)
