"""What a Spanish letter says of records that the store keeps in English."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from composer_gold import cases

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.drafters.composer import Composer
from assistant.drafters.composing.tongue.spanish import Spanish
from assistant.prompts import Prompts

COMPOSER = Composer(Prompts())
CONTEXT = next(case.context for case in cases("gold-es") if case.slug.startswith("13"))
BRAKES = "Rear brakes: pads and rotors cost between $310 and $405 on most cars and the job takes 45 minutes."
NOTE = Fact("note:1", FactKind.NOTE, "Likes to be called.", "", datetime(2026, 11, 1, tzinfo=UTC), {})
LOAN = "For a loan we need a driver's license, proof of income and proof of address."


def fact(text: str, title: str, topics: str, kind: FactKind = FactKind.KNOWLEDGE) -> Fact:
    data = {"title": title, "text": text, "topics": topics}
    return Fact(f"{kind}:1", kind, text, title, datetime(2026, 11, 1, tzinfo=UTC), data)


def drafted(text: str, topic: Topic, *facts: Fact, kind: Kind = Kind.QUESTION) -> str:
    inquiry = Inquiry(kind, (Question(text, topic, 0, len(text)),), language="es", text=text)
    return COMPOSER.draft(inquiry, replace(CONTEXT, facts=facts)).text


def test_a_range_of_prices():
    known = fact(BRAKES, "Brake service", "brake service-price")
    said = drafted("¿Cuánto cuestan los frenos?", Topic.SERVICE_PRICE, known)
    assert "entre $310 y $405" in said
    assert "el precio exacto" in said


def test_how_long_it_takes():
    known = fact(BRAKES, "Brake service", "brake service-price")
    assert "Se lleva 45 minutos." in drafted("¿Cuánto tardan con los frenos?", Topic.OTHER, known)


def test_papers_for_a_loan_and_a_case_of_its_own():
    known = fact(LOAN, "Loans", "finance paperwork")
    said = drafted("¿Qué papeles piden para el crédito? Cobro en efectivo", Topic.FINANCE, known)
    assert "licencia de manejar, comprobante de ingresos y comprobante de domicilio" in said
    assert "en su caso" in said


def test_a_paper_without_a_name_in_spanish_is_not_half_told():
    known = fact("For a loan we need a driver's license and a blue form.", "Loans", "finance")
    assert "licencia" not in drafted("¿Qué papeles piden?", Topic.FINANCE, known)


def test_a_deposit_holds_a_car():
    known = fact("A $300 deposit holds a car for three days.", "Deposit", "hold", FactKind.POLICY)
    assert "$300 aparta el auto por tres días." in drafted("¿Me lo guardan?", Topic.AVAILABILITY, known)


def test_what_they_bring_to_a_loaner():
    known = fact("For a loaner we need a driver's license and proof of insurance.", "Loaners", "loaner")
    offer = fact("I can give you a loaner car.", "Loaner", "loaner", FactKind.OPTION)
    said = drafted("No sé si me prestan un carro", Topic.OTHER, known, offer)
    assert "le puedo prestar un auto" in said
    assert "licencia de manejar y comprobante de seguro" in said


def test_how_long_a_car_can_be_brought_back():
    known = fact("A used car can be returned within three days or 100 miles.", "", "return", FactKind.POLICY)
    said = drafted("¿Y si no me acomoda lo puedo devolver?", Topic.FEATURE, known)
    assert "dentro de tres días o 100 millas" in said


def car(features: str) -> Fact:
    one = fact("A Pilot.", "Pilot", "", FactKind.STOCK)
    held = {"year": "2021", "model": "Pilot", "stock": "P1", "status": "here", "features": features}
    return replace(one, data=one.data | held)


def test_what_a_car_has():
    said = drafted(
        "¿El Pilot trae quemacocos y tercera fila?", Topic.FEATURE, car("moonroof, third row"), NOTE
    )
    assert "trae quemacocos y tercera fila" in said


def test_of_two_features_the_one_that_nobody_wrote_down_is_found_out():
    said = drafted("¿El Pilot trae quemacocos y nevera?", Topic.FEATURE, car("moonroof"), NOTE)
    assert "trae quemacocos." in said
    assert "Averiguo" in said


def test_the_shuttle():
    known = fact("A shuttle runs within five miles between 8 am and 4 pm.", "Waiting", "wait shuttle")
    said = drafted("¿Me pueden llevar a mi casa?", Topic.OTHER, known)
    assert "hasta cinco millas de aquí de las 8:00 a. m. a las 4:00 p. m." in said


def test_a_part_that_comes():
    note = fact("Ordered a headlight for the Civic; it arrives on December 3.", "", "", FactKind.NOTE)
    assert "su faro llega el jueves 3 de diciembre" in drafted("¿Ya llegó mi faro?", Topic.PARTS, note)


@pytest.mark.parametrize(
    ("name", "full", "text", "greeted"),
    [
        ("María", "María Ruelas", "Hola, soy Mary Ruelas, del Accord.", "Mary"),
        ("José", "José Luis Paz", "¿Está listo?\n\nGracias,\nPepe Paz", "Pepe"),
        ("José", "José Luis Paz", "¿Está listo?\n\nGracias,\nRosa Núñez", "José"),
        ("Don", "Don Beto", "¿Está listo?", "don Beto"),
        ("Ana", "Ana Gil", "soy nueva por aquí", "Ana"),
    ],
)
def test_they_are_greeted_as_they_call_themselves(name, full, text, greeted):
    assert Spanish({}).greeted(name, full, text) == greeted


def test_a_question_that_cannot_be_turned_is_not_quoted():
    assert "“" not in drafted("¿Y nosotros qué con lo de ustedes?", Topic.OTHER)


def test_a_car_keeps_their_article():
    assert Spanish({}, "vi el Rogue en su página").the_car("Rogue SV 2020", "") == "el Rogue SV 2020"
    assert Spanish({}).the_car("Rogue SV 2020", "") == "la Rogue SV 2020"
