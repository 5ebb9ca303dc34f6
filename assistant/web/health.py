"""Health: /healthz says that the process answers, /readyz whether it can do its work, and why not."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, jsonify
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from assistant.pipeline import mailboxes
from assistant.records.database import alive
from assistant.web.here import services
from assistant.web.keeping import Keeping

WAITS_TOO_LONG = timedelta(minutes=5)
KEEPING = "rightback.keeping"

blueprint = Blueprint("health", __name__)


@blueprint.record_once
def _one_for_each_process(state: BlueprintSetupState) -> None:
    state.app.extensions[KEEPING] = Keeping()


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    return Response("alive\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 or 503; `engine` is null where this process runs none. A mailbox that is away keeps nobody out."""
    reasons: list[str] = []
    oldest = _oldest_waiting(reasons)
    if not reasons:
        reasons += filter(None, [current_app.extensions[KEEPING].reason(services())])
    engine = _engine_alive()
    if engine is False:
        reasons.append("The engine of this process does not run: messages are kept, but not worked on.")
    if oldest is not None and oldest > WAITS_TOO_LONG:
        minutes = int(oldest.total_seconds() // 60)
        reasons.append(f"A job has been due for {minutes} minutes and nobody works on it.")
    answer = jsonify(
        ready=not reasons,
        engine=engine,
        oldest_waiting_seconds=None if oldest is None else round(oldest.total_seconds(), 1),
        reasons=reasons,
        mailboxes_not_reached=_mailboxes() if not reasons else [],
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.status_code = 503 if reasons else 200
    return answer


def _mailboxes() -> list[dict[str, object]]:
    """By number: whoever asks here is not signed in."""
    with services().sessions() as session:
        found = mailboxes.unreached(session, services().clock())
    return [{"mailbox": key, "since": since.isoformat()} for key, since in found]


def _oldest_waiting(reasons: list[str]) -> timedelta | None:
    """How long the oldest job has been due; None where none is due. Says so if nobody can tell."""
    try:
        with services().sessions() as session:
            alive(session)
            due = services().jobs.oldest_due(session, services().clock())
    except Exception as error:  # whatever a driver raises, the answer is the same
        reasons.append(f"The database does not answer ({type(error).__name__}).")
        return None
    return None if due is None else services().clock() - due


def _engine_alive() -> bool | None:
    running = current_app.extensions.get("rightback.running")
    return None if running is None else bool(running.engine.alive)
