"""Awkward mails around a lead, with or without ADF in them, each with what a careful person reads."""

from base64 import encodebytes
from email.message import EmailMessage
from html import escape
from quopri import encodestring

from channels.leads.awkward_xml import ANN, BASE, TWO


def mail(text="", *, html="", files=(), **headers):
    made = EmailMessage()
    made["From"] = headers.get("sender", "Motorpage Leads <noreply@motorpage.example>")
    made["To"], made["Subject"] = "sales@northgate.example", headers.get("subject", "New lead")
    made["Message-ID"], made["Auto-Submitted"] = "<1@motorpage.example>", "auto-generated"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def plain(body, encoding="7bit", kind="text/plain; charset=utf-8"):
    head = (
        "From: noreply@motorpage.example\nTo: sales@northgate.example\nSubject: New lead\nMIME-Version: 1.0\n"
    )
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + body


LINES = """You have a new inquiry!

First Name: Ann
Last Name: Lee
E-mail: ann@mail.example
Daytime Phone: 206-555-0143
Best time to call: after 5 pm
Preferred contact method: Phone
Vehicle of interest: Used 2021 Subaru Forester Limited
Stock #: P7781
Trade-in: 2014 Ford Edge, 91,000 miles
Financing: yes, 3000 down
Purchase timeframe: within 30 days
Favourite colour: green
Comments: Is it still there?
"""
TABLE = "".join(
    f"<tr><td>{label}</td><td><b>{value}</b></td></tr>"
    for label, value in (
        ("Customer Name", "Ann Lee"), ("Email Address", "ann@mail.example"), ("Phone", "206-555-0143"),
        ("Vehicle", "2021 Subaru Forester"), ("Message", "Is it still there?"), ("Campaign", "Winter"),
    )
)  # fmt: skip
STACKED = "\n".join(
    f"<div><p>{label}</p><p>{value}</p></div>"
    for label, value in (
        ("Name:", "Ann Lee"), ("Email:", "ann@mail.example"), ("Phone:", "206-555-0143"),
        ("Vehicle of interest:", "2021 Subaru Forester"), ("Comments:", "Is it still there?"),
    )
)  # fmt: skip
SPANISH = """Nuevo contacto

Nombre: Ana
Apellido: Ruiz
Correo electrónico: ana@mail.example
Teléfono: 206-555-0143
Vehículo: 2021 Subaru Forester
Mensaje: ¿Todavía está disponible?
"""
GERMAN = """Neue Anfrage

Vorname: Jörg
Nachname: Weiß
E-Mail-Adresse: joerg@mail.example
Telefonnummer: 206-555-0143
Fahrzeug: 2021 Subaru Forester
Nachricht: Ist er noch da?
"""
FRENCH = """Nouvelle demande

Prénom : Anne
Nom : Petit
Courriel : anne@mail.example
Téléphone : 206-555-0143
Véhicule : 2021 Subaru Forester
Message : Est-il encore disponible ?
"""
FULL = {**ANN, "stock": "P7781", "trade": "2014 Ford Edge", "contact_by": "phone", "contact_time": "after 5 pm",
        "timeframe": "within 30 days", "finance": "3000 down", "more": "Favourite colour green"}  # fmt: skip
PIPES = "Name | Ann Lee\nEmail | ann@mail.example\nPhone | 206-555-0143\nVehicle | 2021 Subaru Forester\n" \
    "Message | Is it still there?\n"  # fmt: skip
DASHES = "Name - Ann Lee\nEmail - ann@mail.example\nPhone - 206-555-0143\nVehicle - 2021 Subaru Forester\n" \
    "Message - Is it still there?\n"  # fmt: skip
RUN_ON = "New web lead. Name: Ann Lee, Email: ann@mail.example, Phone: 206-555-0143, " \
    "Vehicle: 2021 Subaru Forester, Message: Is it still there?\n"  # fmt: skip
BELOW = "Name\nAnn Lee\n\nEmail\nann@mail.example\n\nPhone\n206-555-0143\n\nVehicle of Interest\n2021 Subaru Forester\n" \
    "\nMessage\nIs it still there?\n"  # fmt: skip

