"""What stands in .deploy, parsed: units, compose file, Dockerfile, settings files, the README's commands."""

import configparser
import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / ".deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
UNITS = sorted(DEPLOY.glob("*.service"))
README = (DEPLOY / "README.md").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = {name: one for name, one in COMPOSE["services"].items() if one.get("image") == "rightback"}
SPANS = [re.sub(r"\$\([^)]*\)", "X", span) for span in re.findall(r"`([^`]+)`", README)]


class _Repeated(dict):
    """A key that stands there twice has both values, one a line."""

    def __setitem__(self, key, value):
        super().__setitem__(key, [*self[key], *value] if isinstance(value, list) and key in self else value)


def service(unit):
    """The [Service] part: each key with all of its values."""
    parsed = configparser.ConfigParser(
        dict_type=_Repeated, strict=False, interpolation=None, delimiters=["="], comment_prefixes=["#"]
    )
    parsed.optionxform = str
    parsed.read(unit)
    return {key: value.split("\n") for key, value in parsed["Service"].items()}


def settings_of_unit(unit):
    return dict(pair.split("=", 1) for pair in service(unit)["Environment"])


def settings_of_file(path, *, commented=True):
    """NAME=VALUE lines; those that are commented out too, if asked for."""
    lines = re.findall(r"^(# )?([A-Z_]+)=(.*)$", path.read_text(), re.M)
    return {name: value for out, name, value in lines if commented or not out}


def dockerfile():
    """(instruction, the rest), one a line of it; continued lines are joined."""
    lines = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line and not line.startswith("#")]


def of(instruction):
    return [rest for name, rest in dockerfile() if name == instruction]


def called():
    """Every call of ours, as words after `rightback`, with where it stands."""
    for unit in UNITS:
        yield unit.name, shlex.split(service(unit)["ExecStart"][0])[1:]
    for name, one in OURS.items():
        yield f"compose {name}", one["command"]
    yield "Dockerfile", yaml.safe_load(of("CMD")[-1])
    for words in map(_words, SPANS):
        if words[:2] == ["docker", "compose"] and "run" in words:
            yield "README", words[words.index("web") + 1 :]
        elif words[0].rpartition("/")[2] == "rightback" and words[1:]:  # ExecStart=/… too
            yield "README", words[1:]


def _words(span):
    try:
        return shlex.split(span)
    except ValueError:  # a piece of another language
        return [span]


def wrapper():
    """What `.deploy/rightback` gives systemd-run: each property with all of its values."""
    found = {}
    for key, value in re.findall(r"--property=(\w+)=(\S+)", (DEPLOY / "rightback").read_text()):
        found.setdefault(key, []).append(value)
    return found
