"""Settings > Worth writing: what brings people up, changed by managers who first see whom it would."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.touches import ABOUT, Level, Rule, TouchKind, levels_of, rule_as_json, rules_of, valid
from assistant.pipeline import touching
from assistant.pipeline.touching import WEEK
from assistant.records import Deed, Store, Touch
from assistant.web import find, watching
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown.times import Told

MOST_LEVELS = 4
COUNTS = ("services", "purchases")

blueprint = Blueprint("touch_rules", __name__, url_prefix="/settings/touches")


@dataclass(frozen=True)
class Who:
    """One person whom a rule would bring up."""

    customer_id: int
    name: str
    reason: str
    from_at: Told
    until: Told


@dataclass(frozen=True)
class Preview:
    """Of one rule of one store: whom it brings up in seven days; `already` were in the last seven."""

    store_id: int
    kind: TouchKind
    rule: Rule
    who: list[Who]
    already: int
    full: bool


@blueprint.get("")
def page() -> ResponseReturnValue:
    return _page()


@blueprint.post("/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    """Keep a rule, or look whom it would bring up: then nothing is kept."""
    store = _store(store_id)
    try:
        rule = valid(_given())
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
        return redirect(url_for("touch_rules.page"), 303)
    if request.form.get("act") == "preview":
        return _page(_preview(store, rule))
    _keep(store_id, rule.kind.value, rule_as_json(rule))
    flash(f"Kept: “{ABOUT[rule.kind].name}”.", "done")
    return redirect(url_for("touch_rules.page", _anchor=f"{store.slug}-{rule.kind.value}"), 303)


@blueprint.post("/<int:store_id>/levels")
def level(store_id: int) -> ResponseReturnValue:
    _store(store_id)
    try:
        levels = [vars(one) for one in _levels()]
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
        return redirect(url_for("touch_rules.page"), 303)
    _keep(store_id, "levels", levels)
    flash("Kept: the levels.", "done")
    return redirect(url_for("touch_rules.page"), 303)


def _page(preview: Preview | None = None) -> str:
    with find.reading() as session:
        stores = session.query(Store).where(Store.id.in_(find.stores())).order_by(Store.id).all()
        shown = [
            {
                "store": store,
                "rules": [(ABOUT[kind], rule) for kind, rule in rules_of(store.touch_rules).items()],
                "levels": [*levels_of(store.touch_rules), *[None] * MOST_LEVELS][:MOST_LEVELS],
            }
            for store in stores
        ]
    return render_template("settings/touches.html", stores=shown, preview=preview, counts=COUNTS)


def _preview(store: Store, rule: Rule) -> Preview:
    now, tell = services().clock(), find.telling(store)
    with find.reading() as session:
        lately = len(session.scalars(Touch.made_since(store.id, rule.kind, now - WEEK)).all())
        room = max(0, rule.weekly - lately)
        here = session.get_one(Store, store.id)
        found = touching.preview(session, here, rule, now, room)
        watching.saw_list(Did.SAW_LIST, ((store.id, c.id) for c, _ in found), list="preview of a rule")
        who = [
            Who(c.id, c.called, one.reason, tell.day(max(one.from_at, now)), tell.day(one.best_before))
            for c, one in found
        ]
    return Preview(store.id, rule.kind, rule, who, lately, full=len(who) >= min(room, touching.SHOWN))


def _given() -> Rule:
    """What the form says; ValueError with a sentence where a number is none."""
    try:
        kind = TouchKind(request.form.get("kind", ""))
    except ValueError:
        abort(400)
    given = {name: request.form.get(name, "").strip() for name in ("after", "lasts", "weekly")}
    if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in given.values()):
        raise ValueError("Give whole numbers.")
    numbers = {name: int(text) for name, text in given.items()}
    return Rule(kind, numbers["after"], numbers["lasts"], numbers["weekly"], request.form.get("on") == "yes")


def _levels() -> list[Level]:
    found = []
    for place in range(MOST_LEVELS):
        name, at, taste = (words(f"level-{place}-{part}") for part in ("name", "at", "taste"))
        if not name:
            continue
        if not (at.isascii() and at.isdigit() and 2 <= int(at) <= 99 and taste):
            raise ValueError(f"“{name}” needs a number from 2 to 99, and a sentence for what it brings.")
        counts = request.form.get(f"level-{place}-counts", "")
        found.append(Level(name[:60], counts if counts in COUNTS else COUNTS[0], int(at), taste[:300]))
    return found


def _keep(store_id: int, name: str, value: object) -> None:
    with services().sessions.begin() as session:
        store = session.get_one(Store, store_id)
        before = store.touch_rules.get(name)
        store.touch_rules = {**store.touch_rules, name: value}
        store.touches_at = services().clock() - timedelta(days=1)  # looked at anew, and soon
        session.add(
            Deed(
                at=services().clock(),
                teammate_id=user().id,
                store_id=store_id,
                what=Did.CHANGED_SETTINGS,
                about={"setting": f"touches: {name}", "before": before, "after": value},
            )
        )


def _store(store_id: int) -> Store:
    return next((store for store in user().stores if store.id == store_id), None) or abort(404)
