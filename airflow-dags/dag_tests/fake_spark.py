"""A spark-submit that notes how it was called and ends as a test wants; the program itself is `fake/spark-submit`."""

from pathlib import Path


class FakeSpark:
    """What was submitted, and how each command is to end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def ends(self, command: str, *codes: int) -> None:
        """The exit codes of the first calls of a command, such as `gate`, `ingest card` or `ask card`; then 0."""
        (self.folder / f"{command}.codes").write_text("".join(f"{code}\n" for code in codes))

    def holds(self, cities: int) -> None:
        """The gate holds so many cities."""
        (self.folder / "held").write_text(str(cities))

    def submitted(self) -> list[str]:
        """The commands with their source, in the order of the calls."""
        return [name_of(call) for call in self.calls()]

    def days(self) -> list[str]:
        """The day of each call that has one."""
        return [call[call.index("--as-of") + 1] for call in self.calls() if "--as-of" in call]

    def calls(self) -> list[list[str]]:
        noted = self.folder / "submitted"
        return [line.split() for line in noted.read_text().splitlines()] if noted.exists() else []


def name_of(call: list[str]) -> str:
    """A command with its source; `ask` with it if its database is only asked."""
    command = "ask" if "--is-in-database" in call else call[0]
    return f"{command} {call[4]}" if "--source" in call else command
