"""What went wrong in the customer's own words, turned to them."""

import re

from assistant.core.words import content
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import clipped, lowered
from assistant.drafters.composing.touched import COST

INSULT = re.compile(
    r"\b(worst|terrible|horrible|awful|joke|scam|never (?:again|come)|avoid|waste|pathetic|sucks?|crooks?"
    r"|liars?|stars?)\b",
    re.I,
)
SUBJECT = re.compile(
    r"^(you|your|our|we|the|nobody|no one|it|this|that|they|he|she|there|his|her|a|an|one)\b", re.I
)
LEAD_IN = re.compile(
    r"^(?:(?:hi|hello|hey|dear)(?: \w+)?(?=\s*,)|(?:got|came|drove) home(?: and| to find)?"
    r"|then|plus|on top of (?:that|it)|to top it off|turns out(?: that)?"
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
    r"\b((?:second|third|fourth|fifth) time|hanging|all over|only one|was empty|on E\b|was told|told me"
    r"|you said|you promised|gouge\w*"
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
TOLD = re.compile(
    r"^(?:you(?: guys| people| all)?|y'?all|they|he|she|somebody|someone|(?:your |the )?(?:sales\w+|guy"
    r"|man|lady|woman|tech\w*|manager|\w+ guy)|your \w+(?: \w+)?) (?:had "
    r"|have )?told me (?:that )?",
    re.I,
)
DENIES = re.compile(r"^It (?P<not>(?:does|did|was|is|had|has)(?: not|n't))\W*$", re.I)
SPEECH = re.compile(r"\b(?:said|says|goes|went|like)\b,? ['\"\u201c\u2018]", re.I)  # somebody else's words
AND_THEN = re.compile(r"\band (?:now )?(?P<then>(?:there|it|the|my)\b.*)", re.I)
HALVES = re.compile(r"^[^,]{8,60}? and (?P<then>(?:the|my|your|nobody|there)\b.{12,90})$", re.I)
AGAIN = re.compile(
    r"(?:this|that|it) is the (?:second|third|fourth|fifth|2nd|3rd|4th) (?:time|visit)\b.{12,}", re.I
)
UNTOLD = re.compile(r"(?:nobody|no one|they) (?:could|can|would) tell\b", re.I)  # the least of several harms
SHORT = 16  # words of each, where two are named in one sentence
REPEATED = re.compile(r"\b(?:was told|never again|said|told|pregnant)\b", re.I)
OUR_JOB = re.compile(  # what we did for them is not yet what went wrong
    r"^(?:you|y'all)(?: folks| guys| people| all)? (?:just |recently )?(?:replaced|did|changed|fixed"
    r"|installed|serviced)\b"
    r"|^I had [^.]{3,60} (?:done|changed|replaced|fixed) (?:by|at|with) you\b",
    re.I,
)
UNMARKED = re.compile(r"\b(?:(there|that|what)s|(did|was|were|does|could|would|should|has|had)nt)\b", re.I)
BARE = re.compile(
    r"^(?=(?:shuttle|driver|sales\w*|service|mechanic|tech\w*|manager|receptionist|cashier|guy|girl|lady|desk|website"
    r"|bill|invoice|carpet|seat|wheel|bumper|hood|door|window|paint|tire|battery)s?\b)",
    re.I,
)
SINCE = re.compile(
    r"\b(?:since (?:then|\w+day)|ever since|and now|but now)\b,? "
    r"(?P<told>(?:the|there|it|they|my|one|a)\b[^.,;:!?\n]{6,70}?)(?=[.,;:!?\n]|$)",
    re.I,
)
LIKE = re.compile(r"\blike (?=(?:a|an|\w+) (?:minutes?|hours?|days?|times?)\b)", re.I)
WHILE_I = re.compile(r"\bwhile (?P<told>I (?:just )?(?:stood|sat|waited|was)\b.{8,})", re.I)
LONGEST = 28  # words of theirs that a sentence of ours bears
SAID_SO = re.compile(r"\bwas told\b", re.I)  # what was promised, not what came
MEASURED = re.compile(r"\d:\d\d|\b(?:hours?|minutes?|weeks?|days|months?|miles|times|half a day)\b", re.I)
BILL = re.compile(r"\b(?:charged?|billed|fee|invoice|refund\w*|overcharged?)\b", re.I)
ADMITTED = re.compile(
    r"^(?:you|they|he|she|somebody|someone) (?:have |has )?(?:admitted|said|agreed|confirmed|told me) "
    r"(?:that )?(?=you |they |i |my )",
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
NO_NAME = (OUR_JOB, SPEECH, FELT)  # their words about it, and not what went wrong
BUT = re.compile(r"\bbut\b|\bhowever\b", re.I)


def in_their_words(matter: Matter) -> str:
    """The harm in their words, turned to them; empty where it is an insult or no whole sentence."""
    named = LEAD_IN.sub("", matter.inquiry.harm.strip())
    concrete = [LEAD_IN.sub("", told) for told in _concrete(matter)]
    whole = [told for told in concrete if not DID.match(told)]
    measured = [told for told in whole if MEASURED.search(told) and not SAID_SO.search(told)]
    if measured and not MEASURED.search(named) and not BILL.search(named):
        concrete, named = [named, *concrete], measured[0]
    if any(one.search(named) for one in NO_NAME) or (LEANS.search(named) and concrete):
        named = ""
    told_of = sorted((named, *concrete), key=lambda one: UNTOLD.match(one) is not None)
    for told in told_of:
        told = ADMITTED.sub("", _whole(matter, told))
        if not _owes_by_it(matter, told) and (turned := _turned_to_them(matter, told)):
            return turned
    return ""


def beside(matter: Matter, named: str, rather: re.Pattern[str] | None = None) -> str:
    """A second thing that went wrong, where they tell of two in plain sentences; else empty.

    `rather`: of several the one that it fits.
    """
    if matter.tongue.harms or len(named.split()) > SHORT:
        return ""
    told_of = [LEAD_IN.sub("", one) for one in _concrete(matter) if not COST.search(one)]
    for told in sorted(told_of, key=lambda one: not (rather and rather.search(one))):
        turned = _turned_to_them(matter, told) if not _owes_by_it(matter, told) else ""
        whole = turned and not turned.startswith("you tell me") and len(turned.split()) <= SHORT
        if whole and len(content(turned) & content(named)) <= 1 and not REPEATED.search(turned):
            return turned
    return ""


def since_then(matter: Matter) -> str:
    """ "the steering wheel shakes": what they notice since a job of ours; else empty."""
    found = None if matter.tongue.harms else SINCE.search(matter.inquiry.text.replace("\u2019", "'"))
    return lowered(matter.tongue.turned(found["told"])) if found else ""


def _owes_by_it(matter: Matter, told: str) -> bool:
    """Whether to say it after them would admit a debt, pass on a link, or repeat an order to a machine."""
    gain = PROMISED.search(told) and GAIN.search(told)
    ordered = any(told.strip(" .!") in one.words or one.words in told for one in matter.inquiry.tried)
    return bool(gain or LEADS_AWAY.search(told) or ordered)


def _concrete(matter: Matter) -> list[str]:
    """Sentences that tell a fact of harm, cut to their first clause."""
    said = re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text)
    said = [_with_denial(one, then) for one, then in zip(said, [*said[1:], ""], strict=True)]
    said = [*said, *(half for one in said if len(half := _second_half(one)) > 0)]
    cut = [re.split(r",\s+(?:and|so|which)\b", one, maxsplit=1)[0] for one in said if not one.endswith("?")]
    cut = [_after_the_job(one) for one in cut]
    return [one for one in cut if HARMED.search(one) and not FELT.search(one)][:4]


def _second_half(told: str) -> str:
    """ "The loaner you gave me smells", of "Fourth day without my car and the loaner you gave me smells"."""
    found = HALVES.search(told)
    return f"{found['then'][:1].upper()}{found['then'][1:]}" if found else ""


def _after_the_job(told: str) -> str:
    """ "There is oil all over my driveway", of a sentence that begins with the job that we did."""
    found = AND_THEN.search(told) if OUR_JOB.match(told) else None
    return found["then"] if found else told


def _with_denial(told: str, then: str) -> str:
    """ "I was told it had heated seats. It does not.", as one sentence."""
    denied = DENIES.match(then) if TOLD.match(told) else None
    return f"{told.rstrip(' .!')} when it {denied['not']}" if denied else told


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


def _spelled(told: str) -> str:
    """ "theres grease" with its apostrophe, "shuttle driver left" with its article."""
    marked = UNMARKED.sub(lambda found: f"{found[1]}'s" if found[1] else f"{found[2]}n't", told)
    return f"The {marked[:1].lower()}{marked[1:]}" if BARE.match(marked) else marked


def _shorter(words: str) -> str:
    """Of a long account what happened to them: "while I stood there", and no "like six minutes"."""
    plain = LIKE.sub("", words)
    while_i = WHILE_I.search(plain)
    return while_i["told"] if while_i and len(plain.split()) > SHORT else plain


def _by_whom(told: str) -> str:
    """ "You told me it would be 600": that they were told so, not that we know who said it."""
    return TOLD.sub("I was told ", told)


def _turned_to_them(matter: Matter, words: str) -> str:
    told = clipped(_shorter(words), LONGEST)
    if told.count("(") > told.count(")"):  # an aside cut in the middle
        told = told[: told.rindex("(")].rstrip(" ,:")
    if told.count('"') % 2:  # a quotation cut in the middle
        told = told[: told.rindex('"')].rstrip(" ,:")
    turned = matter.tongue.turned(_spelled(_by_whom(told))) if told else ""
    if matter.tongue.harms:  # another language than English knows its own subjects
        return turned
    if not turned or INSULT.search(told) or BUT.search(told) or not SUBJECT.match(turned):
        return ""
    if re.match(r"(?:that|this)'s why\b", turned, re.I):
        return ""
    if re.match(r"(?:he|she)\b", turned, re.I):
        return ""  # somebody else's words
    if AGAIN.match(turned):
        return turned[:1].upper() + turned[1:]
    if POINTING.match(turned):
        if NO_HARM.match(turned):
            return ""
        return f"you tell me that {turned[:1].lower()}{turned[1:]}"
    return turned[:1].upper() + turned[1:]
