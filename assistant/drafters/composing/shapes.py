"""Whole replies: what is said in which order, for each kind of inquiry."""

import re
from collections.abc import Sequence

from assistant.core.enclosure import is_encrypted
from assistant.core.fact import FactKind
from assistant.core.inquiry import Kind, Pressure, Topic
from assistant.core.words import has_word
from assistant.drafters.composing import (
    about_deals,
    about_safety,
    about_shop,
    about_visits,
    amends,
    cars,
    harmed,
    mending,
    personal,
    pointing,
    praised,
    slots,
    turns,
)
from assistant.drafters.composing.about_symptom import told_back
from assistant.drafters.composing.answers import answered
from assistant.drafters.composing.decided import decided
from assistant.drafters.composing.first import first, said_first
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import settled
from assistant.drafters.composing.persons import clipped
from assistant.drafters.composing.recollected import history
from assistant.drafters.composing.remembered import came
from assistant.drafters.composing.reminded import reminded
from assistant.drafters.composing.said import Owed, Part, Said
from assistant.drafters.composing.their_harm import in_their_words
from assistant.drafters.composing.tongue.signs import Sign
from assistant.drafters.composing.unwanted import alone

Reply = list[list[Said]]
LETTER = (Kind.LEAD, Kind.SERVICE)
BOOKED = re.compile(r"\b(?:my|an?|our|the) (?:appointment|appt)\b|\bcita\b", re.I)
ENOUGH = 2  # sentences that stand without a last line
WAS_GOOD = re.compile(
    r"^(?P<the>(?:The|Your) )?(?:work|job|service|price|car|wash|repair|oil change|brakes?) (?:was|were"
    r"|is|are) [\w ,]+$",
    re.I,
)
SILENT = re.compile(r"[?!. ]+|(?:hello|anyone|anybody|hi)\W*", re.I)  # a nudge, and nothing else
THREE_LINES = 225  # characters, at 80 a line
PLACES = (Topic.HOURS, Topic.LOCATION)
DELAYED = re.compile(r"\b(?:minutes?|mins?|running|be|bit|little) (?:\w+ )?late\b", re.I)


def reply(matter: Matter) -> Reply:
    """Paragraphs in order."""
    kind = matter.inquiry.kind
    if is_encrypted(matter.inquiry.text):
        return [[Said(matter.say("encrypted"))]]
    if stranded(matter):
        told = in_their_words(matter)
        named = bool(told) and not told.startswith("you tell me")
        sorry = harmed.harm(matter) if named else [Said(matter.say("sorry-stuck"))]
        sorry = sorry if kind is Kind.COMPLAINT or not matter.chat else []
        return [sorry, *in_paragraphs(matter, amends.way_out(matter))]
    if kind is Kind.THANKS and not matter.inquiry.questions:
        return [turns.thanks(matter)]
    if said := alone(matter):
        return [said]
    opening = first(matter)
    if kind is Kind.COMPLAINT:
        return [opening, *complaint(matter, sorry_said=bool(opening))]
    return [opening, *(feedback(matter) if kind is Kind.FEEDBACK else letter(matter))]


STRANDED = re.compile(
    r"\b(stranded|tow(?:ed|ing)?(?: truck)|towed|stuck|broke(?:n)? down|won'?t (?:start|turn over)"
    r"|just clicks?|no way (?:to get )?home|won'?t do anything|nothing happens|no other way"
    r"|airport|flight|dead|died|side of the|shoulder|smok(?:e|ing)|no brakes|emergency|hospital|kids?)\b",
    re.I,
)


def stranded(matter: Matter) -> bool:
    """Stuck now, and no repair of theirs on record that is the answer."""
    if not matter.shows(Sign.STRANDED, STRANDED, matter.words.replace("’", "'")) or matter.shows(
        Sign.DELAYED, DELAYED, matter.words
    ):
        return False
    if BOOKED.search(matter.inquiry.text):
        return False  # they speak of a visit that is planned
    waits = matter.asked(Topic.REPAIR_STATUS) and matter.of(FactKind.REPAIR)
    return matter.inquiry.pressure is Pressure.NOW and not waits


