"""Knowledge, policies, options and their limits: read by everybody, kept by managers, confirmed by owners."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from assistant.imports import cells
from assistant.imports.knowledge import topics
from assistant.imports.report import Unusable
from assistant.pipeline import knowing
from assistant.pipeline.knowing import Snippet
from assistant.records import Knowledge, KnowledgeKind, Session, Store, desk, search
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import known as shown

blueprint = Blueprint("knowledge", __name__, url_prefix="/knowledge")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    asked, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    with find.reading() as session:
        rows = _found(session, asked, kind if kind in set(KnowledgeKind) else "")
        stale = [row for row in rows if row.stale]
        if request.args.get("show") == "stale":
            rows = stale
    return render_template(
        "knowledge/listed.html", rows=rows, stale=len(stale), kinds=shown.KINDS, asked=asked, kind=kind,
        stores=user().stores, only_stale=request.args.get("show") == "stale",
    )  # fmt: skip


@blueprint.get("/new")
def blank() -> ResponseReturnValue:
    return _form(None, find.home(), request.args)


@blueprint.post("/new")
def add() -> ResponseReturnValue:
    store = _store(request.form.get("store", find.home().id, int))
    try:
        knowing.add(services(), store.id, _given(), by=user(), now=services().clock())
    except ValueError as error:
        return _form(None, store, request.form, str(error)), 400
    flash("Drafts know it from now on.", "done")
    return redirect(url_for("knowledge.listed"), 303)


@blueprint.get("/<int:knowledge_id>")
def page(knowledge_id: int) -> ResponseReturnValue:
    row = _one(knowledge_id)
    return _form(row, _store(row.store_id), MultiDict())


@blueprint.post("/<int:knowledge_id>")
def change(knowledge_id: int) -> ResponseReturnValue:
    row = _one(knowledge_id)
    try:
        knowing.change(services(), knowledge_id, _given(), by=user(), now=services().clock())
    except ValueError as error:
        return _form(row, _store(row.store_id), request.form, str(error)), 400
    flash("Kept. It counts as confirmed today.", "done")
    return redirect(url_for("knowledge.listed"), 303)


@blueprint.post("/<int:knowledge_id>/confirmation")
def confirm(knowledge_id: int) -> ResponseReturnValue:
    _one(knowledge_id)
    return find.done(
        lambda: knowing.confirm(services(), knowledge_id, by=user(), now=services().clock()),
        "Confirmed today.",
        "knowledge.listed",
    )


@blueprint.post("/<int:knowledge_id>/deletion")
def delete(knowledge_id: int) -> ResponseReturnValue:
    title = _one(knowledge_id).title
    return find.done(
        lambda: knowing.delete(services(), knowledge_id, by=user(), now=services().clock()),
        f"“{title}” is deleted; drafts do not state it any more.",
        "knowledge.listed",
    )


@blueprint.post("/rule/<int:store_id>")
def rule(store_id: int) -> ResponseReturnValue:
    """After how many days something wants to be confirmed anew."""
    _store(store_id)
    days = request.form.get("days", 0, int)
    return find.done(
        lambda: knowing.confirm_within(services(), store_id, days, by=user(), now=services().clock()),
        "Kept.",
        "knowledge.listed",
    )


def _found(session: Session, asked: str, kind: str) -> list[shown.KnownShown]:
    ids = search.known(session, find.stores(), asked)
    if asked and ids is None:
        return []
    stores = {store.id: store for store in user().stores}
    return [
        shown.known(row, stores[row.store_id], find.telling(stores[row.store_id]), user())
        for row in session.scalars(Knowledge.listed(find.stores(), kind, ids))
    ]


def _form(row: Knowledge | None, store: Store, typed: MultiDict[str, str], wrong: str = "") -> str:
    with find.reading() as session:
        people = session.scalars(desk.teammates([store.id])).all()
    was = shown.known(row, store, find.telling(store), user()) if row else None
    return render_template(
        "knowledge/form.html", was=was, typed=typed, wrong=wrong, people=people, kinds=shown.KINDS,
        stores=user().stores, store=store,
    )  # fmt: skip


def _given() -> Snippet:
    """ValueError where a field cannot be read."""
    kind = words("kind")
    if kind not in set(KnowledgeKind):
        raise ValueError("Say whether it is a policy, an option or knowledge.")
    limit = words("limit")
    try:
        cents = cells.cents(limit) if limit else None
    except Unusable as error:
        raise ValueError(f"The limit is no amount: {error}.") from None
    owner = request.form.get("owner", 0, int) or None
    return Snippet(KnowledgeKind(kind), words("title"), words("text"), topics(words("topics")), cents, owner)


def _one(key: int) -> Knowledge:
    with find.reading() as session:
        found: Knowledge = find.one(session, desk.knowledge(find.stores(), key))
        return found


def _store(key: int) -> Store:
    return next((store for store in user().stores if store.id == key), None) or abort(404)
