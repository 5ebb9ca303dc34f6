"""A file of knowledge, from the page: the same import as `rightback import knowledge`, the same report."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from assistant.imports import LOADERS, ImportFailed, Report
from assistant.imports.markdown import SUFFIXES
from assistant.records.audit import imported
from assistant.web import find
from assistant.web.here import services, user

LONGEST = 5_000_000  # bytes of a file

blueprint = Blueprint("importing", __name__, url_prefix="/knowledge/import")


@blueprint.post("")
def take() -> ResponseReturnValue:
    store_id = request.form.get("store", 0, int) or find.home().id
    if store_id not in find.stores():
        abort(404)
    file = request.files.get("file")
    name = Path(file.filename or "").name if file else ""
    raw = file.stream.read(LONGEST + 1) if file else b""
    if not raw or len(raw) > LONGEST:
        why = "Choose a file first." if not raw else "The file is larger than 5 MB."
        return render_template("knowledge/imported.html", name=name, report=None, why=why), 400
    try:
        report = _load(store_id, name, raw)
    except ImportFailed as error:
        return render_template("knowledge/imported.html", name=name, report=None, why=str(error)), 400
    with services().sessions.begin() as session:
        counts = {"read": report.read, "added": report.added, "changed": report.changed}
        deed = imported(store_id, services().clock(), "knowledge", **counts, refused=len(report.refused))
        deed.teammate_id = user().id
        session.add(deed)
    return render_template("knowledge/imported.html", name=name, report=report, why="")


def _load(store_id: int, name: str, raw: bytes) -> Report:
    """By way of a file of our own name, whose encoding is found out like that of any other."""
    suffix = next((one for one in SUFFIXES if name.lower().endswith(one)), ".csv")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"knowledge{suffix}"
        path.write_bytes(raw)
        return LOADERS["knowledge"](services().sessions, store_id, path, now=services().clock())
