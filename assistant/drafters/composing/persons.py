"""The customer's words turned round: "my car" becomes "your car", a question becomes "whether it fits"."""

import re

from assistant.core.words import plain

SWAPS = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll", "am": "are", "you": "we", "your": "our",
    "yours": "ours", "you're": "we're", "you've": "we've", "you'd": "we'd", "you'll": "we'll",
    "us": "you", "we": "you", "our": "your", "ours": "yours", "we're": "you're", "we've": "you've",
}  # fmt: skip
OBJECT_AFTER = frozenset(
    """to from with for at by about of told gave sold promised called asked ask tell give paid pay""".split()  # noqa: SIM905
)
LOUD = re.compile(r"[A-Z]{4,}\W*")  # shouted
LEADING = re.compile(
    r"^(?:(?:hi|hello|hey|if (?:so|not|yes)|and|also|so|ok|okay|well|please|plus|but|then)\b[\s,:]*"
    r"|[-*•\d.)\s]+)+",
    re.I,
)
PRONOUNS = r"this one|that one|i|you|we|they|it|he|she|this|that|there|these|those"
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
DO_PERSONAL = re.compile(rf"^(do|does) ({PRONOUNS})\b (.+)", re.I)
DO_NOUN = re.compile(rf"^(do|does) (.+?) ({DO_VERBS})\b(.*)", re.I)
STATE = re.compile(
    r"^(is|are) (my|the|your) ([\w -]{2,40}?) "
    r"(still there|still available|in yet|in|ready|done|back|here yet|here|available)$",
    re.I,
)
WH = r"(?:what|when|where|why|who|which|how(?: (?:much|many|long|far|often|soon|late|big))?)(?: [a-z]+)?"
GOING = re.compile(r"^what(?:'s| is) (going on|happening|wrong|up)\b(.*)$", re.I)
WH_BE = re.compile(r"^(what|where|who|how much|how big|how old|how long|when) (is|are) ([^,;?]{2,50})$", re.I)
LASTS = re.compile(r"^(how long) (is|are) (.{3,40}?) ((?:good|valid|open)\b.*)", re.I)
WOULD_BE = re.compile(r"^(what|how much|when) (would|will) ((?:the|my|that) .{2,40}?) be$", re.I)
HOW_DOES = re.compile(rf"^({WH}) does ((?:the|my|it|this|that)\b.{{0,30}}?) ({DO_VERBS})\b(.*)", re.I)
NOUN_IS = re.compile(
    r"^(is|are|was) ((?:the|my|your|our) [\w-]+(?: [\w-]+)?) "
    r"((?:allowed|covered|included|needed|required|possible|insured)\b.*)",
    re.I,
)
TRAILING = re.compile(
    r",\s+(?:my|i|i'm|i've|she|he|they|it's|we|because|since|so|otherwise|assuming)\b.*$", re.I
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
WH_DO = re.compile(rf"^({WH}) (?:do) (i|you|we|they|these|those)\b (.+)", re.I)


TOLD = re.compile(
    r"^(?:(?:can|could|would) (?:you|anybody|somebody) )?(?:please )?"
    r"(?:tell me|let me know|i need to know|i(?:'d| would) like to know|(?:do )?you know(?: yet)?) "
    r"((?:in )?(?:whether|what|when|where|why|how|which)\b(?: week| day)?) (.{3,})$",
    re.I,
)


def theirs_to_yours(text: str) -> str:
    """The customer's "I was quoted" as we say it to them: "you were quoted"."""
    words = re.sub(r"\byou guys\b", "you", text.replace("’", "'"), flags=re.I).split(" ")
    words = [word.lower() if LOUD.fullmatch(word) else word for word in words]
    turned: list[str] = []
    for place, word in enumerate(words):
        bare = re.sub(r"^\W+|[^\w']+$", "", word)
        swap = SWAPS.get(bare.lower())
        if swap and bare.lower() == "you" and place and words[place - 1].lower().strip(",") in OBJECT_AFTER:
            swap = "us"
        after_you = bool(turned) and turned[-1].lower() == "you" and words[place - 1].lower() in ("i", "we")
        if after_you and bare.lower() == "was":
            swap = "were"
        turned.append(word.replace(bare, swap) if swap else word)
    return " ".join(turned)


def titled(name: str, text: str) -> str:
    """ "Dr. Carrizo", where they signed so; empty for who signs with a plain name."""
    last = name.split()[-1] if len(name.split()) > 1 else ""
    signed = "\n".join(text.strip().split("\n")[-3:])
    found = re.search(r"(?m)^\W*(Dr|Prof|Rev|Mrs|Mr|Ms)\.? (?:[\w.'-]+ ){0,3}(\w[\w'-]+)\W*$", signed)
    if not last or found is None or plain(found[2]) != plain(last):
        return ""
    return f"{found[1]}. {found[2]}"


def greeted(name: str, text: str) -> str:
    """ "Anil and Meena", where two signed the mail as "Anil & Meena"."""
    given = re.escape(name)
    signed = rf"{given} ?(?:&|and|y) ?(?P<after>[A-Z]\w+)|(?P<before>[A-Z]\w+) ?(?:&|and|y) ?{given}"
    both = re.search(rf"(?m)^\W*(?:{signed})\W*$", text) if name else None
    other = (both["after"] or both["before"]) if both else ""
    return f"{name} and {other}" if other else name


def clipped(text: str, at_most: int) -> str:
    """The first clause, without end mark; empty where it is longer than `at_most` words."""
    first = re.split(r"[.!?;\n]+(?:\s|$)|\s+but\s+|\s+-+\s+|\s+—\s+", text.strip(), maxsplit=1)[0]
    first = first.strip(" ,.!?:;\"'()")
    return first if 0 < len(first.split()) <= at_most else ""


def indirect(question: str) -> str:
    """ "Does it fit my 2017?" as "whether it fits your 2017"; empty where that cannot be done safely."""
    text = LEADING.sub("", " ".join(question.split()).rstrip("?!. ")).replace("’", "'")
    text = re.sub(r"^(what|where|who)'s\b", r"\1 is", text, flags=re.I)
    text = TRAILING.sub("", text) if len(TRAILING.sub("", text).split()) > 2 else text
    if found := EITHER.match(text):
        first, second = indirect(found[1]), indirect(found[2])
        if first and second:
            return f"{first} or {second}"
    if not text or len(text.split()) > 18 or re.search(r"[?!;:]|\. ", text):
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
        return f"{found[1].lower()} {found[3]} {found[2].lower()} be"
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
    if found := DO_PERSONAL.match(text):
        return f"whether {found[2].lower()} {_third(found[1], found[2], found[3])}"
    if found := DO_NOUN.match(text):
        return f"whether {found[2]} {_third(found[1], 'it', found[3] + found[4])}"
    if found := STATE.match(text):
        return f"whether {found[2].lower()} {found[3]} {found[1].lower()} {found[4].lower()}"
    if found := THAT_NOUN.match(text):
        return f"whether {found[2].lower()} {found[1].lower()} {found[3]}"
    if found := PERSONAL.match(text):
        return f"whether {found[2].lower()} {found[1].lower()} {found[3]}"
    if found := WH_MODAL.match(text):
        return f"{found[1].lower()} {found[3].lower()} {found[2].lower()}{found[4]}"
    if found := WH_DO.match(text):
        return f"{found[1].lower()} {found[2].lower()} {found[3]}"
    if found := WH_BE.match(text):
        return f"{found[1].lower()} {found[3]} {found[2].lower()}"
    return ""


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
