"""A question as it follows "I'll find out": "Does it fit?" becomes "whether it fits"."""

import re
from collections.abc import Callable

from assistant.drafters.composing.persons import theirs_to_yours

LEADING = re.compile(
    r"^(?:(?:hi|hello|hey|if (?:so|not|yes)|and|also|so|ok|okay|well|please|plus|but|then)\b[\s,:]*"
    r"|[-*•\d.)\s]+)+",
    re.I,
)
PRONOUNS = (
    r"(?:some|any)(?:body|one)(?: else)?|this one|that one"
    r"|i|you|we|they|it|he|she|this|that|there|these|those"
)
DO_VERBS = (
    "fit|have|come|include|work|cover|need|take|cost|run|get|support|tow|charge|want|accept|carry|sell|offer|"
    "do|deliver|ship|make|seat|hold|use|require|still|match|go|look|qualify|open|close"
)
PERSONAL = re.compile(
    rf"^(can|could|will|would|should|are|is|was|were|am|have|has) ({PRONOUNS})\b (.+)", re.I
)
THAT_NOUN = re.compile(
    r"^(is|are|was|can|will)"
    r" ((?:that|this) (?:part|car|truck|thing|number|offer|price|deal|order|quote|title)) (.+)",
    re.I,
)
DO_PERSONAL = re.compile(rf"^(do|does) ({PRONOUNS})\b (?:guys )?(.+)", re.I)
DO_NOUN = re.compile(rf"^(do|does) (.+?) ({DO_VERBS})\b(.*)", re.I)
HAPPENS = re.compile(
    r"^(is|are|was|were) ((?:the|my|your|our|this|that) (?:[\w-]+ ){1,4}?)(\w{3,}ing\b.*)$", re.I
)
HOW_LONG_FOR = re.compile(r"^how long (?:for|on) ((?:\w+ ){0,4}\w+)$", re.I)
STATE = re.compile(
    r"^(is|are) (my|the|your) ([\w -]{2,40}?) "
    r"(still there|still available|in yet|in|ready|done|back|here yet|here|available)$",
    re.I,
)
WH = r"(?:what|when|where|why|who|which|how(?: (?:much|many|long|far|often|soon|late|big))?)(?: [a-z]+){0,3}?"
GOING = re.compile(r"^what(?:'s| is) (going on|happening|wrong|up)\b(.*)$", re.I)
WH_BE = re.compile(r"^(what|where|who|how much|how big|how old|how long|when) (is|are) ([^,;?]{2,50})$", re.I)
LASTS = re.compile(r"^(how long) (is|are) (.{3,40}?) ((?:good|valid|open)\b.*)", re.I)
WOULD_BE = re.compile(
    r"^(what|how much|when) (would|will) ((?:the|my|that) .{2,40}?) be( (?:on|for|with) .+)?$", re.I
)
HOW_DOES = re.compile(rf"^({WH}) does ((?:the|my|it|this|that)\b.{{0,30}}?) ({DO_VERBS})\b(.*)", re.I)
NOUN_IS = re.compile(
    r"^(is|are|was) ((?:the|my|your|our) [\w-]+(?: [\w-]+)?) "
    r"((?:allowed|covered|included|needed|required|possible|insured)\b.*)",
    re.I,
)
TRAILING = re.compile(
    r",\s+(?:ours|mine|my|i|i'm|i've|she|he|they|it's|we|because|since|so|otherwise|assuming)\b.*$", re.I
)
EITHER = re.compile(
    r"^(.{8,}?),? or ((?:should|do|does|can|could|is|are|will) (?:i|we|you|it|they)\b.+)$", re.I
)
MILES_ON = re.compile(r"^how many miles (?:are |is )?on (it|that one|her|the \w+(?: \w+)?)$", re.I)
HOW_MANY = re.compile(
    r"^how many (?:people|owners|persons|drivers) (?:have |has )?(?:owned|had|driven|used)\b", re.I
)
IF_FIRST = re.compile(
    r"^if ([^,?]{3,50}?),? ((?:do|does|can|could|will|would|is|are|should) (?:i|we|you|it|they)\b.+)$", re.I
)
WHO_BE = re.compile(r"^who (?:is|are|was) (?:responsible|in charge|there|working|going)\b", re.I)
WH_MODAL = re.compile(rf"^({WH}) (can|could|will|would|should) ({PRONOUNS})\b(.*)", re.I)
DID = re.compile(rf"^did(?:n't)? ({PRONOUNS}) (really |ever |already |actually )?([a-z]+)\b(.*)", re.I)
DID_NOUN = re.compile(r"^did ((?:the|my|your|our) [\w-]+) ([a-z]+)\b(.*)", re.I)
MY_NOUN = re.compile(r"^(can|could|will|would|should|is|are|was|does|has) ((?:my|our|the) [a-z]+) (.+)", re.I)
HOW_MUCH_OF = re.compile(r"^(how (?:much|many) of [^,?]{2,24}?) (was|is|were|are) ([^,]+?)(?:,.*)?$", re.I)
IS_SO = re.compile(r"^(is|are|was|were) ([^,;?]{3,40}?) (free|open|possible|okay|ok|fine)$", re.I)
THERE_ARE = re.compile(r"^(is|are|was|were) there (.+)", re.I)
WHAT_WAS = re.compile(rf"^(what|where|who|when) (was|were|is|are) ({PRONOUNS})( about| for| from)?$", re.I)
PAST = {
    "put": "put", "do": "did", "get": "got", "have": "had", "go": "went", "come": "came", "find": "found",
    "send": "sent", "make": "made", "take": "took", "give": "gave", "say": "said", "tell": "told",
    "see": "saw", "leave": "left", "pay": "paid", "sell": "sold", "break": "broke", "hear": "heard",
    "keep": "kept", "run": "ran", "write": "wrote", "cut": "cut", "let": "let", "set": "set",
}  # fmt: skip
WH_DO = re.compile(rf"^({WH}) (?:do) (i|you|we|they|these|those)\b (.+)", re.I)


