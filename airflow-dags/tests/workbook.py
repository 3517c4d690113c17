"""A workbook (XLSX) as text, read by nothing but the standard library."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(path: Path, sheet: int) -> list[dict[str, str]]:
    """The rows of a sheet (from 1), each by the letters of its columns; a cell without a value is left out."""
    with zipfile.ZipFile(path) as archive:
        texts = ["".join(text.itertext()) for text in xml(archive, "xl/sharedStrings.xml").findall("m:si", NAMES)]
        rows = xml(archive, f"xl/worksheets/sheet{sheet}.xml").findall("m:sheetData/m:row", NAMES)
    return [dict(value(cell, texts) for cell in row.findall("m:c", NAMES) if holds(cell)) for row in rows]


def xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))


def holds(cell: ElementTree.Element) -> bool:
    return cell.find("m:v", NAMES) is not None


def value(cell: ElementTree.Element, texts: list[str]) -> tuple[str, str]:
    text = cell.findtext("m:v", "", NAMES)
    column = re.sub("[0-9]", "", cell.attrib["r"])
    return column, texts[int(text)] if cell.attrib.get("t") == "s" else text
