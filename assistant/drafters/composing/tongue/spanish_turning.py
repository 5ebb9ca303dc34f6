"""A customer's Spanish turned round: "¿Le queda a mi 2017?" becomes "si le queda a su 2017"."""

import re

from assistant.drafters.composing.tongue.spanish_verbs import said_by_us, said_of_them

LEADING = re.compile(
    r"^(?:(?:hola|oye|oiga|joven|buen d[íi]a|buenos d[íi]as|buenas(?: tardes| noches)?|y|o|pues|tambi[ée]n"
    r"|adem[áa]s|otra (?:cosa|pregunta|duda)|disculpen?|perd[óo]n|por favor|ok"
    r"|(?:quisi[ée]ra(?:mos)?|quiero|quer[íi]a(?:mos)?|me gustar[íi]a|necesito)"
    r" (?:saber|preguntar(?:les?)?|ver|que me dig[ae]n)"
    r"|(?:me|nos) (?:puede|pueden|podr[íi]an?) decir|a ver|no s[ée](?= si\b)|les? pregunto|saben?(?= si\b))"
    r"\b[\s,:¿]*)+",
    re.I,
)
ASKING = re.compile(
    r"(?:(?:a|de|en|con|por|para|desde|hasta) )?(?:qu[ée]|cu[áa]l(?:es)?|cu[áa]nt[oa]s?|cu[áa]ndo|d[óo]nde"
    r"|c[óo]mo|qui[ée]n(?:es)?)\b",
    re.I,
)
PRONOUNS = r"(?:le |se |me |les |nos |lo |la |los |las |todav[íi]a |a[úu]n |ya |ustedes )*"
FIRST_IF = re.compile(  # "si no me gusta lo puedo regresar": their condition stands first
    r"si (?P<case>.{3,40}?),? (?P<rest>(?:(?:me |se )?(?:l[oa]s? |me )?(?:puedo|pueden|podr[íi]an?|hay"
    r"|aceptan|tengo que|dan|cobran))\b.+)",
    re.I,
)
YES_NO = re.compile(
    PRONOUNS + r"(?:(?:el|la|los|las|mi|su|es[ea]|est[ea]) (?:[\w-]+ ){1,3}?)?"
    r"(?:es|est[áa]n?|son|tienen?|trae|viene|incluye|hay|puedo|tengo|debo|quiero|ser[áa]|llegó|qued[óa]"
    r"|pueden|aceptan|hacen|venden|cobran|ofrecen|cubre|sirve|queda|necesito|funciona|cuenta|puede)\b",
    re.I,
)
ASIDE = re.compile(
    r",? (?:ya que|porque|es que)\b.*"
    r"|, (?:(?:y )?(?:yo|no|es que|es una?|pues|tengo|trabajo|soy|estoy|vivo|voy|vengo|mi|ando|como|lo|la|ya"
    r"|para que|porque)\b|(?:por favor|gracias|joven)\W*$).*",
    re.I,
)
OF_THEIRS = re.compile(r" que (?:yo |le |les |me )*\w{2,}(?:é|í|aba|ía)\b.*", re.I)  # "que dejé pagado"
SWAPS = {
    "mi": "su", "mis": "sus", "mío": "suyo", "mía": "suya", "me": "le", "nos": "les", "conmigo": "con usted",
    "nuestro": "su", "nuestra": "su", "nuestros": "sus", "nuestras": "sus",
}  # fmt: skip
ACCENTED = {
    "que": "qué", "cual": "cuál", "cuanto": "cuánto", "cuanta": "cuánta", "cuantos": "cuántos",
    "cuantas": "cuántas", "cuando": "cuándo", "donde": "dónde", "como": "cómo", "quien": "quién",
}  # fmt: skip
TYPED = (  # accents that people leave out on a phone
    (
        re.compile(r"\b(?:todavia|sabado|miercoles|dia|dias|numero|credito|telefono|vehiculo|titulo|garantia)\b"),
        {
            "todavia": "todavía", "sabado": "sábado", "miercoles": "miércoles", "dia": "día", "dias": "días",
            "numero": "número", "credito": "crédito", "telefono": "teléfono", "vehiculo": "vehículo",
            "titulo": "título", "garantia": "garantía",
        },
    ),
    (re.compile(r"(?<=[a-z]c)ion\b|(?<=[a-z]s)ion\b"), {"ion": "ión"}),
    (re.compile(r"\besta(?= (?:list|disponible|abiert|incluid|en\b|mi\b|su\b))"), {"esta": "está"}),
)  # fmt: skip
LOOSE = re.compile(  # what cannot be said to them without knowing more grammar than this
    r"\b(?:yo|nosotros|ustedes|usted|tu|tus|te|ti|vosotros|[a-záéíóúñ]{3,}(?:í|amos|emos|imos)"
    r"|tuve|fui|hice|puse|dije|estuve|espero)\b",
    re.I,
)
UNTURNED = re.compile(  # besides, in what went wrong
    r"\b(?:[a-záéíóúñ]{3,}é|nos|nuestr[oa]s?|estoy|voy|soy|llevo|compro|traigo|dejo)\b", re.I
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
    text = OF_THEIRS.sub("", ASIDE.sub("", text)).strip(" ,")
    if found := FIRST_IF.fullmatch(text):
        text = f"si {found['rest']} si {found['case']}"
    told = re.sub(r"^si (?=\w)", "", text, flags=re.I)
    if not told or len(told.split()) > LONGEST or re.search(r"[?!;:¿]|\. ", told):
        return ""
    asking = ASKING.match(told) if told == text else None
    if not asking and told == text and not (YES_NO.match(told) or said_by_us(told, PRONOUNS)):
        return ""
    if LOOSE.search(_without_ustedes(told)):
        return ""
    turned_round = _typed(_swapped(told[:1].lower() + told[1:]))
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
        or UNTURNED.search(first)
    ):
        return ""
    return said[:1].upper() + said[1:]


def _swapped(text: str) -> str:
    """Pronouns and verbs: theirs to theirs as we say it, ours to ours."""
    text = re.sub(r"\b(?:me|nos) (?=l[oa]s?\b)", "se ", text, flags=re.I)
    text = re.sub(r"(?<=[aeiáéí]r)(?:me|nos)\b", "le", text)
    text = re.sub(r"(?<=[áéí]r)(?:me|nos)(?=l[oa]s?\b)", "se", text)
    text = re.sub(r"\bse (?=tard[ae]n\b)", "", _without_ustedes(text), flags=re.I)

    def swap(found: "re.Match[str]") -> str:
        word = found[0]
        low = word.lower()
        other = SWAPS.get(low) or said_of_them(low)
        return (other[:1].upper() + other[1:] if word[:1].isupper() else other) if other else word

    return re.sub(r"[^\W\d_]+", swap, text)


def _without_ustedes(text: str) -> str:
    """It goes where it is said before the verb."""
    return re.sub(r"(?<!de )(?<!con )(?<!a )\bustedes (?=\w)", "", text, flags=re.I)


def _typed(text: str) -> str:
    for pattern, whole in TYPED:
        text = pattern.sub(lambda found, whole=whole: whole[found[0]], text)  # type: ignore[misc]
    return text


def _accented(text: str) -> str:
    words = text.split(" ")
    place = 1 if words[0] in ("a", "de", "en", "con", "por", "para", "desde", "hasta") else 0
    words[place] = ACCENTED.get(words[place], words[place])
    return " ".join(words)
