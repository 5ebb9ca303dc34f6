"""How customers say it, and the words that policies and snippets use for the same thing."""

import re

OURS = (
    (
        re.compile(
            r"\bput (?:\w+ )?down\b|\b(?:hold|reserve|save) (?:it|that|this|one|the (?!parts?\b|order))", re.I
        ),
        "deposit hold reserve",
    ),
    (
        re.compile(
            r"\b(?:keep|store)\b.{0,12}\b(?:parts?|orders?|it)\b|\bhold\b.{0,12}\b(?:parts?|orders?)\b", re.I
        ),
        "held parts order",
    ),
    (
        re.compile(
            r"\b(?:bring|take|give) (?:it|her|the \w+) back\b|\breturn(?:ing)? (?:it|the (?:car|\w+))\b", re.I
        ),
        "return returned exchange",
    ),
    (re.compile(r"\bget (?:it|that|the deposit|my deposit) back\b", re.I), "refunded deposit"),
    (re.compile(r"\blose (?:the|my|our) (?:money|deposit)\b", re.I), "deposit refunded"),
    (
        re.compile(
            r"\b(?:get|take|took|bring) it home\b.*\b(?:hates?|(?:don'?t|doesn'?t) like)\b|\bchange (?:my"
            r"|our) mind",
            re.I,
        ),
        "return returned exchange",
    ),
    (
        re.compile(r"\b(?:sit|wait|stay|hang out) (?:somewhere|there|here|inside)\b", re.I),
        "waiting room wait",
    ),
    (re.compile(r"\b(?:covered|covers? (?:it|this|that))\b", re.I), "coverage warranty"),
    (
        re.compile(
            r"\b(?:number|range|figure|offer)\b.*\bfor my\b|\bfor my\b.*\b(?:number|range|offer)\b", re.I
        ),
        "trade-in trade",
    ),
    (re.compile(r"\bcambio de aceite\b", re.I), "oil change"),
    (re.compile(r"\bfrenos?\b", re.I), "brake brakes"),
    (re.compile(r"\bllantas?\b", re.I), "tires"),
    (re.compile(r"\bbalatas?\b|\bpastillas\b", re.I), "brake brakes"),
    (re.compile(r"\b(?:bater[íi]a|acumulador)\b", re.I), "battery"),
    (re.compile(r"\b(?:apart|gu[aá]rd)[aeáé]\w*|\breserv[ae]\w*", re.I), "deposit hold reserve"),
    (re.compile(r"\b(?:papeles|documentos|requisitos)\b", re.I), "documents paperwork"),
    (re.compile(r"\bfinanci\w+|\bcr[ée]dito\b", re.I), "finance financing loan"),
    (re.compile(r"\b(?:llevarme|transporte|raite)\b|\b(?:me|nos) \w+ llevar\b", re.I), "ride shuttle"),
    (re.compile(r"\b(?:regresar|devolver)\w*|\bdevoluci[óo]n", re.I), "return exchange"),
    (re.compile(r"\bqu[ée] (?:ocupo|necesito|tengo que) (?:llevar|traer)\b", re.I), "test drive documents"),
    (re.compile(r"\bprest[ae]\w*", re.I), "loaner"),
)


def in_our_words(text: str) -> str:
    """The text with our words behind it."""
    return " ".join([text, *(ours for theirs, ours in OURS if theirs.search(text))])
