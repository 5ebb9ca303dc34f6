"""Where the car in the shop stands, and what was done before."""

import re
from datetime import date, datetime, time, timedelta

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content
from assistant.drafters.composing import cars, guarded, needs, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import desk, owed
from assistant.drafters.composing.remembered import remembered
from assistant.drafters.composing.said import Owed, Part, Said

PAST = re.compile(
    r"\b(?:accidents?|owners?|owned|wreck\w*|carfax|history|title|damage\w*|salvage|flood\w*)\b", re.I
)
PASTS = (
    ("owners", re.compile(r"\bown(?:er|ers|ed)\b", re.I)),
    ("accidents", re.compile(r"\b(?:accidents?|wreck\w*|damage\w*|crash\w*|flood\w*)\b", re.I)),
)
FINISHED = re.compile(
    r"^\W*(?:so )?is (?:it|she|he|my \w+|the \w+) (?:\w+ )?(?:fixed|done|finished|ready)\b", re.I
)
VISIT = re.compile(r",\s*(?:the )?\w+ visit\b.*$", re.I)  # how often it was here is ours to know
OPEN = re.compile(r"\W*(?:and |so )?(?:when|what|which)\b", re.I)  # no yes answers it
PUT_RIGHT = re.compile(
    r"(?P<thing>.+) (?P<done>replaced|looked at|checked|cleaned|adjusted|repaired|fixed|rotated|balanced)$",
    re.I,
)
MARGIN = timedelta(minutes=30)  # a planned time that is this much earlier is in time
NO_WORD = re.compile(
    r"\bno (?:call|word|news|update)\b|\b(?:haven'?t|have not) heard\b"
    r"|\bno(?:body|t one|ne)(?: has| ever)? call(?:ed|s)?\b",
    re.I,
)
NO_CAR = re.compile(r"\b(?:keys?|fob|plates?|title|registration|refund|check|manual|mats?|tags?)\b", re.I)
RENTAL = re.compile(r"\b(?:rental|rent a)\b", re.I)
LOOKED = re.compile(r" (?:looked at|checked|inspected|to be \w+)$", re.I)


def repair_status(matter: Matter, index: int, question: Question) -> list[Part]:
    fact = current(matter, question)
    if fact is None:
        return _unnamed(matter, index)
    status = fact.data.get("status", "open")
    if status == "ready":
        return _ready(matter, index, fact)
    if status == "waiting for parts":
        return _waiting(matter, index, question, fact)
    return _open(matter, index, question, fact)


def asked_after(matter: Matter, index: int, question: Question) -> list[Part]:
    """ "You get the pump in yet?" of the car that is with us; empty where they ask about something else."""
    fact = current(matter, question) if question.topic in (Topic.OTHER, Topic.PARTS) else None
    work = content(f"{fact.data.get('work', '')} {fact.data.get('part', '')}") if fact else frozenset()
    if not matter.context.recipient.verified or not work & content(question.text):
        return []
    return repair_status(matter, index, question)


def current(matter: Matter, question: Question | None = None) -> Fact | None:
    """The repair that is under way; of several that of the car they speak of."""
    going = matter.repairs
    name, _ = cars.own(matter, question)
    theirs = [f for f in going if name and name.split()[-1].lower() in f.data.get("vehicle", "").lower()]
    return next(iter(theirs or going), None)


def name_of(matter: Matter, fact: Fact) -> str:
    """ "2019 Outback": the car of a repair without its make."""
    vehicle = fact.data.get("vehicle", "")
    makes = {f.data.get("make", "") for f in matter.of(FactKind.OWNED)}
    makes |= {m.make for m in matter.inquiry.vehicles}
    name = " ".join(word for word in vehicle.split() if word not in makes)
    return matter.tongue.named(name) or matter.tongue.theirs("")


def _unnamed(matter: Matter, index: int) -> list[Part]:
    if NO_CAR.search(matter.inquiry.questions[index].text):
        return [owed(matter, index, matter.inquiry.questions[index])]
    name, fact = cars.own(matter)
    look = Owed(
        index, matter.phrase("stands-phrase", car=name or thing(matter)), facts=(fact,) if fact else ()
    )
    if matter.context.recipient.verified or guarded.held(matter):
        unheard = not matter.tongue.signs and NO_WORD.search(matter.inquiry.text)
        return [
            *([Said(matter.say("no-word"))] if unheard else []),
            look,
            *(_loan(matter) if unheard else []),
        ]
    return [look, Said(matter.say("repair-confirm"))]


def thing(matter: Matter) -> str:
    """Their own word for it."""
    return matter.tongue.theirs(matter.words)


