"""What whole phrases settle before words are counted: a form's lines, limits of a wish, plain topics."""

import re

from assistant.core.inquiry import Pressure, Topic
from assistant.core.insurers import INSURERS
from assistant.readers.asked import Asked

_FORM_LINE = re.compile(r"(?i)^\W*(?:interested in|message page|page|vehicle|stock(?: number)?)\s*:")
_LIMIT = re.compile(
    r"(?i)\b(?:stay|be|keep it|remain|under|below|up to|at most|no more than|budget)\b[^?]*\$\s?\d"
)
LATE = re.compile(
    r"(?i)\b(?:(?:minutes?|mins?|hour|bit|little) (?:late|behind)|running (?:\w+ ){0,4}late"
    r"|(?:i'?ll|will|going to|gonna|might|am|i'?m) (?:probably |about |be )*(?:\w+ ){0,4}late"
    r"|running behind|more like \d{1,2}(?!\d)(?! ?(?:hours?|minutes?|days?|weeks?|miles|k\b))"
    r"|stuck (?:at|in) (?:the |a |my )?(?:dentist|doctor\w*|meeting|traffic|work|office|school|line)"
    r"(?![\s\S]*\b(?:start|tow\w*|dead|died|flat|battery|broke\w*)\b))\b"
)
_LATE_ASK = re.compile(
    r"(?i)\b(?:still ok(?:ay)?|another day|different day|is that (?:ok|okay|fine)|late"
    r"|running behind|more like|stuck)\b"
)
_CLEAR = (
    (Topic.APPOINTMENT, re.compile(r"(?i)\b(?:tienen|hay) (?:lugar|cita|espacio|hueco)\b")),
    (Topic.OTHER, re.compile(r"(?i)\b(?:bring|deliver) (?:it|the car|my car) to (?:my|our|me)\b")),
    (
        Topic.TRADE_IN,
        re.compile(r"(?i)\b(?:on|in|as a|for a) trade\b|\btrade[- ]?in\b|\btake my \w+(?: \w+)? (?:on|in)\b"),
    ),
    (
        Topic.PAPERWORK,
        re.compile(
            r"(?i)\b(?:the|my) (?:second one|money|deposit|fee|payment) back\b|\brefund\w*|\bcharged? twice\b"
            r"|\bon my card\b"
        ),
    ),
    (Topic.OTHER, re.compile(r"(?i)\bloaner\b.*\b(?:allowed|state|mileage|miles)\b|\bor .*\bloaner\b")),
    (Topic.OTHER, re.compile(r"(?i)\bwhat (?:address|number|e-?mail|name)s?\b.*\bhave (?:for|on)\b")),
    (Topic.OTHER, re.compile(r"(?i)\b(?:do|did|does|don'?t) (?:we|i) have\b(?! to\b)")),
    (
        Topic.HISTORY,
        re.compile(r"(?i)\bwhat (?:did i pay|i paid)\b|\bhow much (?:did i pay|i paid)\b"),
    ),
    (
        Topic.PRICE,
        re.compile(r"(?i)\bprice\b[^?]{0,30}\b(?:what (?:i|we|you)(?:'d|'ll)? (?:\w+ )?pay"
            r"|the final price)\b"),
    ),
    (
        Topic.OTHER,  # whether a car that is not right may be driven
        re.compile(
            r"(?i)\b(?:safe|ok|okay|alright|fine) to (?:still |keep )?driv(?:e|ing)\b"
            r"|\b(?:can|could|should|may) (?:i|we|she|he) (?:still |keep |even |safely )(?:driv\w+)\b"
        ),
    ),
    (
        Topic.OTHER,
        re.compile(
            r"(?i)\bcome (?:and |by and |by to |in and |in to |over and |over to )?"
            r"(?:get|grab|fetch|pick up|collect) "
            r"(?!it\b|her\b|him\b|the car\b|my (?:car|truck)\b)"
            r"|\bexplain (?:the|this|that|it|my|me|why)\b|\bwhat happens (?:with|to|if|when)\b"
            r"|\b(?:can|could|will|would) (?:it|that one|the \w+) be "
            r"(?:brought|moved|sent|shipped|transferred)\b"
            r"|\bdid (?:it|they|that|she|he) (?:really |actually |even )?need\b"
            r"|\bhow much of (?:the|my|that) \$?\d"
            r"|\bhow (?:long|many (?:days|hours|weeks)) (?:will|would|do|might) (?:you|they) (?:need|have) "
            r"(?:it|her|him|my \w+)\W*\Z"
        ),
    ),
    (
        Topic.PAPERWORK,
        re.compile(r"(?i)\bwhat (?:papers |documents )?(?:do|does|should|must|can|shall) (?:we|i|she|he|they)"
            r" (?:need to |have to )?bring\b"),
    ),
    (Topic.OTHER, re.compile(r"(?i)\bhow long is (?:that|the|this|your) (?:\w+ )?(?:number|offer|quote)\b")),
    (Topic.OTHER, re.compile(r"(?i)\bwhat would the difference be\b")),
    (Topic.AVAILABILITY, re.compile(r"(?i)\bput (?:some |any )?(?:money|a deposit|something) down\b")),
    (
        Topic.HISTORY,
        re.compile(
            r"(?i)\bwhat did (?:you|he|she|they) (?:say|find|tell|measure)\b.*\b(?:last time|about)\b"
        ),
    ),
    (
        Topic.PARTS,
        re.compile(
            r"(?i)\b(?:have|carry|sell|stock|got|get|need)\b[^?.]{3,40}\bfor (?:a|an|my|the) (?:19|20)\d\d\b"
        ),
    ),
    (Topic.FEATURE, re.compile(r"(?i)\bhas (?:it|the [\w-]+(?: one)?|that one|this one) got\b")),
    (Topic.SERVICE_PRICE, re.compile(r"(?i)\bstill \$\s?\d")),
    (Topic.HISTORY, re.compile(r"(?i)\b(?:people|owners?) (?:\w+ )?(?:owned|had) (?:it|this|that|the)\b")),
    (Topic.OTHER, re.compile(r"(?i)\bdoes (?:it|that|the warranty) go with (?:it|the car|that)\b")),
    (Topic.OTHER, re.compile(r"(?i)\A\W*(?:and |so )?why (?:did|didn'?t|was|were|has|is|do|does)\b")),
    (
        Topic.REPAIR_STATUS,
        re.compile(
            r"(?i)\b(?:am i (?:going to|gonna)|will i) (?:have|get) (?:it|her|him|my \w+)(?: back)? by\b"
        ),
    ),
    (
        Topic.SERVICE_PRICE,
        re.compile(
            r"(?i)\bwhat do (?:you|u|they) (?:get|charge|want) for (?:an?|the|new)? ?(?:new )?"
            r"(?:battery|brakes|tires?|oil change|inspection|alignment)\b"
        ),
    ),
    (Topic.OTHER, re.compile(r"(?i)\bowe (?:you|u|y'?all)\b")),
    (Topic.OTHER, re.compile(r"(?i)\bcan (?:my|somebody|someone|a) \w+ (?:grab|pick|fetch|get|collect)\b")),
    (Topic.OTHER, re.compile(r"(?i)\bwhat am i supposed to\b|\bdeal with (?:this|it|that)\b")),
    (
        Topic.SERVICE_PRICE,
        re.compile(
            r"(?i)\bwhat(?:'s| is| does| would)? (?:an?|the) (?:oil change|brake job|alignment|inspection"
            r"|tune.?up|rotation)\b|\bwhat(?:'s|s| is) the damage\b"
        ),
    ),
    (
        Topic.PRICE,
        re.compile(r"(?i)\bwhat (?:would|will|do) (?:i|we) (?:\w+ )?(?:pay|owe) for (?:it|this|that)\b"),
    ),
    (
        Topic.HOURS,
        re.compile(
            r"(?i)\b(?:til|till|until) when\b"
            r"|\bis (?:somebody|anybody|anyone) (?:still )?(?:there|around)\b"
        ),
    ),
    (
        Topic.FEATURE,
        re.compile(r"(?i)\bhow far (?:does|can|will) (?:it|she|he|the \w+) (?:go|drive|get|run)\b"),
    ),
    (Topic.FEATURE, re.compile(r"(?i)\bis (?:it|that|this) the one with\b")),
    (Topic.FEATURE, re.compile(r"(?i)\bhow far (?:does|can|will) .*\b(?:charge|tank)\b")),
)  # fmt: skip
OFFERED_PRICE = re.compile(
    r"(?i)\b(?:i'?d|i would|i could|i can|i'?ll) (?:\w+ )?(?:take|pay|give|offer|go|do)\b[^?]{0,30}"
    r"(?:\$|\d[\d.,]*[ ]?(?:k|grand|thousand)\b|\d,\d{3}|\b\d{4,5}\b)"
)
_NOT_NOW = re.compile(
    r"(?i)\bcan'?t (?:[\w']+ ){1,6}right now\b|\bright now (?:i|we) have (?:an?|the|my|some)\b"
)


