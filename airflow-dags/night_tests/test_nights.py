"""Nights on Airflow's scheduler with the real Spark, and the lake afterwards."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from api import Run
from lake import Lake
from lakes import differences, drawn_of, rows_of
from mail import Mailbox, text_of
from nights import ByCommand, Disturbed, Installed, Night
from province import HELD, HELD_CITY, LATE, PAST, REFUSED, SECOND, STOPPED
from table_text import differing_rows
from watching import Watching

# `ingest` is done source by source, after it was killed `register` had only the rest to do, and one lake was audited.
PARTED = ("ingest", "register", "audit")


def test_airflow_starts_the_night_of_the_last_day_that_has_ended(scheduled: Night) -> None:
    started = datetime.fromisoformat(scheduled.run.started).astimezone(ZoneInfo("Asia/Shanghai"))
    day = (started - timedelta(days=1, hours=1, minutes=30)).date()
    assert scheduled.run.note.startswith(f"{day}: not released")


def test_without_the_population_nothing_is_made_of_the_day(scheduled: Night) -> None:
    states = scheduled.run.states
    assert scheduled.run.state == "failed"
    assert states["source.ready population"] == "failed"
    assert states["source.ingest 1"] == "upstream_failed"
    steps = ("register", "coverage", "gate", "release", "usability", "worklist", "supervision", "announce")
    assert {step: states[step] for step in steps} == dict.fromkeys(steps, "upstream_failed")
    assert any("source.ready population failed" in text for text in scheduled.told)
    assert "no batch of the day: enrolment_medical, population, status" in scheduled.run.note


def test_wrong_settings_are_told_once_with_what_to_do(scheduled: Night) -> None:
    assert scheduled.run.states["source.ingest status"] == "failed"
    assert scheduled.run.tries["source.ingest status"] == 1
    (text,) = [text for text in scheduled.told if "source.ingest status" in text]
    assert "exit code 2. The settings or the call are wrong; nothing was done." in text
    assert "Then: correct the settings, clear the task." in text
    assert "ingest status ended with 2: The settings or the call are wrong" in scheduled.run.note
    assert Lake(scheduled.lake).tables() == []


def test_the_nights_of_the_past_come_in_the_order_of_their_days(past: list[Run], disturbed: Disturbed) -> None:
    assert [run.state for run in past] == ["success"] * len(PAST)
    assert all(before.ended <= after.started for before, after in pairwise(past))
    ledger = Lake(disturbed.night.lake).query(
        'SELECT release_id FROM "release.ledger" ORDER BY released_at', "release.ledger"
    )
    assert [row["release_id"] for row in ledger] == [f"{day}-r1" for day in (*PAST, LATE)]


def test_maintenance_keeps_the_files_and_finds_the_numbers_as_they_were(maintained: Run) -> None:
    assert maintained.others_than("success") == {}
    assert maintained.note.startswith(f"{PAST[-1]}: maintained; the numbers of the day are what the register gives\n")


def test_a_night_that_was_disturbed_ends_well(disturbed: Disturbed) -> None:
    assert disturbed.night.run.others_than("success") == {}
    assert disturbed.night.told == []


def test_a_step_that_was_killed_is_tried_again_and_no_other(disturbed: Disturbed) -> None:
    # A sensor that was put aside may count as tried anew.
    steps = {task: tries for task, tries in disturbed.night.run.tries.items() if "ready" not in task}
    assert {task: tries for task, tries in steps.items() if tries > 1} == {"register": 2}


def test_a_disturbed_night_leaves_what_the_command_night_leaves(disturbed: Disturbed, by_command: ByCommand) -> None:
    assert differences(disturbed.night.lake, by_command.after(LATE), PARTED) == ""


def test_a_batch_that_comes_while_the_night_waits_is_taken_in_this_night(disturbed: Disturbed) -> None:
    (batch,) = drawn_of(disturbed.night.lake, "quality.batch", f"source = 'status' AND batch = DATE '{LATE}'")
    assert (batch["state"], batch["accepted"], str(batch["as_of"])) == ("accepted", 1, LATE)
    assert "no batch of the day" not in disturbed.night.run.note


def test_a_night_started_twice_is_refused(disturbed: Disturbed) -> None:
    assert disturbed.second_command == 5


def test_another_night_waits_until_this_one_has_ended(disturbed: Disturbed, held: Night) -> None:
    assert disturbed.second_run == "queued"
    assert held.run.started >= disturbed.night.run.ended


def test_a_released_night_is_announced_with_its_held_cities(installed: Installed, again: Run) -> None:
    """A night that was stopped or refused is not."""
    announced = [(event["as_of"], event["held_cities"]) for event in installed.services.api.events("canbao_release")]
    assert announced == [*((day, 0) for day in (*PAST, LATE)), (HELD, 1), (SECOND, 0)]


def test_the_note_of_a_night_tells_what_it_came_to(disturbed: Disturbed) -> None:
    first, *steps = disturbed.night.run.note.splitlines()
    assert first == f"{LATE}: released"
    assert [line.split(":")[0] for line in steps] == [
        "ingest",
        "register",
        "coverage",
        "gate",
        "release",
        "usability",
        "worklist",
        "supervision",
    ]


def test_a_held_city_is_no_failure(held: Night) -> None:
    assert held.run.state == "success"
    assert held.run.others_than("success") == {"source.ready status": "skipped"}
    assert held.told == []


def test_a_source_that_does_not_come_is_left_out(held: Night) -> None:
    assert held.run.note.splitlines()[:2] == [f"{HELD}: released, 1 city held", "no batch of the day: status"]


def test_a_night_with_a_held_city_leaves_what_the_command_night_leaves(held: Night, by_command: ByCommand) -> None:
    assert differences(held.lake, by_command.after(HELD), PARTED) == ""


def test_a_held_city_repeats_its_last_released_numbers(held: Night) -> None:
    numbers = "basis, division, family, denominator, due, covered, rate, gap"
    city = f"division = '{HELD_CITY}'"
    (verdict,) = drawn_of(held.lake, "quality.gate_verdict", f"as_of = DATE '{HELD}' AND verdict = 'held'")
    assert verdict["division"] == HELD_CITY
    assert str(verdict["rules"]) == "['population.document_valid']"
    released = drawn_of(held.lake, "release.city_coverage", f"as_of = DATE '{HELD}' AND {city}", numbers)
    before = drawn_of(held.lake, "release.city_coverage", f"as_of = DATE '{LATE}' AND {city}", numbers)
    computed = drawn_of(held.lake, "coverage.city_coverage", f"as_of = DATE '{HELD}' AND {city}", numbers)
    assert differing_rows("before", before, "released", released) == ""
    assert differing_rows("computed", computed, "released", released) != ""
    states = drawn_of(
        held.lake, "release.city_coverage", f"as_of = DATE '{HELD}'", "division = '440600' AS held, state, stale_since"
    )
    stale = [(row["state"], str(row["stale_since"])) for row in states if row["held"]]
    assert set(stale) == {("stale", LATE)}


def test_a_stopped_province_ends_the_night_at_the_gate(stopped: Night) -> None:
    assert stopped.run.state == "failed"
    assert stopped.run.others_than("success") == {
        "source.ready status": "skipped",
        "gate": "failed",
        "release": "upstream_failed",
        "usability": "upstream_failed",
        "worklist": "upstream_failed",
        "announce": "upstream_failed",
    }
    assert stopped.run.tries["gate"] == 1
    assert stopped.run.note.startswith(f"{STOPPED}: not released. gate ended with 4: The gate stopped the province")


@pytest.mark.parametrize("table", ["release.ledger", "release.city_coverage", "release.bridge"])
def test_nothing_is_released_of_a_stopped_province(table: str, held: Night, stopped: Night) -> None:
    before, after = (rows_of(Lake(lake), table) for lake in (held.lake, stopped.lake))
    assert differing_rows("before", before, "after", after) == ""


def test_a_stopped_province_is_told_by_mail(stopped: Night, mailbox: Mailbox, installed: Installed) -> None:
    (mail,) = mailbox.mails
    assert mail["To"] == "operator@example.org"
    text = text_of(mail)
    assert "exit code 4. The gate stopped the province; nothing was published" in text
    assert "`quality.gate_verdict` names the rules" in text
    assert stopped.told == []


def test_a_refused_batch_is_told_once_with_what_to_do(refused: Night) -> None:
    assert refused.run.state == "failed"
    assert refused.run.states["source.ingest population"] == "failed"
    assert refused.run.tries["source.ingest population"] == 1
    (text,) = refused.told
    assert "exit code 3. A required source is missing, too old, or its batch was refused" in text
    assert "have the source deliver or correct its batch" in text
    (batch,) = drawn_of(refused.lake, "quality.batch", f"source = 'population' AND batch = DATE '{REFUSED}'")
    assert batch["state"] == "refused"
    assert refused.run.states["register"] == "upstream_failed"


def test_an_old_night_once_more_supersedes_its_release(again: Run, installed: Installed) -> None:
    assert again.others_than("success") == {"more": "success"} or again.state == "success"
    ledger = drawn_of(installed.lake, "release.ledger", f"as_of = DATE '{SECOND}'", "release_id, supersedes")
    assert [tuple(row.values()) for row in ledger] == [(f"{SECOND}-r1", None), (f"{SECOND}-r2", f"{SECOND}-r1")]


def test_a_correction_changes_the_past_and_not_what_was_published_of_it(
    again: Run, refused: Night, installed: Installed
) -> None:
    """Somebody of 广州 had been insured until the first day alone, which was told on the fifth."""
    published = [
        Lake(lake).query(
            """SELECT coverage.* FROM "release.city_coverage" AS coverage
            JOIN "release.ledger" AS ledger USING (release_id) WHERE revision = 1""",
            "release.city_coverage",
            "release.ledger",
        )
        for lake in (refused.lake, installed.lake)
    ]
    assert differing_rows("before", published[0], "after", published[1]) == ""
    people = drawn_of(
        installed.lake,
        "release.city_coverage",
        f"as_of = DATE '{SECOND}' AND division = '440100' AND family = 'medical' AND basis = 'residence'"
        " AND denominator = 'resident_due'",
        "release_id, covered",
    )
    first, corrected = (int(str(row["covered"])) for row in people)
    assert corrected == first - 1


def test_lineage_tells_of_the_steps_and_what_it_hears_of_their_tables(disturbed: Disturbed, watching: Watching) -> None:
    events = watching.events()
    kinds = Counter(event["eventType"] for event in events)
    assert kinds["START"] > 0 and kinds["COMPLETE"] > 0
    assert {event["job"]["namespace"] for event in events} == {"canbao"}
    datasets = {data["name"] for event in events for data in (*event.get("inputs", []), *event.get("outputs", []))}
    assert any(name.endswith("/lake/quality/batch") for name in datasets), datasets


def test_the_metrics_of_spark_tell_what_a_step_did_and_took(disturbed: Disturbed, watching: Watching) -> None:
    (metric,) = drawn_of(disturbed.night.lake, "quality.run_metric", f"as_of = DATE '{LATE}' AND step = 'release'")
    told = watching.metrics_of("release")
    assert len(told) > 0
    assert told == {name: metric[name] for name in told}


def test_nothing_that_leaves_the_lake_names_anybody(
    again: Run, installed: Installed, mailbox: Mailbox, watching: Watching
) -> None:
    """Logs of Airflow and of the tasks, messages, mails, lineage, and the database with notes, XComs and rendered
    fields."""
    home = installed.services.home
    files = [home / "services.log", home / "airflow.db", watching.lineage, *home.rglob("logs/**/*.log")]
    texts = [file.read_text("utf-8", "replace") for file in files]
    texts += [*installed.told(), *map(text_of, mailbox.mails)]
    for person in installed.province.personal_data():
        assert not any(person in text for text in texts)
