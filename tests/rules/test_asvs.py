"""The table of ASVS 5.0 says something of every requirement of levels 1 and 2, and names what exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).parent / "asvs.md"
# Section, numbers of level 1, numbers of level 2 (OWASP ASVS 5.0.0).
NUMBERS = """
V1.1 - 1-2; V1.2 1-5 6-9; V1.3 1-2 3-11; V1.4 - 1-3
V1.5 1 2; V2.1 1 2-3; V2.2 1-2 3; V2.3 1 2-4
V2.4 - 1; V3.2 1-2 -; V3.3 1 2-4; V3.4 1-2 3-6
V3.5 1-3 4-5; V3.7 - 1-2; V4.1 1 2-3; V4.2 - 1
V4.3 - 1-2; V4.4 1 2-4; V5.1 - 1; V5.2 1-2 3
V5.3 1-2 -; V5.4 - 1-3; V6.1 1 2-3; V6.2 1-8 9-12
V6.3 1-2 3-4; V6.4 1-2 3-4; V6.5 - 1-5; V6.6 - 1-3
V6.8 - 1-4; V7.1 - 1-3; V7.2 1-4 -; V7.3 - 1-2
V7.4 1-2 3-5; V7.5 - 1-2; V7.6 - 1-2; V8.1 1 2
V8.2 1-2 3; V8.3 1 -; V8.4 - 1; V9.1 1-3 -
V9.2 1 2-4; V10.1 - 1-2; V10.2 - 1-2; V10.3 - 1-4
V10.4 1-5 6-11; V10.5 - 1-5; V10.6 - 1-2; V10.7 - 1-3
V11.1 - 1-2; V11.2 - 1-3; V11.3 1-2 3; V11.4 1 2-4
V11.5 - 1; V11.6 - 1; V12.1 1 2-3; V12.2 1-2 -
V12.3 - 1-4; V13.1 - 1; V13.2 - 1-5; V13.3 - 1-2
V13.4 1 2-5; V14.1 - 1-2; V14.2 1 2-4; V14.3 1 2-3
V15.1 1 2-3; V15.2 1 2-3; V15.3 1 2-7; V16.1 - 1
V16.2 - 1-5; V16.3 - 1-4; V16.4 - 1-3; V16.5 - 1-3
V17.1 - 1; V17.2 - 1-4; V17.3 - 1-2
"""


def numbers():
    """{"V1.2.1": "1", ...}"""
    found = {}
    for section, *levels in (part.split() for part in re.split(r";\s*|\n", NUMBERS.strip())):
        for level, given in zip("12", levels, strict=True):
            for span in given.split(",") if given != "-" else []:
                first, _, last = span.partition("-")
                found |= {f"{section}.{n}": level for n in range(int(first), int(last or first) + 1)}
    return found


def rows():
    for line in TABLE.read_text().splitlines():
        if line.startswith("| V"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_every_requirement_of_levels_1_and_2_stands_there_once():
    assert len(numbers()) == 253
    assert [(number, level) for number, level, *_ in rows()] == list(numbers().items())


def test_every_state_is_one_of_three_and_says_where_or_why():
    for number, _, short, state, where in rows():
        assert state in ("met", "not met", "n/a"), number
        assert len(short) > 3 and len(where) > 3, number


def test_what_is_met_names_a_file_and_every_named_file_exists():
    for number, _, _, state, where in rows():
        named = [name for name in re.findall(r"`([^`]+)`", where) if "/" in name or name.endswith(".toml")]
        assert named or state != "met", number
        assert [name for name in named if not (ROOT / name).is_file()] == [], number
