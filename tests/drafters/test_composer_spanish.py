"""The Spanish letters beside gold ones: whole, Spanish throughout, answered, and nothing blocks."""

import re
from dataclasses import replace

import pytest
from composer_gold import Case, cases

from assistant.core.checks import Severity, check
from assistant.core.draft import AnswerState, Proposal
from assistant.drafters.composer import Composer
from assistant.drafters.composing.tongue.spanish_turning import indirect, turned
from assistant.prompts import Prompts
from assistant.tools import phrases

PROMPTS = Prompts()
COMPOSER, PHRASES = Composer(PROMPTS), phrases.load(PROMPTS)
CASES = [pytest.param(case, id=case.slug) for case in cases("gold-es")]
ENGLISH = re.compile(
    r"\b(?:the|and|or|is|are|was|you|your|we|i'll|by|at|on|for|today|tomorrow|with|car|write|find|here|miles"
    r"|green|blue|brakes|pm|am)\b",
    re.I,
)


def drafted(case: Case) -> Proposal:
    return COMPOSER.draft(case.inquiry, case.context)


def body(case: Case) -> str:
    text = drafted(case).text.replace(case.context.signer.signature, "")
    return text.replace(case.context.store.address, "")


def test_there_are_spanish_gold_letters():
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_no_check_blocks_a_spanish_draft(case: Case):
    found = check(drafted(case), case.inquiry, case.context, PHRASES)
    assert [(f.rule, f.why) for f in found if f.severity is Severity.BLOCK] == []


@pytest.mark.parametrize("case", CASES)
def test_no_check_blocks_the_gold_letter(case: Case):
    gold = replace(drafted(case), text=case.gold, answers=(), citations=(), promises=())
    found = check(gold, case.inquiry, case.context, PHRASES)
    assert [(f.rule, f.why) for f in found if f.severity is Severity.BLOCK] == []


@pytest.mark.parametrize("case", CASES)
def test_every_question_is_answered_or_owned(case: Case):
    draft = drafted(case)
    assert len(draft.answers) == len(case.inquiry.questions)
    assert all(one.state is not AnswerState.OPEN and one.sentence in draft.text for one in draft.answers)


@pytest.mark.parametrize("case", CASES)
def test_no_english_word_is_left(case: Case):
    assert ENGLISH.findall(body(case)) == []
    assert not any("another language" in note for note in drafted(case).notes)


@pytest.mark.parametrize("case", CASES)
def test_the_same_facts_give_the_same_text(case: Case):
    assert Composer(Prompts()).draft(case.inquiry, case.context) == drafted(case)


def test_every_spanish_part_is_an_english_one_and_asks_for_no_other_values():
    for name in PROMPTS.names("composer/es"):
        english = PROMPTS.get(name.replace("composer/es", "composer/en"))
        assert PROMPTS.get(name).variables <= english.variables


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Le queda a mi 2017?", "si le queda a su 2017"),
        ("¿Tienen sala de espera?", "si tenemos sala de espera"),
        ("Hola, ¿cuánto cuesta el cambio de aceite?", "cuánto cuesta el cambio de aceite"),
        ("También si me lo prestan unos días", "si se lo prestamos unos días"),
        ("quisiera saber si reparan Mazda, yo vivo lejos", "si reparamos Mazda"),
        ("cuánto me cobrarían por la pieza que dejé encargada", "cuánto le cobraríamos por la pieza"),
        ("¿Cuándo puedo pasar por el carro que compré?", "cuándo puede pasar por el carro"),
        ("si aceptan mi coche, es un Jetta viejito", "si aceptamos su coche"),
        ("¿El Sentra trae cámara?", "si el Sentra trae cámara"),
        ("¿Y si no me acomoda lo puedo cambiar?", "si lo puede cambiar si no le acomoda"),
        ("¿Qué les hacemos nosotros a ustedes?", ""),
        ("Mándeme todo", ""),
    ],
)
def test_a_question_is_turned_or_not_at_all(question, said):
    assert indirect(question) == said


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("Nadie me llamó en toda la semana.", "Nadie le llamó en toda la semana"),
        ("Mi carro sigue haciendo ruido", "Su carro sigue haciendo ruido"),
        ("Me prometieron $500 y nada", ""),
        ("Ustedes son unos rateros", ""),
    ],
)
def test_a_harm_is_said_to_them_or_not_at_all(harm, said):
    assert turned(harm) == said