def letter(matter: Matter) -> Reply:
    """Late promise first, then answers, then a word of history, then the next step."""
    owned_up, covered = amends.late_promises(matter)
    if not owned_up:
        owned_up, covered = reminded(matter)
    passed_on = [] if owned_up else handoff(matter)
    if turns.only_photo(matter):
        return [[Said(matter.say("ask-more", photo=True), (), tuple(range(len(matter.inquiry.questions))))]]
    if taken := turns.both(matter):
        return [taken, settled(matter, about_visits.next_step(matter))]
    if settled_on := decided(matter):
        return [settled_on]
    body, times = answered(matter, covered)
    if passed_on and not times and not any(isinstance(one, Owed) or one.what for one in body):
        passed_on = []  # the writer has answered it
    opening = pointing.opening(matter, body, late=bool(owned_up))
    free = wants_step(matter) and (not owned_up or part_came(matter)) and not (matter.chat and _long(body))
    nudged = bool(said_first(matter)) or (SILENT.fullmatch(matter.inquiry.text.strip()) is not None)
    step = times or (about_visits.next_step(matter) if free and not nudged else [])
    if passed_on and any(isinstance(one, Owed) and one.facts[:1] == passed_on[0].facts for one in body):
        passed_on = []  # that colleague is asked anyhow
    answers = [*opening, *body, *pointing.trade_too(matter)]
    if not (answers or step or owned_up):
        answers = [
            Said(
                matter.say("ask-more", photo=bool(matter.shows(Sign.PHOTO, turns.PHOTO, matter.inquiry.text)))
            )
        ]
    if not step and body:
        step = _last_line(matter, answers, late=bool(owned_up))
    spoken = {fact.kind for one in answers for fact in one.facts}
    remembered = [] if FactKind.REPAIR in spoken else history(matter)
    return [
        owned_up,
        passed_on,
        *in_paragraphs(matter, answers),
        settled(matter, step),
        [*remembered, *personal.good_news(matter)],
    ]


def _last_line(matter: Matter, answers: Sequence[Part], *, late: bool) -> list[Part]:
    """How a letter ends that offers no time: ready for the visit, a time for the shop, or a warm word."""
    if not matter.chat and all(q.topic in PLACES for q in matter.inquiry.questions):
        return [Said(matter.say("visit-ready"))]
    return [] if late else _for_the_shop(matter, answers) or farewell(matter, answers)


def _for_the_shop(matter: Matter, answers: Sequence[Part]) -> list[Part]:
    """Two times to bring the car, where the service desk has answered all they asked about its work."""
    asks = matter.asked(Topic.SERVICE_PRICE, Topic.RECALL, Topic.OTHER)
    owed = any(isinstance(one, Owed) or one.what for one in answers)
    mine = matter.context.signer.department == matter.department == "service"
    ours = mine and not matter.chat and len(asks) == len(matter.inquiry.questions)
    known = ours and not owed and not about_deals.vin_first(matter)
    return about_visits.next_step(matter) if known else []


def farewell(matter: Matter, answers: Sequence[Part]) -> list[Part]:
    """A warm last line for a letter that ends neither in a question nor in a time."""
    said = settled(matter, answers)
    text = " ".join(one.text for one in said)
    if matter.chat or "?" in text or any(one.what for one in said) or len(said) > ENOUGH:
        return []  # a question or a promise is the better last line
    return [Said(matter.say("see-you" if matter.tongue.fetching in text else "welcome-more"))]


def _long(body: Sequence[Part]) -> bool:
    """As much as a line of chat bears."""
    return sum(len(one.text.split()) for one in body if isinstance(one, Said)) > 32


def in_paragraphs(matter: Matter, parts: Sequence[Part]) -> Reply:
    """Sentences while they stay within three lines; then a new paragraph."""
    found: Reply = [[]]
    for said in settled(matter, parts):
        if found[-1] and sum(len(one.text) + 1 for one in found[-1]) + len(said.text) > THREE_LINES:
            found.append([])
        found[-1].append(said)
    return found


