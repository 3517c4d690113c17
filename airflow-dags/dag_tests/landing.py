"""A landing folder with manifests and nothing else."""

from pathlib import Path


class Landing:
    def __init__(self, folder: Path, conf: Path) -> None:
        self.folder = folder
        self.sources = sorted(path.stem for path in conf.glob("sources/*.yml"))

    def deliver(self, day: str, *, without: str = "") -> None:
        """The batch of a day of every source but one."""
        for source in self.sources:
            if source != without:
                batch = self.folder / source / day
                batch.mkdir(parents=True)
                (batch / "manifest.json").write_text("{}")
