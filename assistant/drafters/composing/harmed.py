"""What went wrong, named in the customer's words or by our own record, and whose it is."""

import re
from datetime import timedelta

from assistant.core.fact import FactKind
from assistant.core.words import content
from assistant.drafters.composing import about_shop, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import clipped
from assistant.drafters.composing.said import Said

INSULT = re.compile(
    r"\b(worst|terrible|horrible|awful|joke|scam|never (?:again|come)|avoid|waste|pathetic|sucks?|crooks?"
    r"|liars?|stars?)\b",
    re.I,
)
KINDS = (
    (
        "third",
        re.compile(r"\b(bank|dmv|lender|credit union|insurance|manufacturer|warranty company|state)\b", re.I),
    ),
    ("bill", re.compile(r"\b(charged?|quoted|bill(?:ed|ing)?|invoice|overcharged?|refund|fee)\b", re.I)),
    (
        "rude",
        re.compile(r"\b(rude|laughed|yell\w*|ignored|condescend\w*|attitude|disrespect\w*|treated)\b", re.I),
    ),
    (
        "work",
        re.compile(
            r"\b(again|still|same|second time|not fixed|grind\w*|squeal\w*|scratch\w*|noise|broke|light"
            r"|shak\w*|vibrat\w*|wobbl\w*|leak\w*|drip\w*)\b",
            re.I,
        ),
    ),
    (
        "wait",
        re.compile(r"\b(late|wait\w*|delay\w*|promised|days?|weeks?|minutes|hours|call\w*|answers?)\b", re.I),
    ),
)
SUBJECT = re.compile(
    r"^(you|your|our|we|the|nobody|no one|it|this|that|they|he|she|there|his|her|a|an|one)\b", re.I
)
LEAD_IN = re.compile(
    r"^(?:(?:hi|hello|hey|dear)(?: \w+)?(?=\s*,)"
    r"|i (?:have to|must) say(?: that)?|i am sorry to say|unfortunately|honestly|also|and|so|but"
    r"|(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last week)\b[\s,:]*",
    re.I,
)
FELT = re.compile(
    r"\bfeels? like\b|\bnot (?:\w+ )?happy\b"
    r"|\b(?:disappointed|frustrated|upset|unhappy|angry|expected (?:better|more))\b",
    re.I,
)
HARMED = re.compile(
    r"\b(was told|gouge\w*"
    r"|smell\w*|broke\w*|charged|two times|twice|scratch\w*|ignored|shrugged|laughed|waited|sat"
    r"|stood|left without|grease|stain\w*|missed|third time|never"
    r"|nobody|asked for it|out of line|only pay|denied|refus\w*"
    r"|dirty|damaged?|wrong|leak\w*|rattl\w*|again|lost|overcharged|late)\b",
    re.I,
)
LEANS = re.compile(r"\b(?:either|as well|too)\W*$", re.I)  # on what was said before it
DID = re.compile(
    r"^(?:just )?(?:picked|bought|took|brought|dropped|paid|called|waited|drove|came|left|got|had"
    r"|ordered|sat|stood|drove|spent"
    r"|sent)\b",
    re.I,
)
POINTING = re.compile(r"^(it|this|that|they|he|she)\b", re.I)
NO_HARM = re.compile(
    r"^(?:it'?s|it has|it was|that'?s|that was|this is|this was)\b", re.I
)  # says how long, not what
LONGEST = 28  # words of theirs that a sentence of ours bears
SAID_SO = re.compile(r"\bwas told\b", re.I)  # what was promised, not what came
MEASURED = re.compile(r"\d:\d\d|\b(?:hours?|minutes?|weeks?|days|months?|miles|times|half a day)\b", re.I)
BILL = re.compile(r"\b(?:charged?|billed|fee|invoice|refund\w*|overcharged?)\b", re.I)
BILL_OF_THEIRS = re.compile(r"\b(?:the|my|your|a) (?:bill|invoice)\b", re.I)
ADMITTED = re.compile(
    r"^(?:you|they|he|she|somebody|someone) (?:have |has )?(?:admitted|said|agreed|confirmed|told me) "
    r"(?:that )?(?=you |they |i |my )",
    re.I,
)
PLAIN = 14  # words; a longer account of theirs is better told by our record
RUDE = re.compile(r"\b(?:laughing|mock\w+|mimic\w+|my accent|made fun|rude)\b", re.I)
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
PORTAL = re.compile(
    r"\b(?:because|since|as) (?P<who>[A-Z]\w+|(?:the|your) (?:site|website|app|listing|ad|map)|google)"
    r" (?:says?|said|shows?|lists?)\b"
)
BETWEEN = re.compile(
    r"\b(?:bank|dmv|lender|credit union|insur\w+|adjuster)\b[^?]{0,60}\b(?:said|says|told)\b[^?]{0,40}"
    r"\b(?:ask|call|dealer|you)\b",
    re.I,
)
SENT_ROUND = re.compile(
    r"\b(?P<who>(?!I\b)[A-Z]\w+(?: [A-Z]\w+)?) says?\b[^.?]{0,60}\b(?:take it up with|ask|call|contact)\b"
)
OFFERS = re.compile(
    r"\b(?:your|our) (?:e-?mail|letter|text|offer|mailing|flyer|ad)\b[^?]{0,80}"
    r"\b(?:refinance|trade up|trade in|upgrade|equity)\b",
    re.I,
)
PROMISED = re.compile(r"\b(?:promis\w*|agreed|offered|told me|guarante\w*|owes?|said i)\b", re.I)
GAIN = re.compile(
    r"[$€£%]\s?\d|\d\s?(?:%|dollars|percent)|\b(?:dollars|percent|off|free|discount|refund|credit|gift|lifetime"
    r"|for life)\b",
    re.I,
)
LEADS_AWAY = re.compile(
    r"https?:|www\.|\S@\S|\b\w+\.(?:com|net|org|io|ly)\b|\bgift ?cards?\b|\bcode\b"
    r"|(?<!my )(?<!my bank )\baccount\b|(?:\d[ -]?){9}",
    re.I,
)
BUT = re.compile(r"\bbut\b|\bhowever\b", re.I)


