"""A customer's Spanish turned round: "¿Le queda a mi 2017?" becomes "si le queda a su 2017"."""

import re

LEADING = re.compile(
    r"^(?:(?:hola|buenos d[íi]as|buenas tardes|y|tambi[ée]n|adem[áa]s|oiga|disculpe|perd[óo]n|por favor"
    r"|quisiera saber|quiero saber|me gustar[íi]a saber|me puede decir|me podr[íi]a decir)\b[\s,:¿]*)+",
    re.I,
)
ASKING = re.compile(
    r"(?:(?:a|de|con|por|para|desde|hasta) )?(?:qu[ée]|cu[áa]l(?:es)?|cu[áa]nt[oa]s?|cu[áa]ndo|d[óo]nde"
    r"|c[óo]mo|qui[ée]n(?:es)?)\b",
    re.I,
)
YES_NO = re.compile(
    r"(?:le |se |me |les |todav[íi]a |a[úu]n |ya )*(?:es|est[áa]n?|son|tienen?|trae|viene|incluye|hay|puedo"
    r"|pueden|aceptan|hacen|venden|cobran|ofrecen|cubre|sirve|queda|necesito|funciona|cuenta|puede)\b",
    re.I,
)
SWAPS = {
    "mi": "su", "mis": "sus", "mío": "suyo", "mía": "suya", "me": "le", "conmigo": "con usted",
    "puedo": "puede", "necesito": "necesita", "tengo": "tiene", "debo": "debe", "quiero": "quiere",
    "pueden": "podemos", "tienen": "tenemos", "aceptan": "aceptamos", "hacen": "hacemos",
    "venden": "vendemos", "cobran": "cobramos", "ofrecen": "ofrecemos", "abren": "abrimos",
}  # fmt: skip
ACCENTED = {
    "que": "qué", "cual": "cuál", "cuanto": "cuánto", "cuanta": "cuánta", "cuantos": "cuántos",
    "cuantas": "cuántas", "cuando": "cuándo", "donde": "dónde", "como": "cómo", "quien": "quién",
}  # fmt: skip
LOOSE = re.compile(  # what cannot be said to them without knowing more grammar than this
    r"\b(?:yo|nos|nuestr[oa]s?|ustedes|usted|tu|tus|te|ti|vosotros|[a-záéíóúñ]{3,}(?:é|amos|emos|imos)"
    r"|tuve|fui|hice|puse|dije|estoy|estuve|voy|soy|llevo|espero|pagu[ée]|compro|traigo|dejo)\b",
    re.I,
)
LONGEST = 14  # words
SUBJECT = re.compile(
    r"(?:nadie|me|le|el|la|los|las|mi|mis|su|sus|un|una|todav[íi]a|a[úu]n|no me|sigue|ya|hace)\b", re.I
)
INSULT = re.compile(
    r"\b(?:peor|p[ée]sim\w+|horribl\w+|terribl\w+|rater\w+|estaf\w+|fraude|basura|inútil\w*|asco|mentiros\w+"
    r"|nunca m[áa]s|estrellas?)\b|[$€%@]|https?:|www\.|\d{5}|\bpero\b",
    re.I,
)


def indirect(question: str) -> str:
    """What follows "averiguo"; empty where the question cannot be turned safely."""
    text = LEADING.sub("", " ".join(question.split()).strip("¿?¡!. ")).strip("¿?¡! ,")
    if not text or len(text.split()) > LONGEST or re.search(r"[?!;:¿]|\. ", text):
        return ""
    asking = ASKING.match(text)
    if not asking and not YES_NO.match(text):
        return ""
    turned_round = _swapped(text[:1].lower() + text[1:])
    if LOOSE.search(text):
        return ""
    return _accented(turned_round) if asking else f"si {turned_round}"


def turned(text: str) -> str:
    """ "Nadie me llamó" as "Nadie le llamó"; empty where it would need more than a change of pronouns."""
    first = re.split(r"[.!?;\n]+(?:\s|$)", text.strip(), maxsplit=1)[0].strip(" ,.¡!¿?")
    said = _swapped(first)
    if (
        not SUBJECT.match(first)
        or INSULT.search(first)
        or len(first.split()) > LONGEST
        or LOOSE.search(first)
    ):
        return ""
    return said[:1].upper() + said[1:]


def _swapped(text: str) -> str:
    def swap(found: "re.Match[str]") -> str:
        word = found[0]
        other = SWAPS.get(word.lower(), word)
        return other[:1].upper() + other[1:] if word[:1].isupper() and other != word else other

    return re.sub(r"[^\W\d_]+", swap, text)


def _accented(text: str) -> str:
    words = text.split(" ")
    place = 1 if words[0] in ("a", "de", "con", "por", "para", "desde", "hasta") else 0
    words[place] = ACCENTED.get(words[place], words[place])
    return " ".join(words)
