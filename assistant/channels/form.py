"""What a web form or a feedback page posted -> InboundMessage.

Field names are the site builder's, so many writings of each are known and an inbox may name others; the rest
is kept as lines.
"""

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from assistant.channels.labels import field_of
from assistant.core.address import ADDRESS, Mailbox
from assistant.core.lead import LeadVehicle
from assistant.core.message import Attachment, Channel, InboundMessage
from assistant.core.web_form import AS_GUESSED, NO_FIELD, FormRules
from assistant.core.web_form import KEYS as KEYS_OF
from assistant.tools.phones import phones_in

Fields = Mapping[str, object]

NAMES = {
    "name": "name fullname yourname customername contactname customer visitorname",
    "first": "firstname first fname givenname",
    "last": "lastname last lname surname familyname",
    "email": "email emailaddress mail youremail customeremail contactemail replyto fromemail",
    "phone": "phone phonenumber telephone tel mobile cell cellphone mobilephone dayphone"
    " homephone contactphone",
    "message": "message comments comment text question questions inquiry enquiry yourmessage body"
    " feedback review notes description",
    "subject": "subject topic regarding reason",
    "vehicle": "vehicle vehicleofinterest car unit vehiclename interestedin",
    "year": "year vehicleyear",
    "make": "make vehiclemake",
    "model": "model vehiclemodel",
    "trim": "trim vehicletrim",
    "stock": "stock stocknumber stockno stockid",
    "vin": "vin vehiclevin",
    "rating": "rating stars score satisfaction",
    "page": "page url pageurl source sourceurl referrer referer",
    "title": "pagetitle title",
    "visitor": "visitor visitortoken",
}  # fmt: skip
KEYS = {word: key for key, words in NAMES.items() for word in words.split()}
SECRET = re.compile(r"csrf|captcha|token|nonce|honeypot|password|^_|submit|utm", re.IGNORECASE)
OURS = ("_files", "_at")
LONGEST = 100_000  # characters of one field
MOST_FIELDS = 200
MOST_STARS, TEN = 5, 10
DEEPEST = 5  # lists and objects within one another
WORD = re.compile(r"\w+")


TRAP = re.compile(r"_?(?:honey_?pot|gotcha|bot-?field|hp_field)", re.IGNORECASE)
ALSO = {"trade": "Trade-in", "finance": "Payment", "timeframe": "Timeframe"}
OF_LABELS = {"comments": "message", "odometer": "", "price": "", "payoff": "", "address": "", "id": ""}


def read(
    fields: Fields, *, at: datetime, kind: str = "form", rules: FormRules = AS_GUESSED
) -> InboundMessage:
    """`kind`: "form" or "feedback". Name, address and phone are only claimed; nothing is lost: see `text`."""
    trap = _trapped(fields, rules)
    files = tuple(_files(fields.get("_files")))
    known, others = _sorted(fields, rules)
    known, others = _from_block(known, others)
    words = known.get("message", "")
    vehicle = _vehicle(known)
    rating = _rating(known.get("rating", ""))
    sender = _sender(known)
    visible = "\n\n".join(part for part in (words, "\n".join([vehicle, *_also(known)]).strip()) if part)
    phones, page = _phones(known.get("phone", "")), _one_line(known.get("page", ""))[:2000]
    told = [visible, _one_line(known.get("subject", "")), page, known.get("title", ""), *phones]
    told += [sender.name, sender.email] if sender else []
    unsaid = _unsaid(known, rating, told)
    lines = [f"{label}: {value}" for label, value in (*unsaid, *others)]
    lines += [f"Attached: {file.name}" for file in files]
    lines += [f"Page: {known[key]}" for key in ("title", "page") if known.get(key)]
    empty = not (visible or rating or sender or known.get("subject") or unsaid or others or files)
    return InboundMessage(
        Channel.FORM,
        sender=sender,
        subject=_one_line(known.get("subject", "")),
        text="\n\n".join(part for part in (visible, "\n".join(lines)) if part),
        visible_text=visible,
        date=at,
        phones=phones,
        visitor=_one_line(known.get("visitor", ""))[:100],
        rating=rating,
        page=page,
        notes=("it was posted on the feedback page",) if kind == "feedback" else (),
        attachments=files,
        set_aside=trap or ("the form was sent empty" if empty else None),
    )


def guessed(name: str) -> str:
    """Our name of a form's field, "" where nobody knows it."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    key = KEYS.get(letters.removeprefix("your"), "") or KEYS.get(letters, "")
    if key or SECRET.search(name):
        return key
    said = field_of(name)
    return OF_LABELS.get(said, said)


def _by_its_words(name: str) -> bool:
    """Whether its own words, and none of the usual names of fields, say what a field holds."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    return not (KEYS.get(letters.removeprefix("your"), "") or KEYS.get(letters, ""))


def _unsaid(known: Mapping[str, str], rating: int | None, told: list[str]) -> list[tuple[str, str]]:
    """Fields of which a word is told nowhere else: no address in the e-mail's, words beside a number."""
    said = set(WORD.findall(" ".join(told))) | {str(rating)}
    return [(KEYS_OF.get(key, key.title()), _one_line(value)) for key, value in known.items()
            if key not in ("message", "visitor") and not set(WORD.findall(value)) <= said]  # fmt: skip