def harm(matter: Matter) -> list[Said]:
    """Names what went wrong, then takes responsibility, in two sentences."""
    told, suffered = in_their_words(matter), _suffered(matter)
    vague = not told or told.startswith("you tell me") or len(told.split()) > PLAIN
    if vague and (kind_of(matter) == "work" or not told) and (ours := _our_work(matter)):
        return [ours, *_sorry(matter)]
    if suffered and (not told or told.startswith("you tell me")):
        named = Said(matter.say("harm", harm=suffered))
    else:
        named = overdue(matter) or Said(matter.say("harm", harm=told) if told else _unnamed(matter))
    return [named, *_sorry(matter)]


def _sorry(matter: Matter) -> list[Said]:
    mine = [line for line in matter.context.thread if line.from_customer]
    ours = [line for line in matter.context.thread if not line.from_customer]
    again = bool(mine) and (not ours or ours[-1].at < mine[0].at)
    return [Said(matter.say("sorry", again=again, third=kind_of(matter) == "third"))]


def _our_work(matter: Matter) -> Said | None:
    """A job of ours of the last weeks that they speak of: the record names it better than their anger."""
    for fact in matter.of(FactKind.REPAIR):
        moment, work = when.read(fact.data.get("at", "")), fact.data.get("work", "")
        if not moment or matter.now - moment > RECENT or not content(work) & content(matter.inquiry.text):
            continue
        name = about_shop.name_of(matter, fact)
        day = matter.tongue.on(matter.tongue.past(moment, matter.now))
        done = matter.tongue.term(work.split(";")[0])
        return Said(matter.say("harm-work", car=name, work=done, day=day), (fact,)) if done else None
    return None


def _unnamed(matter: Matter) -> str:
    return matter.say("harm-between" if kind_of(matter) == "third" else "harm-unnamed")


def _suffered(matter: Matter) -> str:
    """ "He laughed": what was done to them, where their words name no more than the deed."""
    found = None if matter.tongue.harms else DONE_TO.search(matter.inquiry.harm or matter.inquiry.text)
    return f"You were {SUFFERED[found[1].lower()]} here" if found else ""


