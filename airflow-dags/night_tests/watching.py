"""Spark watched from outside, as jobs/README.md says: OpenLineage and metrics, switched on in Spark's own settings."""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from programs import TARGET

LISTENER = TARGET / "openlineage" / "openlineage-spark.jar"


@dataclass(frozen=True)
class Watching:
    """`folder` is that of Spark's settings; what is seen lies beside it."""

    folder: Path

    @property
    def lineage(self) -> Path:
        return self.folder.parent / "lineage.ndjson"

    @property
    def metrics(self) -> Path:
        return self.folder.parent / "metrics"

    def start(self) -> None:
        """From the next start of Spark on."""
        self.metrics.mkdir()
        settings = {
            "spark.jars": LISTENER,
            "spark.extraListeners": "io.openlineage.spark.agent.OpenLineageSparkListener",
            "spark.openlineage.namespace": "canbao",
            "spark.openlineage.transport.type": "file",
            "spark.openlineage.transport.location": self.lineage,
            "spark.metrics.namespace": "canbao",
            "spark.metrics.conf.*.sink.csv.class": "org.apache.spark.metrics.sink.CsvSink",
            "spark.metrics.conf.*.sink.csv.directory": self.metrics,
        }
        text = "".join(f"{key} {value}\n" for key, value in settings.items())
        (self.folder / "spark-defaults.conf").write_text(text)

    def stop(self) -> None:
        (self.folder / "spark-defaults.conf").unlink()

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lineage.read_text("utf-8").splitlines()]

    def metrics_of(self, step: str) -> dict[str, Decimal]:
        """What Spark's metrics say of a step in the end."""
        prefix = f"canbao.driver.step.{step}."
        values = {}
        for file in self.metrics.glob(f"{prefix}*.csv"):
            with file.open() as lines:
                *_, last = csv.DictReader(lines)
            values[file.stem.removeprefix(prefix)] = Decimal(last["value"])
        return values
