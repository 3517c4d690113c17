"""What the exit codes of Canbao mean to the one who is called at night."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """Why a command ended so, where to look, and what to do then."""

    what: str
    look: str
    do: str

    @property
    def sentence(self) -> str:
        return f"{self.what} Look: {self.look} Then: {self.do}"


# A command judged these itself: it would end the same way again. Everything else is a crash.
JUDGED = {
    2: Meaning(
        "The settings or the call are wrong; nothing was done.",
        "the last lines of the task's log name file, line and key.",
        "correct the settings, clear the task.",
    ),
    3: Meaning(
        "A required source is missing, too old, or its batch was refused; or the day to evaluate has no release.",
        "the last lines of the task's log name source and reason; `quality.batch` holds them.",
        "have the source deliver or correct its batch (a loss of rows that is right is taken by `ingest --source`"
        " with `--accept-shrink`), or run the night of the day to evaluate; then clear the task with everything after"
        " it.",
    ),
    4: Meaning(
        "The gate stopped the province; nothing was published, the last release stands.",
        "`quality.gate_verdict` names the rules; `gate --explain` prints how many rows broke them, by source and city, and"
        " where they stand.",
        "tell the sources; their corrected batches of the next day decide the next night. Clearing `gate` alone changes"
        " nothing: the same rows are judged the same.",
    ),
    5: Meaning(
        "Another command has the lake, or a batch that was accepted came again with other content.",
        "the last lines of the task's log say which, and who has the lake.",
        "wait until the other command has ended, or have the source restore the batch; clear the task.",
    ),
}

CRASH = Meaning(
    "A bug in Canbao, or Spark or the machine broke down; a task of a night was tried three times.",
    "the task's log: 137 or -9 is a driver that was killed, mostly for want of memory (`dmesg`); 127 is a missing"
    " SPARK_HOME; 1 lists the places in the program.",
    "clear the task once the machine is well: a step that is repeated leaves the same tables. If it is 1 again, report"
    " the log; it holds no data of people.",
)

# What 1 is when `audit` ends with it, unless the log says that it is a bug.
DIFFERENCE = Meaning(
    "The stored numbers of the day are not what the audit finds.",
    "the last lines of the task's log name the tables and the keys of their rows; if they say *This is a bug*, it is"
    " one.",
    "find out who has written to these tables; run coverage, gate and release for the day, then clear `audit`.",
)


def exit_code_of(failure: object) -> int | None:
    """The exit code that Airflow's message about a failed spark-submit names; None if it was something else."""
    found = re.search(r"Error code is: (-?\d+)", str(failure))
    return int(found.group(1)) if found else None


def meaning_of(code: int, command: str = "") -> Meaning:
    """`command` is the one that ended so: 1 of `audit` is a judgement, of all others a crash."""
    return DIFFERENCE if (command, code) == ("audit", 1) else JUDGED.get(code, CRASH)


def as_table() -> str:
    """The codes in Markdown."""
    rows = [
        ("2", JUDGED[2]),
        ("3", JUDGED[3]),
        ("4", JUDGED[4]),
        ("5", JUDGED[5]),
        ("1, 137, others", CRASH),
        ("1 of `audit`", DIFFERENCE),
    ]
    lines = [f"| {code} | {row.what} | {row.look} | {row.do} |" for code, row in rows]
    return "\n".join(["| exit code | meaning | look at | do |", "|---|---|---|---|", *lines])
