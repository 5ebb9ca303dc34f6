"""What the page behind the link below a letter says, in the customer's language."""

from collections.abc import Mapping

EN = {
    "title": "Leave the list",
    "title_left": "You are off the list",
    "to": " to ",
    "or": " or ",
    "erased": "{store} keeps no address of yours any more and writes to you no more.",
    "done": "Done. You are off the list.",
    "already": "You are off the list already.",
    "nothing": "{store} writes nothing more to you{to} unless you ask us something. That holds from now on.",
    "no_offers": "{store} sends no more offers, greetings or surveys{to}. That holds from now on.",
    "still": "What still comes",
    "answers": "Answers to what you ask us yourself.",
    "open": "Word on what you have open with us, such as a car in the shop or a part on order.",
    "more": "You want none of that either, or no calls? Answer any mail of ours and say so, and a person"
    " here sees to it.",
    "back": "Changed your mind? Write to us, and we put you back.",
    "back_or_call": "Changed your mind? Write to us or call {phone}, and we put you back.",
    "ask": "No more offers from us?",
    "press": "Press the button, and {store} sends no more offers, greetings or surveys{to}.",
    "button": "Take me off the list",
    "at_once": "It holds at once, and you need not say why. Answers to what you ask us still come, and word"
    " on what you have open with us, such as a car in the shop.",
}
ES = {
    "title": "Salir de la lista",
    "title_left": "Ya no está en la lista",
    "to": " a ",
    "or": " o ",
    "erased": "{store} ya no guarda ninguna dirección suya y no le escribe más.",
    "done": "Listo. Ya no está en la lista.",
    "already": "Usted ya no estaba en la lista.",
    "nothing": "{store} no le escribe nada más{to}, salvo que usted nos pregunte algo. Vale desde ahora.",
    "no_offers": "{store} no envía más ofertas, saludos ni encuestas{to}. Vale desde ahora.",
    "still": "Lo que todavía le llega",
    "answers": "Las respuestas a lo que usted nos pregunte.",
    "open": "Noticias de lo que tiene pendiente aquí, como un carro en el taller o una pieza pedida.",
    "more": "¿Tampoco quiere eso, o no quiere llamadas? Responda a cualquier correo nuestro y dígalo: una"
    " persona de aquí se encarga.",
    "back": "¿Cambió de idea? Escríbanos y le ponemos de nuevo en la lista.",
    "back_or_call": "¿Cambió de idea? Escríbanos o llame al {phone} y le ponemos de nuevo en la lista.",
    "ask": "¿No quiere más ofertas nuestras?",
    "press": "Presione el botón, y {store} no envía más ofertas, saludos ni encuestas{to}.",
    "button": "Quitarme de la lista",
    "at_once": "Vale de inmediato y no tiene que decir por qué. Las respuestas a lo que nos pregunte le"
    " siguen llegando, y también las noticias de lo que tiene pendiente aquí, como un carro en el taller.",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": EN, "es": ES}


def words(language: str) -> tuple[str, Mapping[str, str]]:
    """The language of the page and its words; English where theirs is not known here."""
    code = language[:2].lower()
    return (code, WORDS[code]) if code in WORDS else ("en", EN)
