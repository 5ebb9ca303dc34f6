"""Whose a vehicle is: theirs (driven, in the shop, to trade, a part for it), or one that they want."""

import re

OWNER = re.compile(
    r"(?i)\b(?:my|our|mine|his|her|wife['’]?s|husband['’]?s|daughter['’]?s|son['’]?s|mom['’]?s"
    r"|mother['’]?s|dad['’]?s|mi)"
    r"(?:[ ](?!to\b|on\b|for\b|in\b|toward|(?:prefer|want|like|love|need|saw|wish|say)s?\b|really\b)"
    r"[\w'’.,-]{1,15}){0,3}[ ]?\Z"
)
_HAVING = re.compile(
    r"(?i)\b(?:(?:i|we)(?:['’]ve| have)?(?: also| currently| still)? (?:have|own|drive|owe|got|had"
    r"|bought|purchased|leased|lease|picked up|traded)"
    r"|(?:\A|[.!?\n]\W*)(?:(?:just|recently) )?(?:bought|purchased|leased|picked up|got)"
    r"|(?:new |proud |first )?owner of"
    r"|i['’]ve got|trade(?:[ -]in)?(?: is| in)?|trading(?: in)?|sell(?:ing)?|payoff on|owe on|tengo)"
    r"(?: in| on| of)?(?: an?| the| one| un| una)?(?:[ ][\w'’-]{1,12}){0,2}[ ]?\Z"
)
_WANTED = re.compile(
    r"(?i)\b(?:trade|trading)\b[^.?!\n]{0,60}\b(?:for|on|towards?|against|into) (?:an?|the|your"
    r"|one of)\b[^.?!\n]{0,25}\Z"
)
_CAN_I = re.compile(r"(?i)\b(?:do|did|if|until|once) (?:i|we) (?:have|own|bought|got)")
_TO_TRADE = re.compile(r"(?i)\A[^.?!\n]{0,40}\b(?:to trade|as (?:a )?trade|for trade|trade[ -]in\b)")
_OFF = re.compile(r"(?i)\b(?:off(?: of)?|onto|on to|fits?)(?: an?| the)?[ ]\Z")  # parts of one, or for one
_WORK = re.compile(  # work that is done on a car, parts that are bought for one
    r"(?i)\b(?:oil change|inspections?|services?|brakes?|tires?|alignment|battery|rotation|tune[- ]?up"
    r"|pads|rotors"
    r"|wipers?|blades|windshield|recalls?|detail\w*|fobs?|mats?|mud ?flaps?|hitch|filters?|racks?"
    r"|crossbars?|bulbs?"
    r"|mirror|cap|cover|liner|tray|struts?|shocks?|spark plugs?|belts?|hoses?|gaskets?|sensors?|keys?"
    r"|loans?|leases?|payments?|refinanc\w*)\b"
    r"[^.?!\n]{0,24}\b(?:on|for|fits?|in|onto|to|of)(?: an?| the)?[ ]\Z"
)
_OTHERS = re.compile(  # somebody's who asks nothing of us
    r"(?i)\b(?:neighbou?r|friend|co-?worker|colleague|buddy|boss|aunt|uncle"
    r"|cousin)\b[^.?!\n]{0,40}\b(?:his|her|their)[ ]\Z"
)
_SICK = re.compile(
    r"(?i)\A['’]?s?[^.?!,\n]{0,25}\b(?:won['’]?t (?:start|shift|charge|go)"
    r"|(?:makes?|making|has) an? [^.?!,\n]{0,20}noise"
    r"|(?:is |keeps |started )?(?:leaking|grinding|squealing|squeaking|overheating|stalling|smoking"
    r"|vibrating)"
    r"|(?:grinds|squeals|leaks|overheats|stalls|shakes|rattles)|died|broke down"
    r"|needs (?:an? )?(?:oil|brake|tire|inspection|alignment|battery|service|tune)|check engine)"
)


def is_theirs(text: str, start: int, end: int) -> bool:
    """Whether the vehicle named from `start` to `end` is the writer's own."""
    before = text[max(start - 90, 0) : start]
    if _OTHERS.search(before) or _WANTED.search(before) or _CAN_I.search(before[-45:]):
        return False
    if _OFF.search(before[-20:]) or _WORK.search(before) or _SICK.match(text[end : end + 80]):
        return True
    return bool(OWNER.search(before) or _HAVING.search(before) or _TO_TRADE.match(text[end : end + 60]))
