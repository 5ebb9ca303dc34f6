"""right-person: the greeting is this customer's, nothing of another customer's stands in the text, and who
writes says no other name than the one it is signed with.
"""

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.identity import another_name
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import Author
from assistant.core.fact import FactKind
from assistant.core.mentions import VIN
from assistant.core.names import parts, same_first_name
from assistant.core.words import fold, has_word, listed, plain

NO_NAMES = listed(
    """there again all everyone everybody folks team both friend friends neighbor sir madam ma'am
    customer and & y et to whom it may concern from the a good day afternoon evening morning you
    valued guys hello hi"""
)
APART = re.compile(r"\b(?:\w[ .\-_*]){3,40}\w\b")
LEAST_OF_A_HANDLE = 4  # letters with which a handle begins before they are taken for a name
NO_PERSON = re.compile(
    r"(?:no-?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?|notifications?)(?:[+@._-]|$)"
)


def right_person(reading: Reading) -> Iterator[Place]:
    yield from _greeting(reading)
    yield from _others(reading)
    yield from another_name(reading)
    email = reading.context.recipient.email.lower()
    if NO_PERSON.match(email):
        yield Place(0, 0, f"{email} is a machine: answer the customer, not the portal.")


def _greeting(reading: Reading) -> Iterator[Place]:
    reply = reading.reply
    if not reply.greeted or len(reply.greeted.split()) > 5:
        return
    known = _known_names(reading)
    handle = _handle(reading.context.recipient.name)
    wrong = [
        word
        for word in parts(reply.greeted)
        if _is_name(word) and not _is_known(word, known) and not _within(word, handle)
    ]
    if not wrong:
        return
    start = reply.greeting[0] + reading.text[slice(*reply.greeting)].index(wrong[0])
    first = reading.context.recipient.first_name or reading.context.recipient.name
    why = f"This goes to {reading.context.recipient.name or 'somebody'}, not to {wrong[0]}."
    unsure = None if reading.context.recipient.name else Severity.WARN
    yield Place(start, start + len(wrong[0]), why, first, unsure)


def _is_name(word: str) -> bool:
    held = plain(word)
    return held not in NO_NAMES and len(held) > 1 and word[0].isupper()


def _is_known(word: str, known: set[str]) -> bool:
    pieces = [word, *word.split("-")]
    return any(same_first_name(piece, name) for piece in pieces for name in known)


def _handle(name: str) -> str:
    """What a user name like "wyattb_82" may begin with a given name in; empty for a name that is none."""
    return plain(name) if re.search(r"[\d_.]", name) and len(name.split()) == 1 else ""


def _within(word: str, handle: str) -> bool:
    return len(word) >= LEAST_OF_A_HANDLE and handle.startswith(plain(word))


def _known_names(reading: Reading) -> set[str]:
    """Names of the recipient: on record, in the address, and how the customer signed."""
    context = reading.context
    found = {plain(word) for word in parts(f"{context.recipient.name} {context.recipient.first_name}")}
    found |= {piece for word in found for piece in re.split(r"[\W\d_]+", word)}
    found |= set(re.split(r"[\W\d_]+", fold(context.recipient.email.partition("@")[0])))
    for fact in context.of_kind(FactKind.CUSTOMER):
        found |= {plain(word) for word in parts(fact.data.get("name", ""))}
    for line in context.thread:
        if line.from_customer:
            found |= {plain(word) for word in parts(line.author)}
    return (found | _signed_as(reading)) - {""}


def _signed_as(reading: Reading) -> set[str]:
    """The words of the last lines of what the customer wrote, and after "my name is"."""
    texts = [reading.inquiry.text, *(line.text for line in reading.context.thread if line.from_customer)]
    found: set[str] = set()
    for text in texts:
        for line in [line for line in text.splitlines() if line.strip()][-3:]:
            if len(line.split()) <= 5:
                found |= {plain(word) for word in parts(line)}
        last = text.split()[-2:]
        found |= {plain(word.strip(".,!-–—")) for word in last}
        for name in re.finditer(
            r"\b(?:my name is|this is|i'm|i am)\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?", fold(text)
        ):
            found |= {plain(part) for part in name.groups() if part}
    return found


def _others(reading: Reading) -> Iterator[Place]:
    """A machine repeats nothing that is another's: who wrote it may only be guessing, and a draft confirms.

    A person may say back what this customer wrote, and is told whose it is.
    """
    ours = _ours(reading)
    typed = reading.proposal.author is Author.PERSON
    folded = _joined(reading.reply.folded)
    for token in sorted(reading.context.foreign):
        if len(token.strip()) < 2 or has_word(ours, token):
            continue
        for found in _spoken_of(fold(token), folded, ours, typed):
            said = typed and has_word(reading.evidence.said, token)
            why = "This is on record as another customer's."
            yield Place(found.start(), found.end(), why, "", Severity.WARN if said else None)


def _joined(folded: str) -> str:
    """M a r l a, or M-a-r-l-a, read as one word; every place stays where it is."""
    return APART.sub(lambda found: re.sub(r"\W", "", found[0]).ljust(len(found[0])), folded)


def _spoken_of(token: str, folded: str, ours: str, typed: bool) -> Iterator[re.Match[str]]:
    """The whole; in a machine's text a name's last word with a title, and the end of a VIN, too."""
    forms = [re.escape(token).replace("\\ ", r"\s+")]
    if not typed and " " in token and not re.search(r"\d", token):
        last = token.split()[-1]
        titled = (
            rf"(?:mr|ms|mrs|miss|dr|herr|frau|se[nñ]ora?|family)\.? {re.escape(last)}|the {re.escape(last)}s"
        )
        forms += [] if has_word(ours, last) else [f"(?:{titled})"]
    if not typed and VIN.fullmatch(token.upper()):
        forms += [re.escape(token[-count:]) for count in (8, 7, 6)]
    for form in forms:
        if found := re.search(rf"(?<!\w){form}(?!\w)", folded):
            yield found
            return


def _ours(reading: Reading) -> str:
    """Teammates, the store, the stock and this customer: names that may well be another's, too.

    The recipient's name is what the sender called themselves: a plate or VIN there is no name.
    """
    context = reading.context
    facts = context.of_kind(
        FactKind.TEAMMATE, FactKind.STOCK, FactKind.STORE, FactKind.CUSTOMER, FactKind.OWNED
    )
    held = [
        context.signer.name,
        context.signer.email,
        context.signer.phone,
        context.store.name,
        context.store.address,
    ]
    held += [
        "" if any(map(str.isdigit, context.recipient.name)) else context.recipient.name,
        context.recipient.email,
        context.store.phone,
        *(fact.text for fact in facts),
    ]
    return "\n".join([*held, *(value for fact in facts for value in fact.data.values())])
