"""<customer> -> who must be answered, how, and when."""

import re

from lxml import etree

from assistant.channels.adf.texts import attribute, text_of, words_in
from assistant.channels.adf.walk import Walk
from assistant.core.address import ADDRESS
from assistant.core.lead import LeadCustomer
from assistant.core.words import listed, listed_in_order

FIRSTS = ("firstname", "first", "givenname", "forename")
LASTS = ("lastname", "last", "surname", "familyname")
FULLS = ("fullname", "customername", "contactname")
NAMES = ("name", *FIRSTS, *LASTS, *FULLS, "middlename")
EMAILS = ("email", "emailaddress", "mail")
PHONES = listed(
    """phone phonenumber telephone cellphone mobile mobilephone cell homephone workphone dayphone
    daytimephone eveningphone"""
)
ADDRESS_PARTS = listed_in_order(
    """street address1 address2 streetline apartment city regioncode state region postalcode zip zipcode
    country"""
)
METHODS = listed("""preferredcontact contactmethod preferredcontactmethod contactpreference bestcontact""")
TIMES = listed("""besttime besttimetocall contacttime preferredtime preferredcontacttime""")
NO_CALLS = ("fax", "pager")
YES = ("1", "true", "yes", "y")
NO_PREFERENCE = ("nopreference", "none", "any", "no preference")


def contact_of(walk: Walk) -> tuple[etree._Element, etree._Element]:
    """(customer, contact): the primary one of several; the prospect itself where there is none."""
    customer = next(walk.below(walk.root, "customer", "lead", "buyer", "consumer", "shopper"), walk.root)
    contacts = list(walk.below(customer, "contact"))
    primary = (one for one in contacts if attribute(one, "primarycontact").lower() in YES)
    return customer, next(primary, contacts[0] if contacts else customer)


def customer_of(walk: Walk, customer: etree._Element, contact: etree._Element) -> LeadCustomer:
    email, by_email = _email(walk, contact)
    phones, by_phone, at = _phones(walk, contact)
    ways = [way for way, wanted in (("phone", by_phone), ("email", by_email)) if wanted]
    places = dict.fromkeys((contact, customer, walk.root))
    told = [said for place in places for said in walk.every(place, *METHODS)]
    times = [said for place in places for said in walk.every(place, *TIMES)]
    return LeadCustomer(
        name=name_of(walk, contact),
        email=email,
        phones=phones,
        address=_address(walk, contact),
        contact_by=" / ".join(told) or " or ".join(ways),
        contact_time=", ".join(dict.fromkeys([*times, *at])),
    )


def name_of(walk: Walk, parent: etree._Element) -> str:
    """First, middle, last and suffix, or the full name; what only the other one holds is told in the rest."""
    parts: dict[str, str] = {}
    names = list(walk.below(parent, *NAMES))
    for one in names:
        part = _part(one)
        if part not in parts and (said := walk.take(one)):
            parts[part] = " ".join(said.split())
    spelled = [parts[part] for part in ("first", "middle", "last", "suffix") if part in parts]
    full = parts.get("full") or " ".join(spelled)
    if not full:
        full = " ".join(parts.values())
    for one in names:
        if walk.took(one) and not set(words_in(text_of(one))) <= set(words_in(full)):
            walk.give_back(one)
    return full


def _part(element: etree._Element) -> str:
    tag = str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
    said = (attribute(element, "part") or "full").lower()
    named = [part for part, tags in (("first", FIRSTS), ("last", LASTS), ("full", FULLS)) if tag in tags]
    return named[0] if named else "middle" if tag == "middlename" else said


def _email(walk: Walk, contact: etree._Element) -> tuple[str, bool]:
    """The address that they prefer, else the first; and whether they prefer mail."""
    found = [(one, text_of(one)) for one in walk.below(contact, *EMAILS)]
    found = [(one, said) for one, said in found if ADDRESS.search(said)]
    found.sort(key=lambda pair: not _preferred(pair[0]))
    for one, said in found:
        address = ADDRESS.search(said)
        if address is None:
            continue
        if not set(words_in(said)) - set(words_in(address[0])) - {"mailto"}:
            walk.take(one)
        return address[0].removeprefix("mailto:"), _preferred(one)
    return "", False


def _phones(walk: Walk, contact: etree._Element) -> tuple[tuple[str, ...], bool, list[str]]:
    """Preferred first, fax last; whether one is preferred; when they may be called."""
    found = [one for one in walk.below(contact, *PHONES) if text_of(one)]
    found.sort(key=lambda one: (attribute(one, "type").lower() in NO_CALLS, not _preferred(one)))
    numbers = tuple(dict.fromkeys(walk.take(one) for one in found))
    times = []
    for one in found:
        said = attribute(one, "time")
        if said and said.lower() not in NO_PREFERENCE:
            times.append(walk.take_attribute(one, "time"))
    return numbers, any(_preferred(one) for one in found), times


def _preferred(element: etree._Element) -> bool:
    return attribute(element, "preferredcontact").lower() in YES


def _address(walk: Walk, contact: etree._Element) -> str:
    place = next(walk.below(contact, "address"), None)
    said = []
    for parent in (contact,) if place is None else (place, contact):
        said += [text for name in ADDRESS_PARTS for text in walk.every(parent, name)]
    if place is not None:
        said.append(walk.take(place))
    return ", ".join(re.sub(r"\s+", " ", part) for part in said if part)
