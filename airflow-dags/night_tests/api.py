"""Airflow's REST API, as an operator's program uses it."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

ENDED = ("success", "failed")


@dataclass(frozen=True)
class Run:
    """A run of a DAG as it stands: its state and times, its note, and how often each task was tried with which end."""

    dag: str
    name: str
    state: str
    note: str
    started: str
    ended: str
    states: dict[str, str]
    tries: dict[str, int]

    def others_than(self, state: str) -> dict[str, str]:
        return {task: its_state for task, its_state in self.states.items() if its_state != state}


class Api:
    """Speaks to one API server as one user."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self.login = {"username": user, "password": password}
        self.token = ""

    def is_healthy(self) -> bool:
        try:
            health = self.call("GET", "/api/v2/monitor/health")
        except (OSError, ValueError):
            return False
        return all(health[part]["status"] == "healthy" for part in ("scheduler", "dag_processor", "triggerer"))

    def dags(self) -> set[str]:
        return {dag["dag_id"] for dag in self.get("/dags")["dags"]}

    def unpause(self, dag: str) -> None:
        self.ask("PATCH", f"/dags/{dag}", {"is_paused": False})

    def set_variable(self, name: str, value: object) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        self.put("variables", "key", {"key": name, "value": text})

    def set_connection(self, name: str, **values: object) -> None:
        self.put("connections", "connection_id", {"connection_id": name, **values})

    def set_pool(self, name: str, slots: int) -> None:
        self.ask("POST", "/pools", {"name": name, "slots": slots, "description": "A lake has one writer"})

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Makes what was not there and changes what was."""
        try:
            self.ask("PATCH", f"/{kind}/{body[key]}", body)
        except urllib.error.HTTPError as answer:
            if answer.code != 404:
                raise
            self.ask("POST", f"/{kind}", body)

    def trigger(self, dag: str, name: str, **conf: str) -> None:
        self.ask("POST", f"/dags/{dag}/dagRuns", {"dag_run_id": name, "logical_date": None, "conf": conf})

    def runs(self, dag: str) -> list[str]:
        """The names of a DAG's runs, in the order in which they began."""
        return [run["dag_run_id"] for run in self.get(f"/dags/{dag}/dagRuns?order_by=start_date&limit=100")["dag_runs"]]

    def has_ended(self, dag: str, name: str) -> bool:
        """Whether a run has come to its end; one that has not been made yet has not."""
        try:
            return self.get(path_of(dag, name))["state"] in ENDED
        except urllib.error.HTTPError as answer:
            if answer.code != 404:
                raise
            return False

    def run(self, dag: str, name: str) -> Run:
        path = path_of(dag, name)
        run = self.get(path)
        tasks = {label(task): task for task in self.get(f"{path}/taskInstances?limit=200")["task_instances"]}
        return Run(
            dag=dag,
            name=name,
            state=run["state"],
            note=run["note"] or "",
            started=run["start_date"] or "",
            ended=run["end_date"] or "",
            states={name: str(task["state"]) for name, task in tasks.items()},
            tries={name: int(task["try_number"]) for name, task in tasks.items()},
        )

    def events(self, asset: str) -> list[dict[str, Any]]:
        """What the events of an asset say, in their order."""
        events = self.get("/assets/events?order_by=timestamp&limit=100")["asset_events"]
        return [event["extra"] for event in events if event["name"] == asset]

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        self.token = self.token or self.call("POST", "/auth/token", self.login)["access_token"]
        return self.call(method, f"/api/v2{path}", body)

    def call(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None


def path_of(dag: str, run: str) -> str:
    return f"/dags/{dag}/dagRuns/{quote(run, safe='')}"


def label(task: dict[str, Any]) -> str:
    """A task's name; a copy for one source is named after the source."""
    copy = task["rendered_map_index"] or (task["map_index"] if task["map_index"] >= 0 else "")
    return " ".join(filter(None, (task["task_id"], str(copy))))
