"""The wall of good replies, with the reason why; a reply is marked where it stands in its thread."""

from itertools import groupby

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from assistant.pipeline import examples
from assistant.records import Example, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import known as shown

blueprint = Blueprint("examples", __name__)


@blueprint.get("/examples")
def listed() -> ResponseReturnValue:
    asked, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    tell = find.telling(find.home())
    with find.reading() as session:
        query = Example.listed(find.stores(), asked, kind if kind in shown.EXAMPLES else "")
        rows = [shown.example(row, tell, user()) for row in session.scalars(query)]
    order = [one.value for one in shown.EXAMPLES]
    rows.sort(key=lambda row: order.index(row.kind))  # stable: the newest of each kind first
    groups = [(shown.EXAMPLES[k], list(of)) for k, of in groupby(rows, key=lambda row: row.kind)]
    return render_template(
        "examples/listed.html", groups=groups, asked=asked, kind=kind, kinds=shown.EXAMPLES
    )


@blueprint.post("/messages/<int:message_id>/example")
def mark(message_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        conversation_id = find.one(session, desk.message(find.stores(), message_id)).conversation_id
    return find.done(
        lambda: examples.mark(services(), message_id, words("why"), by=user(), now=services().clock()),
        "It hangs on the wall of examples, without anything of the customer.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/examples/<int:example_id>/deletion")
def drop(example_id: int) -> ResponseReturnValue:
    find.must_exist(desk.example(find.stores(), example_id))
    return find.done(
        lambda: examples.drop(services(), example_id, by=user(), now=services().clock()),
        "Taken down.",
        "examples.listed",
    )
