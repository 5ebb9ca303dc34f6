"""Spanish verbs by who does it: "pueden" (we, asked) is "podemos", "tengo" (they, asking) is "tiene"."""

import re

from assistant.core.words import listed

OURS = {
    "pueden": "podemos", "tienen": "tenemos", "hacen": "hacemos", "venden": "vendemos", "abren": "abrimos",
    "ofrecen": "ofrecemos", "atienden": "atendemos", "reciben": "recibimos", "ponen": "ponemos",
    "quieren": "queremos", "saben": "sabemos", "consiguen": "conseguimos", "piden": "pedimos",
    "hicieron": "hicimos", "tendrán": "tendremos", "tendran": "tendremos", "van": "vamos", "dan": "damos",
    "cierran": "cerramos", "están": "estamos", "estan": "estamos", "prueban": "probamos",
    "pudieran": "pudiéramos", "podrán": "podremos",
}  # fmt: skip
REGULAR = listed(  # of those in -an: "cobran", "cobramos"
    """aceptan arreglan ayudan cambian cobran compran checan dejan entregan enseñan financian garantizan
    guardan hablan instalan lavan llaman llevan mandan manejan negocian pagan prestan rentan reparan revisan
    tardan toman trabajan apartan reservan rotan rebajan usan"""
)
IN_FUTURE = re.compile(r"(cobr|dar|podr|har|tendr|vender|prestar|acept|tom|llevar|pagar|arreglar)(?:ar)?ían")
THEIRS = {
    "puedo": "puede", "necesito": "necesita", "tengo": "tiene", "debo": "debe", "quiero": "quiere",
    "voy": "va", "estoy": "está", "soy": "es", "llevo": "lleva", "traigo": "trae", "compro": "compra",
    "dejo": "deja", "pago": "paga", "hago": "hace", "doy": "da", "vengo": "viene", "paso": "pasa",
    "recojo": "recoge", "busco": "busca", "ocupo": "ocupa", "vendo": "vende", "uso": "usa",
    "manejo": "maneja",
}  # fmt: skip
PAST = re.compile(r"(\w{2,}?)(gu|qu|c)?é")
NO_VERB = listed("café bebé qué porqué sé dé esté")
SOUND = {"gu": "g", "qu": "c", "c": "z"}


def said_of_them(word: str) -> str:
    """What a verb becomes in an answer; empty for any other word."""
    if changed := OURS.get(word) or THEIRS.get(word):
        return changed
    if word in REGULAR:
        return f"{word[:-1]}mos"
    if IN_FUTURE.fullmatch(word):
        return f"{word[:-1]}mos"
    past = PAST.fullmatch(word)
    if past and word not in NO_VERB:
        return f"{word[:-1]}á" if word.endswith("ré") else f"{past[1]}{SOUND.get(past[2], past[2] or '')}ó"
    return ""


def said_by_us(text: str, before: str) -> bool:
    """Whether it begins with a verb that asks what we do."""
    found = re.match(rf"{before}(?P<verb>\w+)", text, re.I)
    word = found["verb"].lower() if found else ""
    return word in OURS or word in REGULAR or bool(IN_FUTURE.fullmatch(word))
