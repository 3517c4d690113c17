"""What the README says to copy works."""

import re
import subprocess
import sys
from pathlib import Path

from lake import Lake

README = Path(__file__).parents[1] / "README.md"


def test_the_example_in_python_prints_a_rate_for_every_city_and_the_province(province: Path, lake: Lake) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=province, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stderr == ""
    for row in lake.query('SELECT DISTINCT division_name FROM "release.city_coverage"', "release.city_coverage"):
        assert f" {row['division_name']} pension " in done.stdout
