"""What was understood of a file, as the JSON object that `rightback read` prints."""

from assistant.core.address import Mailbox
from assistant.core.inquiry import Inquiry
from assistant.core.lead import Lead, LeadVehicle
from assistant.core.message import InboundMessage

VEHICLE = ("interest", "status", "year", "make", "model", "trim", "stock", "vin")


def described(file: str, message: InboundMessage, inquiry: Inquiry | None) -> dict[str, object]:
    """The fields in this order; later versions add some and rename none."""
    return {
        "file": file,
        "from": _mailbox(message.sender) or {"name": "", "email": ""},
        "reply_to": _mailbox(message.reply_to),
        "subject": message.subject,
        "visible_text": message.visible_text,
        "attachments": [attachment.name for attachment in message.attachments],
        "auto_reply": message.auto_reply,
        "bounce": message.bounce,
        "leads": [_lead(lead) for lead in message.leads],
        "kind": inquiry.kind.value if inquiry else None,
        "questions": [question.text for question in inquiry.questions] if inquiry else [],
        "pressure": inquiry.pressure.value if inquiry else "none",
        "language": inquiry.language if inquiry else None,
        "set_aside": message.set_aside,
    }


def _mailbox(box: Mailbox | None) -> dict[str, str] | None:
    return {"name": box.name, "email": box.email} if box else None


def _lead(lead: Lead) -> dict[str, object]:
    customer = lead.customer
    return {
        "customer": {"name": customer.name, "email": customer.email, "phones": list(customer.phones)},
        "vehicles": [_vehicle(vehicle) for vehicle in lead.vehicles],
        "comments": lead.comments,
        "provider": lead.provider,
        "request_date": lead.request_date.isoformat() if lead.request_date else None,
        "trade_in": [_vehicle(vehicle) for vehicle in lead.trade_in],
        "unparsed": lead.unparsed,
    }


def _vehicle(vehicle: LeadVehicle) -> dict[str, str]:
    return {name: getattr(vehicle, name) for name in VEHICLE}
