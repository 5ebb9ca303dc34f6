"""What went wrong, named in the customer's words or by our own record, and whose it is."""

import re
from datetime import timedelta

from assistant.core.fact import FactKind
from assistant.core.words import content
from assistant.drafters.composing import about_shop, when
from assistant.drafters.composing.harm_kinds import DAMAGE, kind_of
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import lowered
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.their_harm import beside, in_their_words, since_then
from assistant.drafters.composing.touched import touched

DONE = re.compile(
    r"(?P<thing>[\w -]+?) (?P<done>mounted|installed|replaced|changed|rotated|balanced|repaired|fixed|cleaned"
    r"|fitted)$",
    re.I,
)
MISNAMED = re.compile(
    r"^\W*(?:\d\W*)?my name (?:is|isn't|is not) \w+\W*$|\bnot my name\b|\bwrong name\b", re.I | re.M
)
IN_WRITING = re.compile(r"\basked (?:for it |you |for this )?(?:to write|in writing|for an e-?mail)\b", re.I)
MIDDLE = re.compile(r"\b(?:stuck|caught|standing|in the middle) (?:in )?between\b|\bin the middle\b", re.I)
NORMAL = re.compile(
    r"\b(?:is|if) (?:this|that|it)(?: is|'s)? (?:normal|how you|what you call|acceptable|usual)\b", re.I
)
ABOUT_A_MAN = re.compile(
    r"\b(?:ask(?:ed|s|ing)?|where|if|when)\b[^.?!]{0,30}\b(?:my|your|the) "
    r"(?P<whom>husband|boyfriend|father|dad|wife)\b",
    re.I,
)
PLAIN = 14  # words; a longer account of theirs is better told by our record
RECENT = timedelta(days=60)
SUFFERED = {
    "laughed": "laughed at",
    "yelled": "yelled at",
    "shouted": "shouted at",
    "ignored": "ignored",
    "lied": "lied to",
    "shrugged": "met with a shrug",
}
DONE_TO = re.compile(rf"\b(?:he|she|they) (?:just |even |only )?({'|'.join(SUFFERED)})\b", re.I)


def harm(matter: Matter) -> list[Said]:
    """Names what went wrong, then takes responsibility, in two sentences."""
    told, suffered = in_their_words(matter), _suffered(matter)
    if IN_WRITING.search(matter.inquiry.text) and not matter.tongue.harms:
        return _in_full(matter, Said(matter.say("harm-writing")))
    if kind_of(matter) == "third" and MIDDLE.search(matter.inquiry.text) and not matter.tongue.harms:
        return _in_full(matter, Said(matter.say("harm-between")))
    if kind_of(matter) == "prices":
        return _in_full(matter, Said(matter.say("harm-prices")))
    vague = not told or told.startswith("you tell me") or len(told.split()) > PLAIN
    if vague and (kind_of(matter) == "work" or not told) and (ours := _our_work(matter)):
        return _in_full(matter, ours)
    if suffered and (not told or told.startswith("you tell me")):
        named = Said(matter.say("harm", harm=suffered))
    else:
        named = (
            _misnamed(matter, told)
            or overdue(matter)
            or Said(_told(matter, told) if told else _unnamed(matter))
        )
    return _in_full(matter, named)


def _in_full(matter: Matter, named: Said) -> list[Said]:
    """The harm, the apology, and what it cost them where the harm has not told that already."""
    cost = [one for one in touched(matter) if one.text.partition(", and I'm sorry")[0] not in named.text]
    asked = NORMAL.search(matter.inquiry.text) and not matter.tongue.harms
    return [named, *_sorry(matter), *cost, *([Said(matter.say("not-normal"))] if asked else [])]


def _told(matter: Matter, told: str) -> str:
    also = beside(matter, told, DAMAGE if kind_of(matter) == "damage" else None)
    return matter.say("harm", harm=f"{told}, and {lowered(also)}" if also else told)


def _sorry(matter: Matter) -> list[Said]:
    mine = [line for line in matter.context.thread if line.from_customer]
    ours = [line for line in matter.context.thread if not line.from_customer]
    again = bool(mine) and (not ours or ours[-1].at < mine[0].at)
    return [Said(matter.say("sorry", again=again, kind=kind_of(matter)))]


def _our_work(matter: Matter) -> Said | None:
    """A job of ours of the last weeks that they speak of: the record names it better than their anger."""
    for fact in matter.of(FactKind.REPAIR):
        moment, work = when.read(fact.data.get("at", "")), fact.data.get("work", "")
        if not moment or matter.now - moment > RECENT or not content(work) & content(matter.inquiry.text):
            continue
        name = about_shop.name_of(matter, fact)
        day = matter.tongue.on(matter.tongue.past(moment, matter.now))
        done = matter.tongue.term(work.split(";")[0])
        if not done:
            return None
        put = None if matter.tongue.signs else DONE.match(done)
        text = matter.say(
            "harm-work",
            car=name,
            work=put["thing"] if put else done,
            done=_were(put) if put else "",
            day=day,
            since=since_then(matter),
        )
        return Said(text, (fact,))
    return None


def _were(put: re.Match[str]) -> str:
    """ "were mounted": of the "Winter tires mounted"."""
    return f"{'were' if put['thing'].endswith('s') else 'was'} {put['done']}"


def _misnamed(matter: Matter, told: str) -> Said | None:
    """They tell us their name in a complaint: it was wrong in ours."""
    if matter.tongue.harms or not MISNAMED.search(matter.inquiry.text):
        return None
    return Said(matter.say("harm-misnamed", also=lowered(told) if told else ""))


def _unnamed(matter: Matter) -> str:
    return matter.say("harm-between" if kind_of(matter) == "third" else "harm-unnamed")


def _suffered(matter: Matter) -> str:
    """ "He laughed": what was done to them, where their words name no more than the deed."""
    found = None if matter.tongue.harms else DONE_TO.search(matter.inquiry.harm or matter.inquiry.text)
    if found is None:
        return ""
    asked = ABOUT_A_MAN.search(matter.inquiry.text)
    first = f"asked about your {asked['whom'].lower()} and " if asked else ""
    return f"You were {first}{SUFFERED[found[1].lower()]} here"


def overdue(matter: Matter) -> Said | None:
    """Their car was to be ready and is not: the record says it better than their anger."""
    fact = about_shop.current(matter)
    ready = when.read(fact.data.get("ready_at", "")) if fact else None
    if fact is None or ready is None or ready > matter.now or kind_of(matter) not in ("wait", "other"):
        return None
    name = about_shop.name_of(matter, fact)
    return Said(matter.say("repair-overdue", car=name, was=matter.tongue.when_on(ready, matter.now)), (fact,))
