"""The families of injection, kept out by rules about the code: each way in is one that is named here."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "assistant"
TEMPLATES = PACKAGE / "web" / "templates"
FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if "versions" not in p.parts and "bench" not in p.parts]
TREES = {str(path.relative_to(PACKAGE)): ast.parse(path.read_text()) for path in FILES}

REACHES_OUT = {
    "socket", "ssl", "smtplib", "imaplib", "imapclient", "poplib", "ftplib", "telnetlib", "http.client",
    "urllib.request", "urllib3", "requests", "httpx", "httpx2", "httpcore2", "aiohttp", "openai",
}  # fmt: skip
MAY_REACH_OUT = {
    "tools/outward.py": {"socket"},  # looks names up
    "tools/calling.py": {"socket", "ssl", "http.client"},  # the guarded client itself
    "drafters/asking/guarded.py": {"ssl", "httpx2"},  # the guarded client of the model
    "drafters/asking/chat.py": {"httpx2", "openai"},  # are given that one
    "gateways/http.py": {"requests"},  # the mail service that the settings name
    "gateways/smtp.py": {"smtplib", "socket", "ssl"},  # the relay that the settings name
    "channels/imap/connecting.py": {"socket", "ssl", "imaplib"},  # at addresses that outward checked
    "channels/imap/line.py": {"imaplib", "imapclient"},  # on that socket
    "channels/imap/trouble.py": {"socket", "ssl", "imaplib"},  # puts their errors into words
    "cli/looks/outside.py": {"smtplib", "ssl"},  # doctor: greets the relay that the settings name
    "cli/serving.py": {"socket"},  # whether the port is free
    "web/patience.py": {"socket"},  # hangs up
}
RUNS_THINGS = {
    "subprocess",
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "yaml",
    "xmlrpc",
    "code",
    "codeop",
    "ctypes",
    "telnetlib",
}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imported(tree, names):
    return {
        name for found, _ in imports(tree) for name in names if found == name or found.startswith(f"{name}.")
    }


def test_nobody_reaches_out_but_through_the_guarded_client():
    """Nor is anything allowed that nobody needs."""
    found = {file: imported(tree, REACHES_OUT) for file, tree in TREES.items()}
    assert {file: names for file, names in found.items() if names} == MAY_REACH_OUT


@pytest.mark.parametrize("file", TREES)
def test_nothing_is_unpickled_and_no_other_program_is_run(file):
    assert imported(TREES[file], RUNS_THINGS) == set()
    bad = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "pickle.loads"}
    assert bad & {name for name, _ in calls(TREES[file])} == set()


def test_the_modules_that_are_imported_by_name_are_ours():
    found = {
        (file, ast.unparse(call.args[0]).split("{")[0])
        for file, tree in TREES.items()
        for name, call in calls(tree)
        if name.endswith("import_module")
    }
    assert {text for _, text in found} == {"f'assistant.cli.", "f'assistant.bench."}


def test_sql_is_written_in_records_and_the_engine_alone_and_holds_no_value():
    """A text() with a variable in it may hold only names of tables, keys and numbers of our own."""
    names = {"MIGRATING", "table.name", "name", "wanted", "statement"}
    names |= {"table", "meaning", "row.relname", "row.conname", "row.tgname"}  # of our own schema
    names |= {"_erased(session, 'approval')"}  # a condition of our own
    names |= {"TITLE"}  # a weight of our own
    used = set()
    for file, tree in TREES.items():
        if not imported(tree, {"sqlalchemy", "alembic"}) and ".exec_driver_sql" not in ast.unparse(tree):
            continue
        for name, call in calls(tree):
            if name in ("text", "sa.text", "sqlalchemy.text", "literal_column") or name.endswith(
                ".exec_driver_sql"
            ):
                assert file.startswith(("records/", "engine/")), file
                for part in ast.walk(call):
                    if isinstance(part, ast.FormattedValue):
                        assert ast.unparse(part.value) in names, (file, ast.unparse(part))
                        used.add(ast.unparse(part.value))
                    assert not isinstance(part, ast.BinOp), (file, ast.unparse(call))
    assert used == names


def test_what_people_search_for_cannot_widen_the_pattern():
    """Every LIKE that takes words escapes % and _."""
    for file, tree in TREES.items():
        for name, call in calls(tree):
            if name.rpartition(".")[2] in (
                "contains",
                "icontains",
                "startswith",
                "istartswith",
                "endswith",
            ) and any(k.arg == "autoescape" for k in call.keywords):
                continue
            if name.rpartition(".")[2] in ("icontains", "istartswith", "iendswith"):
                raise AssertionError((file, ast.unparse(call)))


def test_templates_escape_by_themselves_and_the_exceptions_are_constants():
    from assistant.web.look import icon  # noqa: F401

    for template in TEMPLATES.rglob("*.html"):
        source = template.read_text()
        assert "autoescape" not in source, template
        for before in re.findall(r"(\S+(?: \S+)?)\s*\|\s*safe\b", source):
            assert (
                re.search(r"""^\{\{$|^\{\{ ?'|'$|"$""", before) and "{{" in before or before.endswith("'")
            ), (
                template,
                before,
            )
        for script in re.findall(r"<script\b[^>]*>(.*?)</script>", source, re.DOTALL):
            assert not script.strip(), f"a script inline: {template}"
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", source), f"inline: {template}"
        assert not re.search(r"=\{\{", source), f"an attribute without quotes: {template}"


def test_markup_is_made_of_our_own_drawings_alone():
    """Icons and the QR code of a second factor, both in look.py."""
    made = [
        (file, ast.unparse(call))
        for file, tree in TREES.items()
        for name, call in calls(tree)
        if name == "Markup"
    ]
    assert [file for file, _ in made] == ["web/look.py"] * 2
    assert "render_template_string" not in "".join(path.read_text() for path in FILES)


def test_prompts_are_rendered_in_a_sandbox():
    environments = [
        (file, name)
        for file, tree in TREES.items()
        for name, _ in calls(tree)
        if name.endswith("Environment")
    ]
    assert environments == [("prompts.py", "ImmutableSandboxedEnvironment")]


def test_scripts_of_pages_make_html_of_our_own_partials_alone():
    found = {
        (path.name, line.strip())
        for path in (PACKAGE / "web" / "static").glob("*.js")
        for line in path.read_text().splitlines()
        if re.search(
            r"innerHTML\s*=[^=]|insertAdjacentHTML|document\.write|outerHTML\s*=|\beval\(|new Function", line
        )
    }
    assert [name for name, _ in found] == ["editor.js"]


def test_xml_is_read_without_entities_and_without_a_network():
    for file, tree in TREES.items():
        for name, call in calls(tree):
            if name.endswith("XMLParser"):
                given = {k.arg: ast.unparse(k.value) for k in call.keywords}
                assert (given["resolve_entities"], given["no_network"]) == ("False", "True"), file
                assert given.get("huge_tree", "False") == given.get("load_dtd", "False") == "False", file
            if name.endswith(("HTMLParser",)):
                assert "huge_tree=True" not in ast.unparse(call), file


def test_what_must_not_be_guessed_comes_from_secrets():
    dice = {file for file, tree in TREES.items() if imported(tree, {"random"})}
    assert {file for file in dice if not file.startswith("sample/")} == {
        "engine/mailboxes.py",
        "engine/trying.py",
        "drafters/asking/patience.py",
    }
    for file, tree in TREES.items():
        for name, call in calls(tree):
            if name in ("hashlib.md5", "hashlib.sha1"):
                assert "usedforsecurity=False" in ast.unparse(call), file
            if name in ("secrets.token_hex", "secrets.token_urlsafe", "secrets.token_bytes") and call.args:
                size = call.args[0]  # names of an engine or a file are no secrets
                small = isinstance(size, ast.Constant) and size.value < 16
                assert not small or file.startswith(("engine/", "sample/")) or file == "settings.py", file


def test_log_lines_carry_names_and_ids_and_are_json():
    """No sentence of a stranger's is joined to a log line, and the renderer escapes what is."""
    for file, tree in TREES.items():
        for name, call in calls(tree):
            if re.fullmatch(r"log\.(debug|info|warning|error|exception|critical)", name):
                assert isinstance(call.args[0], ast.Constant), (file, ast.unparse(call))
                assert not {k.arg for k in call.keywords} & {
                    "text",
                    "body",
                    "email",
                    "name",
                    "subject_line",
                    "password",
                }
    assert "JSONRenderer" in (PACKAGE / "wiring.py").read_text()
