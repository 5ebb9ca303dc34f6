"""What a teammate passes on is the customer's: whoever wrote it is answered."""

from dataclasses import replace

from assistant.core.message import InboundMessage
from assistant.records import Session, Teammate


def as_passed_on(session: Session, store_id: int, inbound: InboundMessage) -> InboundMessage:
    """What a teammate forwarded, as its writer's: they are the one to answer, and nothing proves them."""
    passed = inbound.forwarded
    who = _teammate(session, store_id, inbound) if passed and not inbound.leads else None
    if passed is None or who is None or passed.writer.key == who.email:
        return inbound
    remark = f', and says: "{passed.remark}"' if passed.remark else ""
    return replace(
        inbound,
        sender=passed.writer,
        reply_to=None,
        visible_text=passed.text,
        in_reply_to=(),
        references=(),
        verified_sender=False,
        notes=(*inbound.notes, f"{who.name} passed it on{remark}"),
    )


def _teammate(session: Session, store_id: int, inbound: InboundMessage) -> Teammate | None:
    """Of this store, whose address it came from."""
    if inbound.sender is None or inbound.bounce or inbound.auto_reply:
        return None
    found = session.scalars(Teammate.by_email(inbound.sender.key)).first()
    return found if found is not None and store_id in found.store_ids else None
