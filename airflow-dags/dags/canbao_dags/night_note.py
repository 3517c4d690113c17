"""What a run came to, in a few lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from canbao_dags.exit_codes import meaning_of
from canbao_dags.outcome import Outcome, Step


def held_cities(outcomes: Iterable[Outcome]) -> int:
    """Cities that the gate held: they repeat their last released numbers."""
    return sum(step["rejected"] for step in steps(outcomes) if step["step"] == "gate")


@dataclass(frozen=True)
class Words:
    """What is said of a run whose last step has come to its end, and of any other."""

    good: str
    bad: str


# By the step with which a run is done; it may have a word more, as evaluate_annual.
WORDS = {
    "release": Words("released", "not released"),
    "evaluate": Words("evaluated", "not evaluated"),
    "audit": Words("maintained; the numbers of the day are what the register gives", "not in order"),
}


def note(day: str, outcomes: Sequence[Outcome], missing: Sequence[str], last: str = "release") -> str:
    lines = [f"{day}: {headline(outcomes, last)}"]
    if missing:
        lines.append(f"no batch of the day: {', '.join(missing)}")
    lines += [counts(name, [step for step in steps(outcomes) if step["step"] == name]) for name in names(outcomes)]
    return "\n".join(lines)


def headline(outcomes: Sequence[Outcome], last: str) -> str:
    words = WORDS[last]
    failures = [failed(outcome) for outcome in outcomes if outcome["exit_code"] != 0]
    if not any(step.startswith(last) for step in names(outcomes)):
        outside = "A task failed outside Canbao, or a source did not come: see the failed task."
        return f"{words.bad}. {(failures or [outside])[0]}"
    held = held_cities(outcomes)
    good = f"{words.good}, {held} {'city' if held == 1 else 'cities'} held" if held else words.good
    # What is beside the last step may fail without it.
    return ". ".join([good, *failures[:1]])


def failed(outcome: Outcome) -> str:
    command = outcome["command"]
    name = " ".join(filter(None, (command, outcome["source"])))
    code = outcome["exit_code"]
    return f"{name} ended with {code}: {meaning_of(code, command).what}" if code is not None else f"{name} did not end."


def counts(name: str, done: Sequence[Step]) -> str:
    rows_in, accepted, rejected, written = (
        sum(column)
        for column in zip(
            *((step["rows_in"], step["accepted"], step["rejected"], step["written"]) for step in done), strict=True
        )
    )
    return f"{name}: {rows_in} in, {accepted} accepted, {rejected} rejected, {written} written"


def names(outcomes: Iterable[Outcome]) -> list[str]:
    """The steps in the order in which they were done, each once."""
    return list(dict.fromkeys(step["step"] for step in steps(outcomes)))


def steps(outcomes: Iterable[Outcome]) -> list[Step]:
    return [step for outcome in outcomes for step in outcome["steps"]]