def _ready(matter: Matter, index: int, fact: Fact) -> list[Part]:
    today = opening(matter)
    done, also = _and_also(matter, fact.data.get("work", ""))
    work, until = matter.tongue.term(done), today[0] if today else ""
    text = matter.say("repair-ready", car=name_of(matter, fact), work=work, until=until)
    said: list[Part] = [Said(text, (fact, *([today[1]] if today else [])), (index,))]
    said += [Said(matter.say("repair-also", thing=one[0], done=one[1]), (fact,)) for one in also]
    if fact.data.get("amount"):
        said.append(Said(matter.say("repair-amount", amount=fact.data["amount"], car=""), (fact,)))
    return said if today else [*said, *_pickup(matter)]


def _and_also(matter: Matter, work: str) -> tuple[str, list[tuple[str, str]]]:
    """The job, and beside it what ends in what was done: "loose clip in the rear door", "replaced"."""
    first, *others = [one.strip() for one in work.split(";")]
    also = [found for one in others if (found := PUT_RIGHT.match(one))]
    if not also or matter.tongue.signs:
        return work, []
    rest = [one for one in others if not PUT_RIGHT.match(one)]
    return "; ".join([first, *rest]), [(found["thing"], found["done"]) for found in also]


def _pickup(matter: Matter) -> list[Part]:
    """The next day on which it can be fetched."""
    for fact in matter.of(FactKind.HOURS):
        day = date.fromisoformat(fact.data["day"]) if fact.data.get("opens") else matter.now.date()
        if day > matter.now.date():
            closes = matter.tongue.clock(time.fromisoformat(fact.data["closes"]))
            return [Said(matter.say("repair-pickup", day=matter.day(day), closes=closes), (fact,))]
    return []


def opening(matter: Matter) -> tuple[str, Fact] | None:
    """When we close today, where that is still ahead, and the fact that says so."""
    for fact in matter.of(FactKind.HOURS):
        if fact.data.get("day") == matter.now.date().isoformat() and fact.data.get("closes"):
            closes = datetime.strptime(fact.data["closes"], "%H:%M").time()
            if closes > matter.now.time().replace(tzinfo=None):
                return matter.tongue.clock(closes), fact
    return None


def _waiting(matter: Matter, index: int, question: Question, fact: Fact) -> list[Part]:
    part = matter.tongue.term(fact.data.get("part", ""))
    text = matter.say("repair-waiting", car=name_of(matter, fact), part=part)
    who = matter.colleague("parts")
    phrase = matter.phrase("part-phrase", part=part)
    if promised := remembered(matter, index, Question(f"{part} {question.text}", Topic.PARTS)):
        return [Said(text, (fact,)), *promised, *([] if RENTAL.search(matter.words) else _loan(matter))]
    return [
        Said(text, (fact,)),
        Owed(index, phrase, desk(matter, who) if who else "", (who,) if who else ()),
        *_loan(matter),
    ]


def _open(matter: Matter, index: int, question: Question, fact: Fact) -> list[Part]:
    name, ready = name_of(matter, fact), when.read(fact.data.get("ready_at", ""))
    work = matter.tongue.term(VISIT.sub("", fact.data.get("work", "").split(";")[0]))
    if ready and ready <= matter.now:
        text = matter.say("repair-overdue", car=name, was=matter.tongue.when_on(ready, matter.now))
        sorry = Said(matter.say("repair-overdue-sorry"))
        return [
            Said(text, (fact,), (index,)),
            sorry,
            owed(matter, index, question, matter.phrase("ready-phrase", car="")),
            *_loan(matter),
        ]
    known = matter.at(ready) if ready else ""
    sooner = ready is not None and _wanted_before(matter, ready)
    meets = _wanted_by(matter, ready) if ready and not sooner else ""
    done = FINISHED.search(question.text) is not None
    text = matter.say("repair-open", car=name, work=work, ready=known, done=done, meets=meets)
    said: list[Part] = [Said(text, (fact,), (index,) if ready else ())]
    if not ready:
        return [*said, owed(matter, index, question, matter.phrase("ready-phrase", car="")), *_loan(matter)]
    hurried = matter.inquiry.pressure != "none"
    due = min(matter.due, ready) if hurried else ready
    if not when.timed(ready, matter.now):
        due = matter.due
    if sooner:
        due = matter.due
        text = matter.say("check-sooner", by=matter.by(due), chat=matter.chat)
    else:
        text = matter.say(
            "check-either-way", about=_besides(matter, fact), by=matter.by(due), chat=matter.chat
        )
    if matter.renewed and not sooner:
        return said  # they hear by then anyway
    said.append(Said(text, (), (index,), what=f"check on the {name} and write where it stands", due=due))
    overnight = ready.date() > matter.now.date()
    return [*said, *(_loan(matter) if sooner or (hurried and overnight) else [])]


