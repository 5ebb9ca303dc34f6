"""Spanish as customers type it: without marks and accents, in a thread, with thanks around it."""

from datetime import time

import pytest

from assistant.core.inquiry import Kind, Topic

ASKED = [
    ("Me gusta el Accord. ¿Aún lo tienen y en cuánto sale?", ["availability", "price"]),
    ("aun lo tienen y cuantas millas tiene?", ["availability", "feature"]),
    (
        "También quisiera saber qué documentos necesito para el crédito, mi esposo cobra en efectivo.",
        ["finance"],
    ),
    (
        "Quiero saber cuánto cobran por la afinación y si trabajan con Toyota.",
        ["service-price", "service-price"],
    ),
    ("También si me pueden dejar en mi casa mientras tanto", ["other"]),
    ("¿Hasta qué hora atienden el lunes y en qué calle están?", ["hours", "location"]),
    ("a que hora cierran hoy y donde estan", ["hours", "location"]),
    ("¿me la pueden guardar unos días?", ["availability"]),
    ("¿Me reciben mi carro a cuenta?", ["trade-in"]),
    ("¿Atienden los domingos?", ["hours"]),
    ("¿Puedo dejar mi troca como enganche?", ["trade-in"]),
    ("Necesito mi camioneta para trabajar, no sé si prestan una", ["other"]),
]


@pytest.mark.parametrize(("text", "topics"), ASKED, ids=[text for text, _ in ASKED])
def test_each_question_is_found_with_its_topic(read, text, topics):
    assert [question.topic.value for question in read(text).questions] == topics


OURS = "Hola, Marisol: la espero el jueves a las 11:00 a. m."
LATE = ["perdon, llego 10 min tarde", "se me hizo tarde con los niños", "voy retrasada, hay mucho trafico"]


@pytest.mark.parametrize("text", LATE)
def test_being_late_changes_the_visit(read, text):
    assert [question.topic for question in read(text, after=OURS).questions] == [Topic.CHANGE]


@pytest.mark.parametrize(
    "text", ["mil gracias, muy amables", "Muchas gracias joven, que Dios lo bendiga", "órale, gracias"]
)
def test_thanks_ask_nothing(read, text):
    inquiry = read(text, after="Ya quedó listo todo, cualquier cosa me avisa.")
    assert (inquiry.kind, inquiry.questions) == (Kind.THANKS, ())


def test_praise_that_names_a_day_is_no_appointment(read):
    said = "Solo quería felicitar a Rosa por lo bien que me atendió el lunes. Muy amable, da gusto."
    inquiry = read(said)
    assert (inquiry.kind, inquiry.questions) == (Kind.FEEDBACK, ())


def test_a_day_gone_by_is_no_wish(read):
    assert read("¿Ya llegó el faro que pedí el martes pasado?").times == ()


@pytest.mark.parametrize("text", ["ok", "Friday?", "y mi faro?"])
def test_a_short_turn_is_in_the_language_of_its_thread(read, text):
    assert read(text, after="Con gusto le aviso en cuanto llegue su pieza.").language == "es"
    english = "Happy to tell you as soon as your part is here."
    assert read("ok", after=english).language == "en"


@pytest.mark.parametrize(
    "text", ["¿cuánto?", "hola, siguen abiertos?", "hablan español?", "me interesa la van"]
)
def test_a_short_line_is_known_for_spanish(read, text):
    assert read(text).language == "es"


def test_a_range_of_hours(read):
    (when,) = read("¿Puedo ir el jueves a las 3 o 5?").times
    assert (when.earliest, when.latest) == (time(15), time(17))


def test_a_day_that_suits_besides_asks_nothing(read):
    said = "¿La podemos mover al martes? Si no, el viernes también puedo."
    assert [question.topic for question in read(said).questions] == [Topic.CHANGE]