CASES = [
    ("ADF as the body", mail(BASE), ANN),
    ("ADF below a letter", mail(f"Dear dealer,\n\na hot lead from Portland.\n\n{BASE}\n\nYours, Motorpage"),
     {**ANN, "more": "hot lead from Portland"}),
    ("ADF as a file", mail("See attached.", files=[("lead.adf", BASE.encode())]), {**ANN, "more": "See attached"}),
    ("ADF as a file of no kind", mail("See attached.", files=[("lead", BASE.encode())]), ANN),
    ("the same ADF as body and as file", mail(BASE, files=[("lead.xml", BASE.encode())]), {**ANN, "leads": 1}),
    ("another ADF as file", mail(BASE, files=[("lead.xml", TWO.split("</prospect>")[1].encode())]),
     {**ANN, "leads": 2, "last": {"name": "Bo Diaz"}}),
    ("two files", mail("", files=[("1.xml", BASE.encode()), ("2.xml", BASE.replace("Ann", "Bo").encode())]),
     {**ANN, "leads": 2, "last": {"name": "Bo Lee"}}),
    ("ADF in base64", plain(encodebytes(BASE.encode()), "base64"), ANN),
    ("ADF in quoted-printable", plain(encodestring(BASE.replace("Ann", "Zoë").encode()), "quoted-printable"),
     {**ANN, "name": "Zoë Lee"}),
    ("quoted-printable twice", plain(encodestring(encodestring(BASE.encode())), "quoted-printable"), ANN),
    ("ADF escaped in HTML", mail("", html=f"<html><body><pre>{escape(BASE)}</pre></body></html>"), ANN),
    ("ADF escaped, a line a paragraph",
     mail("", html="".join(f"<p>{escape(line)}</p>" for line in BASE.splitlines())), ANN),
    ("ADF raw in HTML", mail("", html=f"<html><body>{BASE}</body></html>"), ANN),
    ("ADF as application/xml", plain(BASE.encode(), kind="application/xml"), ANN),
    ("ADF as text/xml", plain(BASE.encode(), kind="text/xml; charset=utf-8"), ANN),
    ("ADF forwarded", mail("FYI\n\n" + "\n".join(f"> {line}" for line in BASE.splitlines())), {**ANN, "more": "FYI"}),
    ("lines", mail(LINES), FULL),
    ("lines, quoted", mail("".join(f"> {line}\n" for line in LINES.splitlines())), FULL),
    ("lines in upper case", mail(LINES.upper()), {"name": "ANN LEE", "email": "ANN@MAIL.EXAMPLE"}),
    ("lines with equal signs", mail(LINES.replace(": ", " = ")), FULL),
    ("lines with stars", mail("".join(f"*{one.partition(':')[0]}:*{one.partition(':')[2]}\n"
                                      for one in LINES.splitlines() if ":" in one)), FULL),
    ("lines with tabs", mail(LINES.replace(": ", ":\t\t")), FULL),
    ("a table", mail("", html=f"<html><body><h1>New lead</h1><table>{TABLE}</table></body></html>"),
     {**ANN, "more": "Campaign Winter"}),
    ("a table in a table", mail("", html=f"<table><tr><td><table>{TABLE}</table></td></tr></table>"), ANN),
    ("paragraphs below each other", mail("", html=STACKED), ANN),
    ("label and value on lines of their own", mail(BELOW), ANN),
    ("bars", mail(PIPES), ANN),
    ("dashes", mail(DASHES), ANN),
    ("all in one line", mail(RUN_ON), ANN),
    ("Spanish", mail(SPANISH), {"name": "Ana Ruiz", "email": "ana@mail.example", "car": "2021 Subaru Forester",
                                "comments": "¿Todavía está disponible?"}),
    ("German", mail(GERMAN), {"name": "Jörg Weiß", "email": "joerg@mail.example", "phones": ["206-555-0143"],
                              "comments": "Ist er noch da?"}),
    ("French", mail(FRENCH), {"name": "Anne Petit", "email": "anne@mail.example", "phones": ["206-555-0143"],
                              "comments": "Est-il encore disponible ?"}),
    ("lines without an e-mail", mail(LINES.replace("E-mail: ann@mail.example\n", "")), {"name": "Ann Lee", "email": ""}),
    ("a comment of several paragraphs", mail(LINES + "\nIt is for my son.\n\nHe starts in May.\n"),
     {"name": "Ann Lee", "comments": "Is it still there?\n\nIt is for my son.\n\nHe starts in May."}),
    ("a letter, no lead", mail("Hi Sam,\n\nMy phone: 206-555-0143. What does the van cost?\n\nName: later\n",
                               sender="Ann <ann@mail.example>"), {"leads": 0}),
    ("an invoice, no lead", mail("Invoice: 4471\nTotal: $88\nName: Northgate\nPhone: 206-555-0100\n",
                                 subject="Your invoice"), {"leads": 0}),
]  # fmt: skip
