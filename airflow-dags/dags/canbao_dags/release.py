"""The asset that others wait for: a day was released."""

from collections.abc import Iterator, Sequence

from airflow.sdk import Asset, Metadata, get_current_context, task

from canbao_dags.night_note import held_cities
from canbao_dags.outcome import outcomes

RELEASE = Asset(name="canbao_release", uri="x-canbao://release")


@task(outlets=[RELEASE])
def announce(as_of: str, after: Sequence[str]) -> Iterator[Metadata]:
    """Publishes the event with the day and the number of held cities; `after` are the tasks that ran the gate."""
    held = held_cities(outcomes(get_current_context(), after))
    yield Metadata(RELEASE, {"as_of": as_of, "held_cities": held})
