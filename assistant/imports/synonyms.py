"""The names that other programs give to our columns. Compared in lower case, letters and digits only."""

import re
from collections.abc import Iterable, Mapping

PERSON = {
    "name": "name|customer name|cust name|full name|display name|customer|client|client name|contact name|"
    "buyer|buyer name|owner|owner name|nombre",
    "first": "first name|first|fname|given name|firstname|customer first name|buyer first name",
    "middle": "middle name|middle|mi|middle initial|additional name",
    "last": "last name|last|lname|surname|family name|customer last name|buyer last name",
    "company": "company|company name|business|business name|organization|organisation|organization name",
    "email": "email|e-mail|mail|email address|e-mail address|primary email|secondary email|customer email|"
    "email 1|email 2|email 3|e-mail 1 value|e-mail 2 value|e-mail 3 value|e-mail 2 address|e-mail 3 address|"
    "email home|email work|email other|home email|work email|personal email|correo",
    "phone": "phone|phone number|phone no|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|"
    "home phone|home phone 2|work phone|business phone|business phone 2|primary phone|other phone|"
    "home mobile|day phone|evening phone|customer phone|phone 1|phone 2|phone 3|phone 1 value|phone 2 value|"
    "phone 3 value|contact number|telefono",
}
CUSTOMER_KEY = (
    "customer id|customer #|customer no|customer number|cust #|cust id|cust no|cust number|client id|"
    "client number|account number|account #|account no|contact id|crm id"
)
CUSTOMER = PERSON | {
    "key": "id|key|" + CUSTOMER_KEY,
    "address": "address|full address|mailing address|home address",
    "street": "street|street address|address 1|address line 1|home street|addr|addr1",
    "street2": "address 2|address line 2|home address 2|addr2",
    "city": "city|town|home city",
    "state": "state|province|region|home state",
    "zip": "zip|zip code|zipcode|postal code|postcode|home zip|home zipcode",
    "language": "language|lang|preferred language",
    "prefers": "prefers|preference|contact preference|preferred contact|preferred contact method|"
    "contact method",
    "since": "since|customer since|created|created at|created on|date added|first visit|create date",
    "no_contact": "do not contact|no contact|dont contact|contact prohibited|do not contact flag",
    "no_offers": "do not solicit|do not market|no marketing|no solicitation|marketing opt out|opt out all|"
    "opted out of marketing|suppress|suppressed",
    "no_email": "do not email|no email|no emails|dont email|opt out|opted out|optout|email opt out|"
    "email opted out|email optout|opted out of email|unsubscribed|unsubscribe|email unsubscribed|"
    "do not e-mail|block email",
    "no_calls": "do not call|no calls|no call|dnc|do not text|no texts|phone opt out|sms opt out|"
    "text opt out|do not phone|block phone",
    "email_consent": "email consent|consent|email opt in|opt in|opted in|optin|marketing consent|"
    "email permission|subscribed|email subscribed|accepts marketing|accepts email marketing|casl consent|"
    "express consent|newsletter",
    "call_consent": "call consent|phone consent|sms consent|text consent|phone opt in|sms opt in",
    "consent_at": "consent date|date of consent|consented on|consented at|opt in date|opted in on|"
    "casl consent date",
}
CAR = {
    "vin": "vin|vin number|vin no|vehicle identification number|vin #|vehicle vin|serial number",
    "year": "year|model year|vehicle year|yr",
    "make": "make|brand|manufacturer|vehicle make|marque",
    "model": "model|vehicle model|model name",
    "trim": "trim|trim level|series|vehicle trim|style",
    "vehicle": "vehicle|vehicle description|car|year make model|ymm",
    "color": "color|colour|exterior color|ext color|exterior colour|vehicle color",
    "plate": "plate|license plate|licence plate|tag|license|registration|plate number",
    "mileage": "mileage|miles|odometer|odo|odometer reading|current mileage|mileage in|km|kilometers",
}
DEED = {
    "customer_key": CUSTOMER_KEY,
    "teammate": "salesperson|sales person|salesman|sales rep|teammate|adviser|advisor|service advisor|"
    "service adviser|employee|rep|agent|technician|author|logged by|by",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "customers": CUSTOMER,
    "sales": PERSON | CAR | DEED | {
        "key": "key|id|deal|deal #|deal no|deal number|deal id|sale id|sale number|invoice|invoice #|"
        "invoice number|contract number|car id|order id|order number",
        "at": "date|sale date|sold|sold date|date sold|sold on|deal date|contract date|delivery date|"
        "purchase date|closed date",
        "make": CAR["make"] + "|company",  # a car sale's "Company" without a make column is the maker
        "company": "company name|business|business name|organization|buyer company",
        "stock": "stock|stock #|stock no|stock number|stk|stk #",
        "amount": "price|sale price|amount|sold price|selling price|total|price $|cash price",
    },
    "service": PERSON | CAR | DEED | {
        "key": "key|id|ro|ro #|ro no|ro number|repair order|repair order #|repair order number|order|"
        "order number|invoice|invoice #|invoice number|work order|work order number",
        "at": "date|open date|opened|date opened|opened at|ro date|service date|date in|created|check in",
        "status": "status|ro status|state",
        "ready_at": "ready|ready at|ready date|completed|completed at|completion date|close date|closed|"
        "date closed|date out|finished",
        "work": "work|description|job|jobs|job type|service|services|services performed|operation|operations|"
        "work performed|labor description|complaint|concern|op description",
        "part": "part|parts|part ordered|waiting for|parts needed|part status",
        "amount": "amount|cost|total|total cost|price|invoice total|ro total|customer pay|total amount",
        "note": "note|notes|comment|comments|recommendation|recommendations",
        "next_due": "next due|next due date|next service|next service date|next service due|service due|"
        "service due date",
        "next_due_miles": "next due miles|next due mileage|next service miles|next service mileage|"
        "next service at|due mileage|due miles",
    },
    "stock": CAR | {
        "stock": "stock|stock #|stock no|stock number|stk|stk #|stocknumber|lot|lot number|unit|unit number|"
        "inventory number|sku",
        "condition": "condition|new used|type|stock type|new or used|n u",
        "price": "price|asking price|list price|internet price|selling price|retail price|msrp|price usd|"
        "sale price|advertised price",
        "features": "features|options|equipment|description|comments|highlights",
        "seats": "seats|seating|passengers|seating capacity",
        "state": "status|availability|stock status|inventory status",
    },
    "slots": {
        "department": "department|dept|calendar|team|resource type",
        "start": "start|starts|starts at|start time|from|begin|begins|slot|date time|datetime|start at",
        "end": "end|ends|ends at|end time|to|until|finish|end at",
        "date": "date|day",
        "time": "time",
        "minutes": "duration|minutes|length|duration minutes|mins",
        "label": "label|title|bay|resource|who|with|adviser|advisor|salesperson|name",
    },
    "notes": PERSON | DEED | {
        "key": "key|id|note id|activity id|task id|call id",
        "at": "date|when|created|created at|date time|note date|call date|timestamp|activity date|logged",
        "kind": "kind|type|activity|activity type|category",
        "text": "text|note|notes|body|comment|comments|summary|description|message|details",
        "spoke": "spoke|reached|outcome|result|contact made",
        "amount": "amount|price|quote|quoted|total",
        "department": "department|dept",
        "arrives": "arrives|arrival|arrival date|eta|expected|expected arrival|expected on|delivery expected",
    },
    "knowledge": {
        "kind": "kind|type|category",
        "title": "title|name|subject|question|heading|topic name",
        "text": "text|body|answer|content|description|details|snippet|policy",
        "topics": "topics|topic|tags|keywords|words",
        "limit": "limit|up to|maximum|max|amount|limit $",
        "owner": "owner|who knows|responsible|contact|teammate|author",
        "confirmed": "confirmed|last confirmed|confirmed at|reviewed|last reviewed|updated",
    },
}  # fmt: skip


def squeezed(heading: str) -> str:
    """ "Cust. #" and "cust #" alike; "#" counts, for "RO #" is a number."""
    return re.sub(r"[^\w#]+|_", "", heading.lower())


def columns(kind: str, headings: Iterable[str]) -> dict[int, str]:
    """Which column (by index) is which of our fields; those that nobody knows are left out.

    Where several fields know a heading, the first wins.
    """
    known: dict[str, str] = {}
    for field, names in FIELDS[kind].items():
        for name in names.split("|"):
            known.setdefault(squeezed(name), field)
    for field in FIELDS[kind]:
        known.setdefault(squeezed(field), field)
    found = {}
    for index, heading in enumerate(headings):
        if squeezed(heading) in known:
            found[index] = known[squeezed(heading)]
    return found
