"""What the page of a DAG tells the one who is called at night: a text beside this module and the exit codes."""

from pathlib import Path

from canbao_dags.exit_codes import as_table


def runbook(name: str) -> str:
    """The text `<name>.md`, in which `EXIT_CODES` is the table of the codes."""
    text = Path(__file__).with_name(f"{name}.md").read_text("utf-8")
    return text.replace("EXIT_CODES", as_table())
