"""Spanish replies as a salesperson types them: what they promise, state and answer is understood."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from assistant.core.checks import check
from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.draft import Author, Proposal
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.prompts import Prompts
from assistant.tools import phrases

ZONE = ZoneInfo("America/Denver")
NOW = datetime(2026, 11, 17, 9, 20, tzinfo=ZONE)
WEEK = {day: (time(9), time(19)) for day in range(6)}
DANA = Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example")
CAR = Fact(
    "stock:P1234",
    FactKind.STOCK,
    "2022 Subaru Outback Touring, green, 28,410 miles, $31,450, stock P1234, is here.",
    "Stock list",
    NOW,
    {"stock": "P1234", "model": "Outback", "status": "here", "price": "$31,450", "mileage": "28,410"},
)
PHRASES = phrases.load(Prompts())
ASKED = {
    Topic.AVAILABILITY: "¿Todavía tienen la Outback?",
    Topic.PRICE: "¿Cuánto cuesta la Outback?",
    Topic.OTHER: "¿Hacen entregas a domicilio?",
}


def rules(text: str, topic: Topic = Topic.OTHER) -> set[str]:
    question = Question(ASKED[topic], topic)
    inquiry = Inquiry(kind=Kind.QUESTION, questions=(question,), text=question.text, language="es")
    store = Store("Northgate Motors", BusinessHours(ZONE, WEEK), "2400 Mill Road", "555-0100")
    context = Context(NOW, store, DANA, Recipient("Ana", first_name="Ana"), facts=(CAR,))
    letter = f"Hola Ana:\n\n{text}\n\nSaludos,\n{DANA.signature}"
    return {finding.rule for finding in check(Proposal(letter, Author.COMPOSER), inquiry, context, PHRASES)}


@pytest.mark.parametrize(
    "text",
    [
        "Averiguo si hacemos entregas y le escribo a más tardar hoy a las 11:30 a. m.",
        "Le confirmo lo de las entregas mañana antes de las 10:00 a. m.",
        "Le llamo hoy a las 4 de la tarde con la respuesta sobre las entregas.",
        "Voy a revisar lo de las entregas y le aviso mañana a las 11 a. m.",
        "Reviso lo de las entregas con mi gerente y le marco hoy a la 1:00 p. m.",
        "Le voy a llamar el jueves a las 10 de la mañana para lo de las entregas.",
        "Pregunto lo de las entregas y se lo confirmo hoy antes de las 5 p. m.",
    ],
)
def test_a_promise_with_its_time_passes_and_answers(text):
    assert not {"dated-promise", "grounded", "answers-every-question"} & rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le confirmo lo de las entregas.",
        "Le aviso.",
        "Voy a llamarle con la respuesta.",
        "Averiguo lo de las entregas y le escribo.",
        "Se lo confirmo en cuanto pueda.",
        "Le respondo a la brevedad.",
        "Me comunico con usted.",
    ],
)
def test_a_promise_without_a_time_is_found(text):
    assert "dated-promise" in rules(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Sí, todavía tenemos la Outback Touring: 28,410 millas, número P1234.", Topic.AVAILABILITY),
        ("Sí, la Outback está disponible.", Topic.AVAILABILITY),
        ("La Outback está en $31,450.", Topic.PRICE),
        ("El precio de la Outback es de $31,450.", Topic.PRICE),
    ],
)
def test_what_a_record_holds_is_grounded_and_answers(text, topic):
    assert not {"grounded", "answers-every-question"} & rules(text, topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("La Outback ya se vendió.", Topic.AVAILABILITY),
        ("La Outback está apartada.", Topic.AVAILABILITY),
        ("La Outback está en $29,900.", Topic.PRICE),
        ("La Outback tiene 12,000 millas.", Topic.AVAILABILITY),
        ("Le tengo una cita libre el jueves a las 4:15 p. m.", Topic.OTHER),
    ],
)
def test_what_no_record_holds_is_found(text, topic):
    assert "grounded" in rules(text, topic)


@pytest.mark.parametrize("text", ["Gracias por escribirme.", "Qué gusto saludarle.", "Aquí estamos."])
def test_a_reply_that_says_nothing_to_it_leaves_the_question_open(text):
    assert "answers-every-question" in rules(text)