def _wanted_before(matter: Matter, ready: datetime) -> bool:
    """Whether they name a time by which they need the car, and it is planned for later."""
    return any(matter.now < by < ready for by in _bys(matter, ready))


def _wanted_by(matter: Matter, ready: datetime) -> str:
    """ "5 pm": the hour of that day by which they need it, where it is planned for earlier."""
    met = [by for by in _bys(matter, ready) if by - ready >= MARGIN and by.date() == ready.date()]
    return matter.tongue.clock(min(met).time()) if met and not matter.tongue.signs else ""


def _bys(matter: Matter, ready: datetime) -> list[datetime]:
    bys = [one.latest for one in matter.inquiry.times if one.latest and one.earliest is None]
    days = [one.day for one in matter.inquiry.times if one.day] or [ready.date()]
    return [datetime.combine(min(days), latest, ready.tzinfo) for latest in bys]


def _besides(matter: Matter, fact: Fact) -> str:
    """What else is looked at in the same visit, where they ask after it: "squeal from the belt"."""
    others = [one.strip() for one in fact.data.get("work", "").split(";")[1:]]
    return next((LOOKED.sub("", one) for one in others if content(one) & content(matter.words)), "")


def _loan(matter: Matter) -> list[Part]:
    offered = matter.options(("repair-status", "service"), at_most=5)
    found = [option for option in offered if needs.LOAN.search(option.text)][:1]
    if not found:
        return []
    return [Said(found[0].text, tuple(found)), Said(matter.say("which-option", count=1))]


def history(matter: Matter, index: int, question: Question) -> list[Part]:
    return (
        done_before(matter, index, question)
        or _report(matter, index, question)
        or [owed(matter, index, question)]
    )


def _report(matter: Matter, index: int, question: Question) -> list[Part]:
    """The past of a car of ours: its report is pulled and sent."""
    found = cars.wanted(matter, question)
    if len(found) != 1 or not PAST.search(matter.words) or matter.tongue.signs:
        return []
    by = matter.by(matter.due)
    both = [i for i, q in matter.asked(Topic.HISTORY) if PAST.search(q.text)]
    past = _past(" ".join(matter.inquiry.questions[i].text for i in (index, *both)))
    text = matter.say("history-report", past=past, car=cars.spoken(matter, found[0]), by=by)
    what = f"send the history report of the {cars.car(found[0])}"
    return [Said(text, (found[0],), tuple({index, *both}), AnswerState.OWNED, what, matter.due)]


def _past(asked: str) -> str:
    """What they ask of it: "owners", "accidents", "its past"."""
    found = [name for name, word in PASTS if word.search(asked)]
    return " and ".join(found) or "its past"


def done_before(matter: Matter, index: int, question: Question) -> list[Part]:
    """The visit of ours at which that work was done; empty where the records show none."""
    asked = content(question.text)
    best = [
        f
        for f in matter.of(FactKind.REPAIR, FactKind.SALE)
        if asked & content(f.data.get("work", "") or f.text)
    ]
    done = [f for f in best if f.data.get("work")]
    done.sort(key=lambda f: len(asked & content(f.data["work"])), reverse=True)
    moment = when.read(done[0].data.get("at", "")) if done else None
    if not done or not moment:
        return []
    if was := _put_right(matter, done[0], asked):
        day = matter.tongue.on(matter.tongue.past(moment, matter.now))
        text = matter.say(
            "repair-was",
            thing=was[0],
            done=was[1],
            car=name_of(matter, done[0]),
            day=day,
            confirms=not OPEN.match(question.text),
        )
        return [Said(text, (done[0],), (index,))]
    first, *others = [one.strip() for one in done[0].data["work"].split(";")]
    noted = [one for one in others if content(one) & asked]
    text = matter.say(
        "repair-noted" if noted else "repair-done",
        **({"noted": noted[0]} if noted else {}),
        car=name_of(matter, done[0]),
        work=matter.tongue.term(first),
        day=matter.tongue.on(matter.tongue.past(moment, matter.now)),
    )
    return [Said(text, (done[0],), (index,))]


def _put_right(matter: Matter, fact: Fact, asked: frozenset[str]) -> tuple[str, str] | None:
    """ "Battery", "replaced": the clause of the work that they ask about, where it ends in what was done."""
    if matter.tongue.signs:
        return None
    for clause in re.split(r"\s*;\s*|,\s+|\s+and\s+", fact.data["work"]):
        found = PUT_RIGHT.match(clause.strip())
        if found and content(found["thing"]) & asked:
            return found["thing"], found["done"]
    return None