_KNOWN_TO_THEM = re.compile(r"(?i)\bi know (?:exactly|very well|full well|perfectly well)\b")
_TO_ANOTHER = re.compile(r"(?i)\b(?:sell|give) (?:it|her|my \w+|the \w+) to (?:my|our|a|his|her)\b")


def needless(part: Asked) -> bool:
    """A form's own line, a limit of what they wish, what they would do with others: none asks anything."""
    if not part.direct and _KNOWN_TO_THEM.search(part.sentence.text):
        return True
    if not part.direct and _TO_ANOTHER.search(part.sentence.text):
        return True
    if _FORM_LINE.match(part.sentence.text):
        return True
    return not part.direct and bool(_LIMIT.search(part.sentence.text))


_WRONGED = (
    re.compile(  # the same money two times
        r"(?i)\b(?:fee|charged?|bill(?:ed)?|invoice|money|payment|deposit|took|taken|withdrew|debited|paid)\b"
        r"[^?.!]{0,80}\b(?:two times|twice|double)\b|\bdouble[- ](?:charged|billed)\b"
    ),
    re.compile(  # asked how we did while their car is still with us
        r"(?i)\bsurvey\b[^?]{0,80}\b(?:still|hasn'?t|isn'?t|not (?:even )?(?:done|ready|back|fixed)"
        r"|haven'?t)\b"
        r"|\bstill (?:have|there|in your|at your|with you)\b[^?]{0,80}\bsurvey\b"
    ),
    re.compile(  # an address of a portal at which we are not
        r"(?i)\b(?:website|site|portal|google|app|listing|map|directions|autotrader|cars\.com"
        r"|cargurus|ad)\b[^?]{0,60}\b(?:wrong address|sent (?:me|us) to|took (?:me|us) to"
        r"|(?:isn'?t|is not|no) (?:there|dealership|dealer|store))\b"
    ),
    re.compile(  # sent there by what a portal says
        r"(?i)\b(?:drove|driven|came|went|walked)\b[^?.]{0,80}?"
        r"(?= (?:because|since|as)\b[^?]{0,60}\b(?:says?|said|shows?|lists?)\b)"
    ),
    re.compile(  # an insurer, a lender that does not pay
        r"(?i)\b(?:insur\w+|adjuster|warranty company|lender)\b[^?]{0,100}"
        r"\b(?:out of line|(?:only|won'?t|will not|refus\w+ to) (?:pay|cover)|denied|den(?:y|ies))\b"
    ),
    re.compile(  # a time that we named has passed
        r"(?i)\byou (?:guys )?(?:said|promised|told (?:me|us))\b[^.?!]{0,80}\b(?:by|would be|be) (?:done"
        r"|ready|noon|\d|mon|tues"
        r"|wed|thurs|fri|sat|sun|today|tomorrow)[^.?!]*[.?!,]\s+(?:and )?(?:it'?s|it is|now it'?s)"
        r" (?:now |almost |already |past |after )*(?:\d|noon|mon|tues|wed|thurs|fri|sat|sun)"
    ),
    re.compile(  # nobody let them know
        r"(?i)\b(?:have not|haven'?t|had not|hadn'?t) heard (?:(?:one|a single|a) word|anything|a thing"
        r"|back)\b"
        r" from (?:anyone|anybody|you(?: guys)?)"
    ),
    re.compile(  # between us and an insurer: each says it is the other's
        rf"(?i)\b(?:insur\w+|adjuster|bank|lender|{INSURERS})\b"
        r"[^?.]{0,60}\b(?:says?|said|told|claims?)\b[^?]{0,120}\b(?:you|your (?:\w+ )?(?:shop|office|people"
        r"|desk))\b"
        r"[^?.]{0,30}\b(?:says?|said|told|never|claims?)\b"
    ),
    re.compile(  # an offer to somebody who has just lost their car
        r"(?i)\byour (?:e-?mail|letter|text|offer|mailing|flyer|ad)\b[^?]{0,80}"
        r"\b(?:refinance|trade up|trade in|upgrade|equity)\b"
        r"(?=[\s\S]*\b(?:was hit|totaled|wrecked|crash|accident)\b)"
    ),
    re.compile(  # a price that was charged and is not the one that stands
        r"(?i)\b(?:you|they|he|she) (?:took|charged|billed)\b[^?]{0,20}\$?\d+\.\d\d"
    ),
    re.compile(r"(?i)\b(?:i was|was|were) told (?:an?|one|two|half an) (?:\w+ )?(?:hours?|minutes)\b"),
    re.compile(r"(?i)\bshould (?:check|talk|speak|ask) (?:with |to )?(?:the |my )?(?:dealer\w*|you)\b"),
    re.compile(r"(?i)\b(?:e-?mail|letter|message) number (?:two|three|four|2|3|4)\b"),
    re.compile(r"(?i)\bi wrote (?:to )?you\b[^?]{0,60}\bi wrote (?:to )?you\b"),
    re.compile(  # whole when they left it with us
        r"(?i)\b(?:was(?:n'?t| not)?|were) (?:whole|fine|perfect|there|not there|intact|undamaged"
        r"|clean) (?:at all )?when (?:i|we)"
        r" (?:handed|dropped|left|brought|parked|gave)\b"
    ),
    re.compile(  # what they did to the car
        r"(?i)\b(?:has|have|is|there'?s) (?:now )?(?:a |an )?(?:(?!to\b)\w+ )?(?:gouge|scratch|dent|stain"
        r"|crack)\w*"
        r"[^?]{0,40}\bnow\b"
    ),
    re.compile(r"(?i)\bthat'?s why i (?:wrote|asked|e-?mailed)\b|\bi asked for it in writing\b"),
    re.compile(  # sent round
        r"(?i)\b(?:says?|said|told|tells?)(?: me| us)?(?: to)? (?:call|contact|ask|talk to|see|go to|it'?s)\b"
        r"[^?]{1,80}\b(?:says?|said|told|tells?|sends?)(?: me| us)?(?: to)?"
        r" (?:call|contact|ask|talk to|see|go to|back|it'?s)\b"
    ),
)