def _trapped(fields: Fields, rules: FormRules) -> str:
    """Why a machine is thought to have sent it; "" where none is."""
    for name, value in fields.items():
        if (name == rules.trap or TRAP.fullmatch(name)) and _text(value):
            return f"its field “{_one_line(name)[:100]}”, which no person sees, was filled in, as machines do"
    return ""


def _also(known: Mapping[str, str]) -> list[str]:
    """How they pay, by when, how and when to reach them: lines that a reader understands."""
    told = [f"{label}: {_one_line(known[key])}" for key, label in ALSO.items() if key in known]
    contact = [_one_line(known[key]) for key in ("contact_by", "contact_time") if key in known]
    return told + ([f"Preferred contact: {', '.join(contact)}"] if contact else [])


def _files(kept: object) -> Iterator[Attachment]:
    """What `assistant.web.posted` kept of uploaded files."""
    for one in kept if isinstance(kept, list) else ():
        if isinstance(one, dict):
            content = base64.b64decode(str(one.get("base64", "")))
            yield Attachment(str(one.get("name") or "file"), str(one.get("type") or ""), content)


def _sorted(fields: Fields, rules: FormRules) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Fields by our own names, and those that nobody knows, as they came."""
    known: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    for name, value in list(fields.items())[:MOST_FIELDS]:
        said = _text(value)
        chosen = rules.fields.get(name, "")
        key = "" if chosen == NO_FIELD else chosen or guessed(name)
        if not said or name in OURS or (not chosen and not key and SECRET.search(name)):
            continue
        if key and key not in known:
            known[key] = said
            if key in ALSO and not chosen and _by_its_words(name):
                others.append((_one_line(str(name))[:100], said))  # “Budget” says more than “Payment”
        elif key == "message" and said != known[key]:
            known[key] += f"\n\n{said}"
        elif known.get(key) != said:
            others.append((_one_line(str(name))[:100], said))
    return known, others


def _text(value: object) -> str:
    said = ", ".join(_leaves(value))
    return re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", said.replace("\r\n", "\n")[:LONGEST]
    ).strip()


def _leaves(value: object, depth: int = 0) -> Iterator[str]:
    """What stands in a list, or in an object of a form in JSON, in its order."""
    if isinstance(value, list | dict) and depth < DEEPEST:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one, depth + 1)
    elif isinstance(value, str | int | float):
        yield str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:2000]


def _from_block(
    known: dict[str, str], others: list[tuple[str, str]]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Widgets post one block: "Name: ... Page: ... Message:" then the words; the page title is no wish."""
    block = known.get("message", "")
    head, marker, words = block.partition("\nMessage:")
    if not marker or not words.strip():
        return known, others
    known = {**known, "message": words.strip()}
    for line in head.splitlines():
        label, colon, value = line.partition(":")
        key = KEYS.get(re.sub(r"[^a-z]", "", label.lower()), "")
        key = "title" if label.strip().lower() == "page" else key
        if colon and key and key != "message" and key not in known:
            known[key] = value.strip()
        elif line.strip():
            others = [*others, (label.strip(), value.strip()) if colon else ("Form", line.strip())]
    return known, others


def _sender(known: Mapping[str, str]) -> Mailbox | None:
    name = known.get("name") or " ".join(known[key] for key in ("first", "last") if key in known)
    email = ADDRESS.search(known.get("email", ""))
    return Mailbox(_one_line(name)[:300], email[0] if email else "") if name or email else None


def _phones(text: str) -> tuple[str, ...]:
    found = phones_in(text)
    return found or ((_one_line(text)[:60],) if sum(char.isdigit() for char in text) >= 7 else ())


def _rating(text: str) -> int | None:
    """1..5; "4 stars", "4/5" and "8/10" too, where up to 6 is a bad mark."""
    found = re.match(r"\s*(\d{1,2})(?:\.\d)?\s*(?:/\s*(\d{1,2}))?", text)
    if not found:
        return None
    value, out_of = int(found[1]), int(found[2] or MOST_STARS)
    if out_of == TEN and value in (5, 6):
        return 2
    if out_of != MOST_STARS and out_of > 0:
        value = max(1, round(value * MOST_STARS / out_of))
    return value if 1 <= value <= MOST_STARS else None


def _vehicle(known: Mapping[str, str]) -> str:
    """One readable line, if the form has fields for a vehicle."""
    parts = LeadVehicle(**{key: _one_line(known.get(key, "")) for key in ("year", "make", "model", "trim")})
    name = _one_line(known.get("vehicle", "")) or parts.name
    ids = ", ".join(
        f"{label} {_one_line(known[key])}"
        for key, label in (("stock", "stock"), ("vin", "VIN"))
        if key in known
    )
    if not name and not ids:
        return ""
    return f"Interested in: {name or 'vehicle'}" + (f" ({ids})" if ids else "")
