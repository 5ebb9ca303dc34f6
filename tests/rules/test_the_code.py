"""Rules about the code itself: run by pytest, so that `pytest` alone is the gate."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "assistant"
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 40, 120
TOP_LEVEL = {"assistant", "prompts", "tests", "wsgi.py", "pyproject.toml", "README.md", "LICENSE"}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def ours(*folders: str) -> list[Path]:
    return [path for path in python_files(*folders) if "versions" not in path.parts]


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_ruff_finds_nothing():
    run("ruff", "check", "assistant", "tests", "wsgi.py")


def test_ruff_would_format_nothing():
    run("ruff", "format", "--check", "assistant", "tests", "wsgi.py")


def test_types_are_strict_and_right():
    run("mypy")


def test_imports_follow_the_layers():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_every_dependency_is_declared_and_used():
    run("deptry", "assistant")


def test_nothing_else_stands_at_the_top_level():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    names = {line.split("/")[0] for line in tracked.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize("path", ours("assistant"), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= FILE_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long


def test_templates_are_small():
    templates = (PACKAGE / "web" / "templates").rglob("*.html")
    long = {
        str(t.relative_to(ROOT)): n
        for t in templates
        if (n := len(t.read_text().splitlines())) > TEMPLATE_LINES
    }
    assert not long


def test_every_template_is_used():
    templates = PACKAGE / "web" / "templates"
    said = "".join(
        path.read_text() for path in [*templates.rglob("*.html"), *(PACKAGE / "web").rglob("*.py")]
    )
    unused = [name for t in templates.rglob("*.html") if (name := str(t.relative_to(templates))) not in said]
    assert not unused


@pytest.mark.parametrize("path", ours("assistant"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text())), "a docstring on top"


def test_there_is_no_global_db():
    for path in ours("assistant"):
        assert not re.search(r"^db\s*=", path.read_text(), re.M), path


def test_every_step_has_a_function_and_a_place_in_the_order():
    from assistant.pipeline.steps import NEXT, Step
    from assistant.wiring import STEPS

    assert set(STEPS) == set(Step) == set(NEXT)


def test_every_state_can_be_reached_and_is_in_the_table_of_its_own_kind():
    from assistant.core import states

    kinds = {k for k in vars(states).values() if isinstance(k, type) and issubclass(k, states.StrEnum)}
    assert set(states.CHANGES) == kinds - {states.StrEnum}
    first = {"received", "waiting", "written", "queued", "open", "free", "asked", "due", "proposed"}
    for kind, table in states.CHANGES.items():
        assert set(table) == set(kind)
        assert all(type(after) is kind for afters in table.values() for after in afters)
        reached = {after for afters in table.values() for after in afters}
        assert {state for state in kind if state.value not in first} <= reached, kind


def test_prompts_declare_exactly_the_variables_that_they_use():
    from assistant.prompts import Prompts

    prompts = Prompts()
    names = prompts.names()
    assert names
    for name in names:
        assert prompts.get(name).text, name


def test_migrations_match_the_models_up_and_down(database):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from assistant.records import Base
    from assistant.records.database import downgrade, migrate, open_database, ours, revision_of

    engine = open_database(database)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []
    downgrade(engine, "base")
    assert revision_of(engine) is None
    migrate(engine)
    assert revision_of(engine)


def test_a_newer_database_is_refused_in_plain_words(database):
    from assistant.core.errors import RightbackError
    from assistant.records.database import migrate, open_database

    engine = open_database(database)
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RightbackError, match="newer Rightback"):
        migrate(engine)
