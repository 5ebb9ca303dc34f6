"""their-language: the reply is in the language of the last message; the detector of the product hears it."""

from dataclasses import replace

import pytest
from desk import ASKED, DANA, findings, letter

from assistant.core.reply import taken_apart
from assistant.tools.language import LanguageDetector

DETECTOR = LanguageDetector()
ENGLISH = [
    "The Outback is here, with two keys and a clean interior, and it drives well.",
    "I will find out whether the rack fits your car and write to you by 4 pm today.",
    "Friday at 4:15 pm is free; would that suit you for a drive?",
    "Thank you for asking. An appraisal takes about 20 minutes.",
    "I am sorry that nobody called you. I'll call by noon.",
    "We are open until 6 pm today, and the gate stays open.",
]
SPANISH = [
    "El Outback sigue aquí, con dos llaves, y puede verlo el viernes a las 4:15.",
    "Averiguo si le queda bien a su carro y le escribo hoy antes de las 4.",
    "Gracias por preguntar. La revisión tarda unos 20 minutos.",
    "Lamento que nadie le haya llamado. Le llamo hoy a mediodía.",
    "Estamos abiertos hasta las seis de la tarde, todos los días menos el domingo.",
    "Con mucho gusto le aparto el viernes por la tarde para la prueba de manejo.",
]
TURNS = ["4:15 works", "P1234, $31,450", "Yes.", "Sí.", "RAV4 XLE AWD", "Thanks!", "ok", "Dana"]


def heard(text, language):
    """What the rule says of a letter after the product's detector listened to its body."""
    body = " ".join(sentence.text for sentence in taken_apart(letter(text), DANA.name).body)
    inquiry = replace(ASKED, language=language)
    written_in = DETECTOR.of(body, language)
    return findings(letter(text), "their-language", inquiry=inquiry, written_in=written_in)


@pytest.mark.parametrize(("text", "language"), [*((t, "es") for t in ENGLISH), *((t, "en") for t in SPANISH)])
def test_another_language_than_theirs_warns(text, language):
    (found,) = heard(text, language)
    assert found.severity == "warn" and "They wrote in" in found.why


@pytest.mark.parametrize(("text", "language"), [*((t, "en") for t in ENGLISH), *((t, "es") for t in SPANISH)])
def test_their_own_language_passes(text, language):
    assert not heard(text, language)


@pytest.mark.parametrize("text", TURNS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_too_short_to_tell_passes(text, language):
    assert not heard(text, language)


def test_where_nobody_listened_nothing_is_said():
    assert not findings(letter(ENGLISH[0]), "their-language", inquiry=replace(ASKED, language="es"))


EXAMPLES = {"their-language": (ENGLISH + SPANISH, ENGLISH + SPANISH)}