def wronged(whole: str) -> str:
    """The words that tell of a harm, however calmly they are told; empty where there is none."""
    said = whole.replace("’", "'")
    found = next((match for pattern in _WRONGED if (match := pattern.search(said))), None)
    return whole[found.start() : found.end()] if found else ""


_BUT = re.compile(
    r"(?:\bBUT\b|[.!]\s+But\b|\bonly complaint\b|\bexcept that\b)[\s.,:–—-]*(?P<then>[^.!?\n]{20,200})"
)


def after_but(whole: str) -> str:
    """Of praise the sentence after its "But": what was not good."""
    found = _BUT.search(whole)
    return found["then"].strip() if found else ""


_ARRIVED = re.compile(
    r"(?i)\b(?:have|has|did) (?:my|our) (?!car|truck|van|suv)(?:[\w-]+ ){1,3}(?:come|came|arrived?"
    r"|get)(?: in| here| yet)?\W*$"
)
_TOWS = re.compile(r"(?i)\b(?:can|will|could) (?:it|she|he|this|that|the \w+) (?:pull|tow|haul)\b")
_LOOKOUT = re.compile(
    r"(?i)\b(?:let (?:me|us) know|lmk|text me|call me|tell me|e-?mail me|keep (?:me|us) (?:posted|in)"
    r"|keep an eye|notify me|hit me up|(?:shoot|send|drop) me an? \w+)\b[^?]{0,60}"
    r"\b(?:get|gets|comes?|arrives?|lands?|find)\b"
)
_BESIDE_A_PRICE = (Topic.OTHER, Topic.APPOINTMENT, Topic.AVAILABILITY, Topic.FINANCE)
_MONTHLY = re.compile(r"(?i)\b(?:mo|months?|monthly|down)\b")
_VAGUE = (Topic.FINANCE, Topic.PRICE, Topic.FEATURE, Topic.CALL_BACK, Topic.OTHER)