def wants_step(matter: Matter) -> bool:
    wish = slots.wished(matter)
    if matter.asked(Topic.TRADE_IN) and wish and wish.day and slots.fitting(matter):
        return True  # they come on a day that they named
    if part_came(matter):
        return True  # when may it be fitted
    if any(f.data.get("status") == "coming" for f in cars.wanted(matter)):
        return False  # nobody drives down for a car that is not here yet
    if matter.department == "service":
        work = (Topic.SERVICE_PRICE, Topic.RECALL, Topic.AVAILABILITY)
        if about_deals.vin_first(matter):
            return False  # whether it needs a visit is not known yet
        told = matter.inquiry.kind is Kind.SERVICE and (
            bool(told_back(matter)) or not matter.inquiry.questions
        )
        comes = matter.inquiry.kind is Kind.SERVICE and wish is not None
        free = comes and not about_shop.current(matter) and bool(slots.fitting(matter))
        return told or free or bool(matter.asked(*work))
    return matter.inquiry.kind in LETTER or bool(matter.asked(Topic.AVAILABILITY, Topic.PRICE, Topic.FEATURE))


def part_came(matter: Matter) -> bool:
    """What they wait for is here, and we promised to tell them."""
    return any(came(matter, fact.data.get("what", "")) for fact in matter.of(FactKind.PROMISE))


def handoff(matter: Matter) -> list[Said]:
    """For a message that belongs to another department: who takes it, and that the writer stays."""
    if matter.inquiry.kind is not Kind.SERVICE or matter.department != "service":
        return []
    colleague = matter.colleague("service")
    if colleague is None or matter.context.signer.department != "sales":
        return []
    name = colleague.data.get("name", "")
    text = matter.say(
        "handoff",
        colleague=matter.tongue.introduced(name, colleague.data.get("title", ""), "service"),
        first=name.split()[0],
        by=matter.by(matter.due),
    ).replace(",,", ",")
    return [
        Said(text, (colleague,), what=f"give the message to {name} and see that they hear", due=matter.due)
    ]


def complaint(matter: Matter, *, sorry_said: bool) -> Reply:
    """Responsibility for the named harm, repair, next step with a time."""
    owned_up, covered = amends.late_promises(matter)
    if owned_up:
        body, times = answered(matter, covered)
        step = times or ([] if about_shop.current(matter) else about_visits.next_step(matter))
        return [owned_up, *in_paragraphs(matter, body), settled(matter, step)]
    mended = mending.repair(matter)
    told = harmed.harm(matter)
    if sorry_said and told[0].text == matter.say("harm-unnamed"):
        told = []  # what stands first has named it
    safe = about_safety.first(matter)
    start = next((at for at, one in enumerate(mended) if offers(one)), len(mended))
    return [
        *in_paragraphs(matter, [*told, *safe, *mended[:start]]),
        mended[start:],
        mending.visit(matter),
        rest(matter, [*safe, *mended]),
        praised.praised_beside(matter),
    ]


def offers(said: Said) -> bool:
    return any(fact.kind is FactKind.OPTION for fact in said.facts)


def rest(matter: Matter, said: Sequence[Said]) -> list[Said]:
    """Answers to the questions that nothing of this speaks for yet."""
    body, times = answered(matter, frozenset(index for one in said for index in one.questions))
    return settled(matter, [*body, *times])


def feedback(matter: Matter) -> Reply:
    if matter.inquiry.harm and matter.inquiry.praise:
        good = clipped(matter.inquiry.praise, 10)
        own = has_word(matter.inquiry.praise, matter.context.signer.first_name or "-")
        both = [Said(matter.say("praise-mixed", praise=good, was=_was_good(good), own=own))]
        mended = mending.repair(matter)[:1]
        return [both, harmed.harm(matter), mended, rest(matter, mended)]
    if matter.inquiry.harm:
        told = harmed.harm(matter)
        vague = told[0].text == matter.say("harm-unnamed")
        asked = [Said(matter.say("ask-what"))] if vague else []
        mended = mending.look_into(matter) if vague else mending.repair(matter)
        return [told, [*asked, *mended], rest(matter, mended)]
    return praised.praise(matter)


def _was_good(praise: str) -> str:
    """ "the work was great", where their praise is such a sentence."""
    found = WAS_GOOD.match(praise)
    if not found:
        return ""
    return praise[:1].lower() + praise[1:] if found["the"] else f"the {praise[:1].lower()}{praise[1:]}"


def mood(matter: Matter, paragraphs: Reply) -> str:
    if matter.inquiry.kind is Kind.COMPLAINT or (
        matter.inquiry.kind is Kind.FEEDBACK and matter.inquiry.harm
    ):
        return "sorry"
    taken = any(one.what.startswith("have ") for paragraph in paragraphs for one in paragraph)
    return "meeting" if taken else "warm"
