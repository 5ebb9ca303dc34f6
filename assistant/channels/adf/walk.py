"""A walk over one <prospect> that remembers what was read of it, so that the rest can be told."""

from collections.abc import Iterator

from lxml import etree

from assistant.channels.adf.texts import attribute, tag_of, text_of, words_in
from assistant.channels.adf.vocabulary import ADF, HTML, local

# Numbers of the format itself, and attributes whose meaning the field's own name gives.
UNSAID = {"part", "preferredcontact", "primarycontact", "line", "sequence"}
USUAL = {("status", "new"), ("type", "home"), ("type", "voice"), ("type", "individual"), ("type", "business")}


class Walk:
    """`take` gives an element's words and remembers them; `rest` tells what nobody took."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._taken: set[etree._Element] = set()
        self._said: set[tuple[etree._Element, str]] = set()

    def below(self, parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
        """Its children of these names that nobody took yet."""
        return (
            child
            for child in parent.iterchildren(etree.Element)
            if tag_of(child) in tags and child not in self._taken
        )

    def take(self, element: etree._Element) -> str:
        self._taken.add(element)
        return text_of(element)

    def give_back(self, element: etree._Element) -> None:
        self._taken.discard(element)

    def took(self, element: etree._Element) -> bool:
        return element in self._taken

    def take_attribute(self, element: etree._Element, name: str) -> str:
        self._said.add((element, name))
        return attribute(element, name)

    def first(self, parent: etree._Element, *tags: str) -> str:
        """The first of these that says something."""
        return next((self.take(one) for one in self.below(parent, *tags) if text_of(one)), "")

    def every(self, parent: etree._Element, *tags: str) -> list[str]:
        return [self.take(one) for one in self.below(parent, *tags) if text_of(one)]

    def rest(self) -> str:
        """One line for each thing that stands in no field, in order."""
        return "\n".join(self._left())

    def _left(self) -> Iterator[str]:
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                if not isinstance(element, etree._Entity):
                    yield from _line("comment", str(element.text or ""))
                continue
            tag = tag_of(element)
            if tag in HTML:
                yield from self._links(element)
                continue
            said = "" if element in self._taken else text_of(element)
            yield from _line(tag, said)
            attributes = list(self._attributes(element, tag))
            yield from attributes
            if tag not in ADF and not (said or attributes or len(element) or element in self._taken):
                yield tag  # <sunroof/>: its name is what it says

    def _attributes(self, element: etree._Element, tag: str) -> Iterator[str]:
        for key, value in element.attrib.items():
            name, said = local(str(key)), str(value).strip()
            known = name in UNSAID or (element, name) in self._said or (name, said.lower()) in USUAL
            if said and not known:
                yield f"{tag} {name}: {said}"

    def _links(self, element: etree._Element) -> Iterator[str]:
        for key, value in element.attrib.items():
            name, said = local(str(key)), str(value).strip()
            inside = set(words_in(said)) <= {*words_in(text_of(element)), "mailto", "tel"}
            if name in ("href", "src", "alt", "title", "said") and said and not inside:
                yield f"link: {said}"


def _line(tag: str, text: str) -> Iterator[str]:
    if text.strip():
        yield f"{tag}: {text.strip()}"