def clear_topic(text: str, whole: str, topic: Topic) -> Topic:
    """The topic that a phrase settles, else the one that was found."""
    if topic in (Topic.APPOINTMENT, Topic.AVAILABILITY) and _ARRIVED.search(text):
        return Topic.PARTS
    if topic is Topic.PARTS and _TOWS.search(text):
        return Topic.FEATURE
    if topic in _BESIDE_A_PRICE and OFFERED_PRICE.search(text) and not _MONTHLY.search(text):
        return Topic.PRICE
    if topic in _VAGUE and _LOOKOUT.search(text):
        return Topic.AVAILABILITY
    if LATE.search(whole.replace("’", "'")) and _LATE_ASK.search(text):
        return Topic.CHANGE
    said = text.replace("’", "'")
    if topic is Topic.TRADE_IN and _TO_ANOTHER.search(said):
        return Topic.OTHER
    return next((clear for clear, pattern in _CLEAR if pattern.search(said)), topic)


def eased(level: Pressure, reason: str, whole: str) -> tuple[Pressure, str]:
    """Who is only late is hurried, not stranded; "I can't drive right now" is no hurry."""
    said = whole.replace("’", "'")
    if level is not Pressure.NOW:
        return level, reason
    if LATE.search(said):
        return Pressure.SOON, reason
    if _NOT_NOW.search(reason.replace("’", "'")):
        return Pressure.NONE, ""
    return level, reason