TOLD = re.compile(
    r"^(?:(?:can|could|would) (?:you|anybody|somebody) )?(?:please )?"
    r"(?:tell me|let me know|i need to know|i(?:'d| would) like to know|(?:do )?you know(?: yet)?) "
    r"((?:in )?(?:whether|what|when|where|why|how|which)\b(?: week| day)?) (.{3,})$",
    re.I,
)

GOING_TO = re.compile(r"^what(?:'s| is) (the \w+|it|that) (?:going to|gonna) (be|cost|run)$", re.I)
WH_DOING = re.compile(rf"^(what|how|when|where|who) (are|is|was|were) ({PRONOUNS}) (\w+ing\b.*)$", re.I)
WHATS_IT = re.compile(r"^what(?:'?s| is) (that|it|this|they) (cost|run|take|mean)$", re.I)

MUSED = re.compile(r"(?<= )(?:even|possibly|honestly) (?=\w)", re.I)  # a doubt of theirs
LONGEST = 16  # words of theirs that are said after them
UNSPOKEN = re.compile(  # how nobody at a desk would say it
    r"\b(?:u|ur|ya|til|cause|gotta|wanna|gonna|dont|thats|hes|shes|lol|haha|pester|you people|y'all|yall"
    r"|bumped|or what)\b"
    r"|,\s*(?:in which case|which|honestly|please)\b",
    re.I,
)


def indirect(question: str) -> str:
    """ "Does it fit my 2017?" as "whether it fits your 2017"; empty where that cannot be done safely."""
    text = LEADING.sub("", " ".join(question.split()).rstrip("?!. ")).replace("’", "'")
    text = MUSED.sub("", text)
    text = re.sub(r"^(what|where|who)'s\b", r"\1 is", text, flags=re.I)
    text = TRAILING.sub("", text) if len(TRAILING.sub("", text).split()) > 2 else text
    if found := EITHER.match(text):
        first, second = indirect(found[1]), indirect(found[2])
        if first and second:
            return f"{first} or {second}"
    if not text or len(text.split()) > LONGEST or UNSPOKEN.search(text) or re.search(r"[?!;:]|\. ", text):
        return ""
    if found := TOLD.match(text):
        return theirs_to_yours(f"{found[1].lower()} {found[2]}")
    turned = _of_being(text) or _turned(text)
    return theirs_to_yours(turned) if turned else ""


def _of_being(text: str) -> str:
    """Questions whose verb is "be", and those of what a thing does: their own order of words."""
    if found := GOING.match(text):
        return f"what is {found[1].lower()}{found[2]}"
    if found := LASTS.match(text):
        return f"{found[1].lower()} {found[3]} {found[2].lower()} {found[4]}"
    if found := NOUN_IS.match(text):
        return f"whether {found[2]} {found[1].lower()} {found[3]}"
    if found := WOULD_BE.match(text):
        return f"{found[1].lower()} {found[3]} {found[2].lower()} be{found[4] or ''}"
    if found := HOW_DOES.match(text):
        return f"{found[1].lower()} {found[2]} {_third('does', 'it', found[3] + found[4])}"
    if found := MILES_ON.match(text):
        return f"how many miles {found[1].lower()} has"
    if WHO_BE.match(text) or HOW_MANY.match(text):
        return text[:1].lower() + text[1:]
    if found := IF_FIRST.match(text):
        turned = _turned(found[2])
        return f"{turned} if {found[1]}" if turned else ""
    return ""


