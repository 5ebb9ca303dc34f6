"""Every route, with an address that a row of the world answers to."""

from assistant.core.message import Channel
from assistant.web import doors

SAFE = {"GET", "HEAD", "OPTIONS"}


def values(world):
    return {
        "conversation_id": world.conversation, "draft_id": world.draft, "message_id": world.message,
        "attachment_id": world.attachment, "customer_id": world.tom, "promise_id": world.promise,
        "entry_id": world.entry, "handoff_id": 1, "delivery_id": 1, "answer": "accept", "digest": "x",
        "name": "site.css", "filename": "site.css", "slug": "northgate", "token": "token-form",
        "inbox_id": 1, "service": "mailgun", "kind": "events",
    }  # fmt: skip


def routes(app, world):
    """(rule, method, path): an argument that nobody knows is 1."""
    known = values(world)
    for rule in app.url_map.iter_rules():
        given = {name: known.get(name, 1) for name in rule.arguments}
        if "token" in rule.arguments:
            form = (
                "email"
                if {"email", "service"} & {*rule.rule.split("/"), *rule.arguments}
                else "chat"
                if "chat" in rule.rule
                else "form"
            )
            given["token"] = f"token-{Channel(form).value}"
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            url = app.url_map.bind("localhost").build(rule.endpoint, given, method=method)
            yield rule, method, url


def is_strangers(rule):
    return rule.endpoint.partition(".")[0] in doors.STRANGERS


def is_open(rule):
    return rule.endpoint in doors.OPEN_ENDPOINTS or rule.endpoint.partition(".")[0] in doors.OPEN
