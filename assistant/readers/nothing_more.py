"""Hearing nothing more, in any way: "never write to me again", "lose my number", "stop all contact".

Read of plain text, as `leaving` makes it. Whoever names offers, a list or one way only leaves those out.
"""

import re

from assistant.readers.mail_words import ENVIADO, SENT, VERB, WHO

_TALK = (
    r"(?:contact|write(?: to)?|reach out(?: to)?|get in touch with|communicate with|approach|bother|message"
    r"|correspond with)"
)
_TALKING = (
    r"(?:contacting|writing(?: to)?|reaching out to|getting in touch with|communicating with|bothering"
    r"|messaging|pestering|harassing)"
)
_THEM = rf"{WHO}(?: (?:or|and|nor) {WHO})?"
_CONTACT = r"(?:contact|communications?|correspondence|messages|outreach)"
_WHATEVER = (
    r"(?:of any (?:kind|sort|type)|whatsoever|in any (?:way|form|manner|shape)|by any (?:means|channel)"
    r"|through any \w+|for any (?:reason|purpose)|under any circumstances?|at all|ever)"
)
_FOR_GOOD = (
    r"(?:period|for good|for ever|forever|once and for all|altogether|completely|entirely|at all|ever)"
)
_EVER = r"(?:again|ever again|ever|as long as i live)"
_WISH = r"(?:want|wish|need|expect|care|would like|like)"
_END = r"(?:stop|end|cease|quit|halt|sever|break off|cut(?: off)?)"
_NO_CONTACT = rf"(?:zero|no)(?: (?:more|further))? {_CONTACT}"
ENGLISH = (
    r"^\W*(?:please,? |i (?:want|said) |send me )?nothing (?:more|else|further)(?: from (?:you|your \w+))?,?"
    r" (?:ever|at all|again)\b",
    rf"\b{_WISH}(?: to (?:hear|receive|get|see))? (?:absolutely )?nothing (?:more |else |further |ever )?"
    r"(?:at all )?from (?:you|your|this|northgate)\b(?! until| but| except)",
    rf"\b(?:never|not ever|not)(?: to)? (?:ever )?{_TALK} {_THEM},? {_EVER}\b",
    rf"\bnever(?: ever)?(?: to)? (?:{_TALK} {_THEM}|write back)\W*$",
    rf"\b(?:never|not)(?: to)? (?:ever )?(?:(?:try|attempt) to )?{_TALK} {_THEM}(?: {_EVER})?,? {_WHATEVER}",
    rf"\bunder no circumstances?\b.{{0,40}}\b{_TALK} {WHO}\b",
    rf"(?:\bnot {VERB} {WHO}\W+(?:and |or )?(?:do )?){{2,}}not {VERB} {WHO}\b",
    rf"\b(?:never|not)(?: to)? (?:ever )?{VERB},?(?: (?:or|and|nor))? {VERB},?(?: (?:or|and|nor))? {VERB}"
    rf"(?:,? (?:or|and|nor) {VERB})?(?: {WHO})?\b",
    rf"\b(?:not|never) {_WISH}(?: you)?(?: to)? (?:be|being|get) contacted {_WHATEVER}",
    rf"\b(?:never|not ever) {_WISH} (?:to hear (?:\w+ )?|another word |a word |anything )from (?:you|any"
    rf" of you|anyone|anybody|your|this)\b(?!.*\buntil\b)",
    rf"\b{_WISH} (?:to (?:have|receive|get) )?(?:absolutely )?{_NO_CONTACT}\b(?! with (?!me|us|you)|"
    rf" (?:info|lens|form))",
    rf"(?:^|: )\W*(?:please,? )?(?:absolutely )?{_NO_CONTACT},? {_WHATEVER}",
    rf"\bnot {_WISH} any(?: (?:more|further))? {_CONTACT}(?: (?:from|with) (?:you|your \w+|anyone|anybody"
    rf"|\w+))?"
    rf"(?:,? {_WHATEVER}|,? {_EVER}| any ?more|\W*$)",
    rf"\b{_END} (?:any|every|all)(?: (?:further|future|and any))? {_CONTACT}\b",
    rf"\b(?:stop|quit|cease) {_TALKING} {WHO},? {_FOR_GOOD}\b",
    rf"\bnot (?:ever )?send {WHO} anything(?: else)?,? (?:at all|ever|again)\b",
    rf"(?:\bno (?:more )?{SENT},? (?:and )?){{2,}}(?:just )?(?:nothing|no (?:{SENT}|letters|visits"
    rf"|anything))\b",
    rf"(?:\bnot another {SENT}\W+(?:and )?){{2,}}|\bnot another word from you\b",
    r"\b(?:un(?:subscribe|sub)|remove|opt|take)(?: (?:me|us))?(?: out| off)? (?:from|of|off) (?:everything\b"
    r"|all of it\b)(?! but| except)",
    r"\bforget (?:that )?(?:i|we) (?:ever )?exist(?:ed)?\b",
)
_HABLAR = r"(?:escribir|contactar|buscar|hablar|molestar)"
SPANISH = (
    r"\bno (?:quiero|queremos|deseo|deseamos) (?:volver a )?saber (?:nada )?(?:mas )?(?:nada )?de"
    r" (?:ustedes|usted"
    r"|ti|su)\b",
    rf"\bno (?:(?:me|nos) vuelvan? a {_HABLAR}|vuelvan? a {_HABLAR}(?:me|nos)) (?:nunca|jamas)\b",
    r"\bno vuelvan? a contactar(?:me|nos)\b",
    r"\bno (?:me|nos) \w+n ni (?:me|nos) \w+n (?:nunca|jamas|mas)\b",
    r"\b(?:par|ces|termin|cort)en? (?:ya )?(?:todo|cualquier|toda) (?:tipo de )?(?:contacto|comunicacion)\b",
    r"\b(?:nunca|jamas) (?:mas )?(?:me|nos) (?:vuelvan? a (?:escribir|contactar|buscar|hablar|molestar)"
    r"|(?:escriban?|contacten?|busquen?|hablen?|molesten?))\b",
    r"\bno (?:me|nos) (?:escriban?|contacten?|busquen?|hablen?|molesten?)(?: mas)? (?:de ninguna"
    r" (?:manera|forma)"
    r"|por ningun \w+|bajo ningun\w* \w+|nunca|jamas)\b",
    r"\bno (?:quiero|queremos|deseo) que (?:me|nos) (?:contacten?|escriban?|busquen?)(?: mas)?"
    r" (?:de ninguna (?:manera|forma)|por ningun \w+|nunca|jamas)\b",
    r"\b(?:dejen?|paren?) de (?:contactar|escribir|buscar|molestar)(?:me|nos)"
    r" (?:por completo|para siempre|del todo|de una vez|por cualquier \w+)\b",
    r"\bolvid(?:en|e|a)(?:se)? (?:de )?(?:mi (?:numero|nombre|correo)|que existo|nosotros|mi\W*$)",
    r"\bpierdan? mi numero\b",
    rf"(?:\b(?:ni|no mas) {ENVIADO}\W+(?:y )?){{2,}}nada\b",
    r"\bno (?:quiero|queremos|deseo) (?:recibir )?(?:ninguna? (?:tipo de )?|mas )(?:contacto|comunicacion)\b",
)
LOSE = re.compile(
    r"\b(?:lose|forget) my (?:phone )?number\b|\blose my (?:e?mail|address|contact \w+|details)\b"
)
NOT_THEM = re.compile(
    r"\b(?:i|we|they|not|never|did you|do you|always|why|if you)(?: \w+)? (?:lose|forget)\b"
)
FOR_NOW = re.compile(r"\b(?:until|till|unless|except|hasta|excepto|salvo)\b")
TOTAL = re.compile("|".join((*ENGLISH, *SPANISH)))


def says_everything(plain: str) -> bool:
    """Whether this sentence wants nothing more at all."""
    if LOSE.search(plain) and not NOT_THEM.search(plain):
        return True
    return bool(TOTAL.search(plain)) and not FOR_NOW.search(plain)
