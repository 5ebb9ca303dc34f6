"""Settings > Consent: the law that a store follows, and where happy customers may say so in public."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assistant.core.consent import Regime
from assistant.records import Store
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services
from assistant.web.kept import keep

LAWS = {
    Regime.CAN_SPAM: (
        "CAN-SPAM, United States",
        "Anybody may be written to until they say no. Address and opt-out link stand below each offer.",
    ),
    Regime.CASL: (
        "CASL, Canada",
        "Only who agreed, bought within 2 years, or asked within 6 months. Counted to the day.",
    ),
    Regime.GDPR: (
        "GDPR, Europe",
        "Only who agreed, who bought from us, or where somebody weighed it; whoever objects is left alone.",
    ),
}
LONGEST = 300  # characters of a link

blueprint = Blueprint("consent_rules", __name__, url_prefix="/settings/consent")


@blueprint.get("")
def page() -> ResponseReturnValue:
    with find.reading() as session:
        stores = session.query(Store).where(Store.id.in_(find.stores())).order_by(Store.id).all()
    return render_template("settings/consent.html", stores=stores, laws=LAWS)


@blueprint.post("/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    if store_id not in find.stores():
        abort(404)
    link, law = words("share_link"), words("regime")
    if link and not (
        link.startswith("https://") and len(link) <= LONGEST and not set(link) & set(" <>\"'\n")
    ):
        flash("The link has to begin with https:// and hold no blanks. Nothing was changed.", "stop")
        return redirect(url_for("consent_rules.page"), 303)
    if law not in list(Regime):
        flash("Choose the law that the store follows. Nothing was changed.", "stop")
        return redirect(url_for("consent_rules.page"), 303)
    with services().sessions.begin() as session:
        store = session.get_one(Store, store_id)
        new = {"regime": Regime(law), "share_link": link}
        changed = keep(session, store, **new)
    flash("Kept." if changed else "That is how it was already.", "done")
    return redirect(url_for("consent_rules.page"), 303)
