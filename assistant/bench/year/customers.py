"""What customers write in the year, and what each means for the clock."""

import random
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from assistant.bench.year.slow import ASKED, Diary
from assistant.bench.year.store import DOMAIN, Made, Person
from assistant.core.touches import TouchKind
from assistant.pipeline.receive import receive
from assistant.records import Approval, Conversation, Message, Session, Touch
from assistant.wiring import Running

SALES = (
    "Is the {car} on your site still for sale?",
    "What would you give me for my {car}?",
    "I would like to test drive a new {car}. Is Thursday after 4 possible?",
    "Could you send me a quote for a new {car}?",
)
SERVICE = (
    "My {car} makes a grinding noise when I brake. Can you look at it this week?",
    "What does an oil change for my {car} cost?",
    "Is my {car} ready?",
    "Are you open on Saturday for service?",
)
COMPLAINTS = (
    "I am very unhappy: my {car} came back with a scratch on the door, and nobody called me back.",
    "This is the third time that my {car} is in your shop for the same noise. This is unacceptable.",
)
MORE = ("And one more thing: do you have a loaner?", "Did you find anything out about my {car}?")
THANKS = ("Thank you!", "Great, thanks.", "Thanks so much, see you then.")
STOP = "Please take me off your mailing list. I do not want any more e-mails from you."


@dataclass(frozen=True)
class Letter:
    person: Person
    inbox: str
    text: str
    asks: bool
    answers: int | None = None  # a conversation whose last message of ours it answers


class Customers:
    def __init__(self, made: Made, dice: random.Random, diary: Diary) -> None:
        self.made, self.dice, self.diary, self.written = made, dice, diary, 0
        self.expected: dict[str, tuple[Letter, datetime]] = {}

    def write(self, parts: Running, many: int, now: datetime) -> None:
        with parts.services.sessions() as session:
            letters = [self._letter(session) for _ in range(many)]
            mails = [self._mail(session, letter, now) for letter in letters]
        for letter, mail in zip(letters, mails, strict=True):
            self.expected[str(mail["Message-ID"])] = (letter, now)
            inbox = self.made.inboxes[letter.inbox]
            receive(
                parts.services, inbox_id=inbox, form="email", entry="bench",
                raw=mail.as_bytes(policy=SMTP), now=now,
            )  # fmt: skip

    def filed(self, session: Session) -> int:
        """Where each letter of this round came to lie goes into the diary; how many never came."""
        found = dict(
            session.query(Message.message_id, Message.conversation_id)
            .filter(Message.message_id.in_(self.expected))
            .tuples()
        )
        for key, (letter, at) in self.expected.items():
            if key in found and letter.asks:
                self.diary.note(found[key], at, ASKED)
        lost = len(self.expected) - len(found)
        self.expected = {}
        return lost

    def _letter(self, session: Session) -> Letter:
        roll = self.dice.random()
        person = self.dice.choice(self.made.people)
        if roll < 0.3:
            return self._again(session) or self._new(person, SALES, "sales")
        if roll < 0.6:
            return self._new(person, SALES, "sales")
        if roll < 0.9:
            return self._new(person, SERVICE, "service")
        if roll < 0.995:
            return self._new(person, COMPLAINTS, "service")
        return Letter(person, "sales", STOP, asks=True)  # it waits until a person has confirmed it

    def _new(self, person: Person, texts: tuple[str, ...], inbox: str) -> Letter:
        return Letter(person, inbox, self.dice.choice(texts).format(car=person.car), asks=True)

    def _again(self, session: Session) -> Letter | None:
        """Into a conversation of the last weeks: half of them thanks, half a question."""
        newest = session.query(Conversation.id).order_by(Conversation.id.desc()).limit(300).all()
        if not newest:
            return None
        talk = session.get_one(Conversation, self.dice.choice(newest)[0])
        person = next((p for p in self.made.people if p.customer_id == talk.customer_id), None)
        if person is None:
            return None
        thanks = self.dice.random() < 0.5
        text = self.dice.choice(THANKS if thanks else MORE).format(car=person.car)
        asks = not thanks or _were_asked(session, talk)
        return Letter(person, talk.inbox.department, text, asks=asks, answers=talk.id)

    def _mail(self, session: Session, letter: Letter, now: datetime) -> EmailMessage:
        self.written += 1
        mail = EmailMessage()
        mail["From"] = f"{letter.person.name} <{letter.person.email}>"
        mail["To"] = f"{letter.inbox}@{DOMAIN}"
        mail["Subject"] = f"My {letter.person.car}"
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<year.{self.written}@mail.example>"
        ours = self._ours(session, letter.answers)
        if ours:
            mail["In-Reply-To"] = mail["References"] = ours
        mail.set_content(f"{letter.text}\n\n{letter.person.name.split()[0]}\n")
        return mail

    def _ours(self, session: Session, conversation_id: int | None) -> str:
        if conversation_id is None:
            return ""
        talk = session.get_one(Conversation, conversation_id)
        known = [m.message_id for m in talk.messages if m.message_id]
        return known[-1] if known else ""


def _were_asked(session: Session, talk: Conversation) -> bool:
    """Whether our last letter there asked how it was: then thanks are an answer, and want one."""
    ours = [m.approval_id for m in talk.messages if m.approval_id]
    last = session.get(Approval, ours[-1]) if ours else None
    asked = session.query(Touch).filter_by(conversation_id=talk.id, kind=TouchKind.SURVEY)
    return last is not None and any(one.draft_id == last.draft_id for one in asked)
