"""their-language: who writes Spanish is not answered in English."""

from dataclasses import replace

import pytest
from desk import ASKED, findings, letter

from assistant.core.message import Channel

TEXTS = {
    "en": [
        "Yes, the Outback is here, and you can see it on Friday at 4:15 pm or on Saturday at 10 am.",
        "I'll find out what your car would bring and write to you by 4 pm today with a range.",
        "Thank you for your note about the Outback, which is still here and has two keys.",
        "We are open until 6 pm today; if that is too late for you, I'll keep the car here tomorrow.",
    ],
    "es": [
        "Sí, el Outback está aquí, y usted puede verlo el viernes a las 4:15 o el sábado a las 10.",
        "Hoy averiguo qué vale su auto y le escribo antes de las 4 con una cifra para usted.",
        "Gracias por su mensaje sobre el Outback: sigue aquí, con sus dos llaves, y está muy limpio.",
        "Tengo libre el viernes a las 4:15 o el sábado a las 10; ¿cuál le queda mejor para su cita?",
    ],
    "fr": [
        "Oui, la voiture est ici, et vous pouvez la voir vendredi à 16 h ou samedi avec nous.",
        "Je vous écris aujourd'hui avec le prix, et nous avons aussi une place pour vous demain.",
    ],
    "de": [
        "Ja, der Wagen ist noch hier, und Sie können ihn am Freitag mit mir ansehen, wenn es passt.",
        "Ich frage heute nach dem Preis und schreibe Ihnen bis morgen, was wir für Sie haben.",
    ],
    "it": [
        "Sì, la macchina è qui e può vederla venerdì con me oppure domani, quando per lei è comodo.",
        "Le scrivo oggi il prezzo della macchina, e abbiamo anche un posto per lei domani alle dieci.",
    ],
}
OTHER = [("es", text) for text in TEXTS["en"]] + [("en", text) for text in TEXTS["es"]]
OTHER += [("en", text) for code in ("fr", "de", "it") for text in TEXTS[code]]
OTHER += [("vi", TEXTS["en"][0]), ("fr", TEXTS["es"][1]), ("de", TEXTS["en"][1])]
SAME = [(code, text) for code, texts in TEXTS.items() for text in texts]
TOO_SHORT = ["Yes, it is here.", "Sí, está aquí.", "Gracias, Tom. Nos vemos el viernes.", "OK, see you then!"]
BOTH = f"{TEXTS['en'][0]} {TEXTS['es'][0]}"


def reads(language):
    return replace(ASKED, language=language)


@pytest.mark.parametrize(("language", "text"), OTHER)
def test_another_language_than_theirs_warns(language, text):
    found = findings(letter(text), "their-language", inquiry=reads(language))
    assert [finding.severity for finding in found] == ["warn"]
    assert letter(text)[found[0].start : found[0].end] == text


@pytest.mark.parametrize(("language", "text"), SAME)
def test_their_own_language_passes(language, text):
    assert not findings(letter(text), "their-language", inquiry=reads(language))


@pytest.mark.parametrize("text", TOO_SHORT)
@pytest.mark.parametrize("language", ["en", "es", "vi"])
def test_a_short_text_is_not_judged(language, text):
    assert not findings(text, "their-language", inquiry=reads(language), channel=Channel.CHAT)


def test_a_letter_in_both_languages_passes():
    assert not findings(letter(BOTH), "their-language", inquiry=reads("en"))
    assert not findings(letter(BOTH), "their-language", inquiry=reads("es"))
