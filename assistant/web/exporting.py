"""Everything about a customer as one ZIP: JSON, a readable page, attachments and originals."""

import json
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.pipeline import dossier
from assistant.pipeline.services import Services
from assistant.records import Deed, desk
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.originals import FRAME

blueprint = Blueprint("exporting", __name__, url_prefix="/customers/<int:customer_id>/export")


class Pipe:
    """A file that forgets what was taken from it, so that a ZIP of any size needs no room."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self.waiting = bytes(self.waiting), bytearray()
        return taken


@blueprint.post("")
def export(customer_id: int) -> ResponseReturnValue:
    """That it was taken is in the log before the first byte leaves."""
    find.living(customer_id)
    now = services().clock()
    with services().sessions.begin() as session:
        customer = find.one(session, desk.customer(find.stores(), customer_id))
        session.add(
            Deed(
                at=now,
                teammate_id=user().id,
                store_id=customer.store_id,
                customer_id=customer.id,
                what=Did.EXPORTED_CUSTOMER,
            )
        )
    with find.reading() as session:
        customer = find.one(session, desk.customer(find.stores(), customer_id))
        values = dossier.dossier(session, customer, now)
        files = dossier.files(session, customer_id)
    page = render_template("customers/dossier.html", called=customer.called, values=values)
    texts = {"customer.json": json.dumps(values, ensure_ascii=False, indent=2), "customer.html": page}
    answer = Response(zipped(services(), texts, files), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="customer-{customer_id}.zip"'
    answer.headers["Content-Security-Policy"] = FRAME
    return answer


def zipped(services: Services, texts: dict[str, str], files: list[dossier.File]) -> Iterator[bytes]:
    """One file at a time."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as made:  # type: ignore[call-overload]
        for name, text in texts.items():
            made.writestr(name, text)
            yield pipe.take()
        for file in files:
            with services.sessions() as session:
                content = dossier.content(session, file)
            made.writestr(file.name, content)
            yield pipe.take()
    yield pipe.take()