def _turned(text: str) -> str:
    for pattern, put in TURNS:
        if found := pattern.match(text):
            return put(found)
    return ""


def _done(found: re.Match[str]) -> str:
    verb = _past(found[3])
    return f"whether {found[1].lower()} {found[2] or ''}{verb}{found[4]}" if verb else ""


def _did(found: re.Match[str]) -> str:
    verb = _past(found[2])
    return f"whether {found[1].lower()} {verb}{found[3]}" if verb else ""


TURNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (DO_PERSONAL, lambda m: f"whether {m[2].lower()} {_third(m[1], m[2], m[3])}"),
    (DO_NOUN, lambda m: f"whether {m[2]} {_third(m[1], 'it', m[3] + m[4])}"),
    (DID, _done),
    (DID_NOUN, _did),
    (HAPPENS, lambda m: f"whether {m[2]}{m[1].lower()} {m[3]}"),
    (HOW_LONG_FOR, lambda m: f"how long {m[1]} takes"),
    (STATE, lambda m: f"whether {m[2].lower()} {m[3]} {m[1].lower()} {m[4].lower()}"),
    (IS_SO, lambda m: f"whether {m[2]} {m[1].lower()} {m[3].lower()}"),
    (THERE_ARE, lambda m: f"whether there {m[1].lower()} {m[2]}"),
    (THAT_NOUN, lambda m: f"whether {m[2].lower()} {m[1].lower()} {m[3]}"),
    (HOW_MUCH_OF, lambda m: f"{m[1].lower()} {m[3]} {m[2].lower()}"),
    (MY_NOUN, lambda m: f"whether {m[2].lower()} {_of_mine(m[1].lower(), m[3])}"),
    (PERSONAL, lambda m: f"whether {m[2].lower()} {m[1].lower()} {m[3]}"),
    (WH_MODAL, lambda m: f"{m[1].lower()} {m[3].lower()} {m[2].lower()}{m[4]}"),
    (WH_DO, lambda m: f"{m[1].lower()} {m[2].lower()} {m[3]}"),
    (GOING_TO, lambda m: f"what {m[1].lower()} is going to {m[2].lower()}"),
    (WH_DOING, lambda m: f"{m[1].lower()} {m[3].lower()} {m[2].lower()} {m[4]}"),
    (WHATS_IT, lambda m: f"what {m[1].lower()} {m[2].lower()}s"),
    (WHAT_WAS, lambda m: f"{m[1].lower()} {m[3]} {m[2].lower()}{m[4] or ''}"),
    (WH_BE, lambda m: f"{m[1].lower()} {m[3]} {m[2].lower()}"),
)
"""Which order of words becomes which; the first that fits."""


def _past(verb: str) -> str:
    """ "need" as "needed"; empty for a verb whose past is not known to be regular."""
    if verb.lower() in PAST:
        return PAST[verb.lower()]
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$|(?:ing|ee|ow|ell|eep|ind|end|aw)$", verb):
        return ""
    return verb + ("d" if verb.endswith("e") else "ed") if not verb.endswith("y") else f"{verb[:-1]}ied"


def _third(do: str, subject: str, rest: str) -> str:
    """The verb after "does" with its ending: "fit" as "fits"."""
    if do.lower() != "does" or subject.lower() in ("i", "you", "we", "they"):
        return rest
    verb, _, tail = rest.partition(" ")
    if verb.lower() in ("still", "just", "also", "really", "even", "only"):
        return f"{verb.lower()} {_third(do, subject, tail)}"
    special = {"have": "has", "do": "does", "go": "goes"}
    ending = "es" if re.search(r"(s|x|ch|sh)$", verb) else "s"
    ended = special.get(verb.lower(), verb + ending)
    return f"{ended} {tail}".strip()


def _of_mine(verb: str, rest: str) -> str:
    """ "can", "pick it up" as "can pick it up"; "does", "fit" as "fits"."""
    return _third("does", "it", rest) if verb == "does" else f"{verb} {rest}"
