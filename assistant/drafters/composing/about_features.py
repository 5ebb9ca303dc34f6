"""What a car of ours has: its list of features, a snippet, else somebody goes and looks."""

import re

from assistant.core.fact import Fact
from assistant.core.inquiry import Question
from assistant.core.words import content, has_word
from assistant.drafters.composing import cars
from assistant.drafters.composing.asking_back import which
from assistant.drafters.composing.cars import ALL_WHEELS
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Owed, Part, Said
from assistant.drafters.composing.tongue.signs import Sign

SEATS = re.compile(
    r"\b(how many (?:seats?|people|passengers?)|number of seats|seat (?:\w+ )?people|\d.seater)\b", re.I
)
OF_THE_CAR = re.compile(r"^\W*(?:and )?is (?:it|this|that)(?: one| car)? \w+ (?:in|on|for)\b", re.I)
LIST = re.compile(r",(?!\d)")  # of features, not inside "5,000 lb"
ONE = re.compile(
    r"(?:package|hitch|moonroof|sunroof|liftgate|bench|camera|wheel|row|pump|controller|display|screen)"
    r"(?: rated.*)?$",
    re.I,
)
RATING = re.compile(r"tow rating (?:of )?(\S.*)", re.I)
SAME_THING = (
    (re.compile(r"\bseat (?:warmers?|heaters?)\b|\b(?:warm|hot|toasty) seats?\b", re.I), "heated seats"),
    (re.compile(r"\b(?:steering )?wheel (?:warmer|heater)\b|\bheated steering\b", re.I), "heated wheel"),
    (re.compile(r"\b(?:sunroof|glass roof|panoramic roof|panorama)\b", re.I), "moonroof"),
    (re.compile(r"\b(?:awd|4wd|4x4)\b", re.I), "all-wheel drive four-wheel drive"),
    (re.compile(r"\b(?:how far|full (?:battery|charge)|range)\b", re.I), "range"),
    (re.compile(r"\b(?:tow|towing|pull|haul|hitch|camper|trailer)\b", re.I), "tow"),
    (
        re.compile(r"\b(?:gas mileage|mpg|on gas|fuel economy|miles (?:per|to the|a) gallon)\b", re.I),
        "gallon",
    ),
)
NUMBERED = re.compile(r"\s*\((?:stock )?#?\w*\d\w*\)", re.I)
TOLD = re.compile(r"^.*?\bwants? to know(?: if| whether)?\b", re.I)
ASIDE = re.compile(r"\s*(?:\(|[,;:–—]\s|\b(?:because|since|i have|i've got|my hands)\b).*", re.I | re.S)
OPEN = re.compile(r"^\W*(?:and |also )?(?:what|which|how)\b", re.I)  # no yes answers it
HAS = re.compile(r"\bdo(?:es)? (?:it|this|that|the \w+) (?:\w+ )?(?:have|come with)\b|\bhas it got\b", re.I)
RANGE = re.compile(r"\bhow far\b|\brange\b|\bmiles\b", re.I)
SNOW = re.compile(r"\b(?:snow|winter|ice)\b", re.I)
MILES = re.compile(r"(?<!gas )\bmileage\b|\bmiles\b(?! (?:per|to the|a gallon|on (?:a|one) charge))", re.I)
GENERIC = frozenset(
    content(
        "have has come with feature car vehicle one does got also any left cheaper older newer smaller bigger"
    )
)


