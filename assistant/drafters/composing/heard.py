"""What a colleague answered when they were asked this very question."""

from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said


def heard(matter: Matter, index: int) -> list[Part]:
    """Their words as sentences, the newest last; empty where nobody was asked or answered."""
    known = {fact.id: fact for fact in matter.context.facts}
    facts = [known[key] for number, key in matter.context.heard if number == index and key in known]
    return [Said(_sentence(fact.text), (fact,), (index,)) for fact in facts]


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