def overdue(matter: Matter) -> Said | None:
    """Their car was to be ready and is not: the record says it better than their anger."""
    fact = about_shop.current(matter)
    ready = when.read(fact.data.get("ready_at", "")) if fact else None
    if fact is None or ready is None or ready > matter.now or kind_of(matter) not in ("wait", "other"):
        return None
    name = about_shop.name_of(matter, fact)
    return Said(matter.say("repair-overdue", car=name, was=matter.tongue.when_on(ready, matter.now)), (fact,))


def in_their_words(matter: Matter) -> str:
    """The harm in their words, turned to them; empty where it is an insult or no whole sentence."""
    named = LEAD_IN.sub("", matter.inquiry.harm.strip())
    concrete = [LEAD_IN.sub("", told) for told in _concrete(matter)]
    measured = [told for told in concrete if MEASURED.search(told) and not SAID_SO.search(told)]
    if measured and not MEASURED.search(named) and not BILL.search(named):
        concrete, named = [named, *concrete], measured[0]
    named = "" if FELT.search(named) or (LEANS.search(named) and concrete) else named
    for told in (named, *concrete):
        told = ADMITTED.sub("", _whole(matter, told))
        if not _owes_by_it(matter, told) and (turned := _turned_to_them(matter, told)):
            return turned
    return ""


def _owes_by_it(matter: Matter, told: str) -> bool:
    """Whether to say it after them would admit a debt, pass on a link, or repeat an order to a machine."""
    gain = PROMISED.search(told) and GAIN.search(told)
    ordered = any(told.strip(" .!") in one.words or one.words in told for one in matter.inquiry.tried)
    return bool(gain or LEADS_AWAY.search(told) or ordered)


def _concrete(matter: Matter) -> list[str]:
    """Sentences that tell a fact of harm, cut to their first clause."""
    said = re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text)
    cut = [re.split(r",\s+(?:and|so|which)\b", one, maxsplit=1)[0] for one in said if not one.endswith("?")]
    return [one for one in cut if HARMED.search(one) and not FELT.search(one)][:4]


def _whole(matter: Matter, told: str) -> str:
    """The sentence in which "it still squeals" stands, where that begins with what they did."""
    if DID.match(told):
        return f"I {told[:1].lower()}{told[1:]}"
    if not told or not POINTING.match(told):
        return told
    said = re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text)
    whole = next((one for one in said if told in one), "")
    if DID.match(whole):
        return f"I {whole[:1].lower()}{whole[1:]}"
    return whole if re.match(r"I\b", whole) and clipped(whole, 24) == whole.rstrip(" .!?") else told


def _turned_to_them(matter: Matter, words: str) -> str:
    told = clipped(words, LONGEST)
    if told.count('"') % 2:  # a quotation cut in the middle
        told = told[: told.rindex('"')].rstrip(" ,:")
    turned = matter.tongue.turned(told) if told else ""
    if matter.tongue.harms:  # another language than English knows its own subjects
        return turned
    if not turned or INSULT.search(told) or BUT.search(told) or not SUBJECT.match(turned):
        return ""
    if re.match(r"(?:that|this)'s why\b", turned, re.I):
        return ""
    if re.match(r"(?:he|she)\b", turned, re.I):
        return ""  # somebody else's words
    if POINTING.match(turned):
        if NO_HARM.match(turned):
            return ""
        return f"you tell me that {turned[:1].lower()}{turned[1:]}"
    return turned[:1].upper() + turned[1:]


def kind_of(matter: Matter) -> str:
    if not matter.tongue.harms and PORTAL.search(matter.inquiry.text):
        return "portal"
    if not matter.tongue.harms and OFFERS.search(matter.inquiry.text):
        return "offers"
    if not matter.tongue.harms and RUDE.search(matter.inquiry.text):
        return "rude"
    if not matter.tongue.harms and any(one.search(matter.inquiry.text) for one in (BETWEEN, SENT_ROUND)):
        return "third"
    words = in_their_words(matter) or f"{matter.inquiry.harm} {matter.inquiry.text}"
    found = next((name for name, pattern in matter.tongue.harms or KINDS if pattern.search(words)), "other")
    if found == "work" and not matter.of(FactKind.REPAIR, FactKind.OWNED) and matter.department == "sales":
        return "other"  # nobody has worked on a car of theirs
    told = not matter.tongue.harms and BILL_OF_THEIRS.search(matter.inquiry.text)
    return "bill" if found in ("wait", "other") and told and not MEASURED.search(words) else found
