"""The files of the sample, as they stand beside this one."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def text(name: str, folder: str = "data") -> str:
    return (HERE / folder / name).read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    return text(name).splitlines()


def rows(name: str, folder: str = "data") -> list[dict[str, str]]:
    return list(csv.DictReader(text(name, folder).splitlines()))