def feature(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if asks := which(matter, index, question, found):
        return asks
    if len(found) == 1 and (told := _listed(matter, index, question, found[0])):
        return told
    known = None if found and OF_THE_CAR.search(question.text) else matter.knows(question, topic=False)
    thing = any(theirs.search(question.text) for theirs, _ in SAME_THING)
    if known and thing and len(found) == 1 and HAS.search(question.text) and not matter.tongue.signs:
        return [_look(matter, index, question, found[0]), Said(matter.told(known, question.text), (known,))]
    if known:
        return [Said(matter.told(known, question.text), (known,), (index,))]
    if len(found) != 1:
        return [owed(matter, index, question)]
    return [_look(matter, index, question, found[0])]


def _listed(matter: Matter, index: int, question: Question, fact: Fact) -> list[Part]:
    """What the list of this car's features says to it."""
    if fact.data.get("seats") and matter.shows(Sign.SEATS, SEATS, question.text):
        listed = "third row" in fact.data.get("features", "")
        row = "third row" if listed and has_word(matter.words, "third row") else ""
        text = matter.say("seats", car=cars.called(matter, fact), seats=fact.data["seats"], row=row)
        return [Said(text, (fact,), (index,))]
    if MILES.search(question.text) and fact.data.get("mileage"):
        miles = f"{fact.data['mileage']} miles"
        told = fact.id in matter.named  # and its miles with it
        text = (
            "" if told else matter.say("features", car=cars.called(matter, fact), has=miles, confirms=False)
        )
        return [Said(text, (fact,), (index,))]
    features = [f.strip() for f in LIST.split(fact.data.get("features", "")) if f.strip()]
    if (
        SNOW.search(question.text)
        and not RANGE.search(question.text)
        and (driven := [f for f in features if ALL_WHEELS.search(f)])
    ):
        text = matter.say("features", car=cars.called(matter, fact), has=driven[0], confirms=True)
        return [Said(text, (fact,), (index,))]
    asks = _plain_ask(question)
    has = [f for f in features if content(f) & content(_plainly(asks))]
    if has and (re.search(r"\bor\b", asks) or not _more(asks, has, fact)):
        said = [matter.tongue.term(f) or f for f in has] if matter.tongue.signs else [_one(f) for f in has]
        again = fact.id in matter.named and not matter.tongue.signs
        text = matter.say(
            "features",
            car="" if again else cars.called(matter, fact),
            has=matter.tongue.joined(said),
            confirms=not OPEN.match(question.text),
        )
        return [Said(text, (fact,), (index,))]
    return []


def _plain_ask(question: Question) -> str:
    """What is asked, without who wants to know, the stock number and their reason."""
    return ASIDE.sub("", NUMBERED.sub(" ", TOLD.sub("", question.text))).strip()


def _plainly(words: str) -> str:
    """Their word for a feature beside the list's."""
    return " ".join([words, *(ours for theirs, ours in SAME_THING if theirs.search(words))])


def _theirs_too(feature: str) -> str:
    """The list's word with all that customers call it."""
    known = [theirs.pattern for theirs, ours in SAME_THING if content(ours) & content(feature)]
    return " ".join([feature, *known, *re.findall(r"[a-z]+", " ".join(known))])


def _one(feature: str) -> str:
    """ "a factory tow package", but "leather", "heated seats"."""
    if rating := RATING.match(feature):
        return f"a tow rating of {rating[1]}"
    if not ONE.search(feature):
        return feature
    return f"{'an' if feature[:1].lower() in 'aeiou' else 'a'} {feature}"


def _more(asks: str, has: list[str], fact: Fact) -> bool:
    """Whether they ask for something that the list does not name."""
    named = content(
        " ".join(
            [
                *map(_theirs_too, has),
                *(fact.data.get(k, "") for k in ("year", "make", "model", "trim", "color")),
            ]
        )
    )
    said = content(asks.replace(fact.data.get("stock", "-"), ""))
    return bool(said - named - GENERIC)


def _look(matter: Matter, index: int, question: Question, fact: Fact) -> Part:
    asks = _plain_ask(question)
    item = re.search(r"\bgot\s+(.+?)[?.!]*$", asks, re.I) or re.search(
        r"\b(?:have|has|with|include)\s+(.+?)[?.!]*$", asks, re.I
    )
    english = item and not matter.tongue.signs and len(item[1].split()) <= 8
    plain = f"whether it has {item[1].split(' (')[0]}" if item and english else ""
    phrase = plain or matter.tongue.indirect(question.text)
    if not phrase:  # nothing that a look at the car would tell
        return owed(matter, index, question)
    return Owed(index, phrase, facts=(fact,), look=cars.car(fact))
