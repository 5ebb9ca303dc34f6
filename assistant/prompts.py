"""Prompt files, composer parts and phrase lists: Markdown with a short header, editable without code.

A store's own folder (`RIGHTBACK_PROMPTS`) overrides the shipped files one by one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import frontmatter
from jinja2 import StrictUndefined, Template
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.core.errors import MissingVariable

HERE = Path(__file__).parent
SHIPPED = next(folder for folder in (HERE / "prompts_shipped", HERE.parent / "prompts") if folder.is_dir())


@dataclass(frozen=True)
class Prompt:
    """One file: `variables` are declared in its header and must all be given, and no others."""

    name: str
    text: str
    purpose: str
    variables: frozenset[str]
    meta: Mapping[str, object]
    digest: str  # SHA-256 of the file, first 12 hex digits

    def render(self, **values: object) -> str:
        if values.keys() != self.variables:
            raise MissingVariable(f"{self.name} needs {sorted(self.variables)}, got {sorted(values)}")
        return str(self._template.render(values)).strip()

    @cached_property
    def _template(self) -> Template:
        return _environment().from_string(self.text)


class Prompts:
    """The shipped folder, overlaid by a store's own; files are read once."""

    def __init__(self, own: Path | None = None) -> None:
        self.folders = tuple(folder for folder in (own, SHIPPED) if folder)
        self._read: dict[str, Prompt] = {}

    def get(self, name: str) -> Prompt:
        """`name` is the path below the folder without ".md": "reply", "composer/en/lead"."""
        if name not in self._read:
            self._read[name] = read(name, self.path(name + ".md"))
        return self._read[name]

    def path(self, relative: str) -> Path:
        for folder in self.folders:
            if (folder / relative).is_file():
                return folder / relative
        raise FileNotFoundError(f"no prompt file {relative} in {[str(f) for f in self.folders]}")

    def names(self, under: str = "") -> list[str]:
        """All names below a sub-folder, sorted."""
        found = {
            str(path.relative_to(folder).with_suffix(""))
            for folder in self.folders
            for path in (folder / under).rglob("*.md")
        }
        return sorted(found)

    def lines(self, relative: str) -> tuple[str, ...]:
        """The lines of a plain list file, without blanks and # comments."""
        text = self.path(relative).read_text(encoding="utf-8")
        return tuple(line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")


def read(name: str, path: Path) -> Prompt:
    """One prompt file; MissingVariable when header and text disagree about the variables."""
    raw = path.read_bytes()
    post = frontmatter.loads(raw.decode())
    variables = post.metadata.get("variables")
    declared = frozenset(str(name) for name in variables) if isinstance(variables, list) else frozenset()
    used = find_undeclared_variables(_environment().parse(post.content))
    if used != declared:
        raise MissingVariable(f"{path} declares {sorted(declared)} but uses {sorted(used)}")
    digest = hashlib.sha256(raw).hexdigest()[:12]
    purpose = str(post.metadata.get("purpose", ""))
    return Prompt(name, post.content, purpose, declared, post.metadata, digest)


def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text, never HTML: escaping would change the customer's words.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
