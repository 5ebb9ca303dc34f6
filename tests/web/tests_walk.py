"""Browsers of every role in both stores, and an id for every kind of row that a route can name."""

import ast
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from assistant.core.away import AwayWhy
from assistant.core.consent import Scope, Way
from assistant.core.inquiry import Kind
from assistant.core.notice import Why
from assistant.core.roles import Role
from assistant.core.states import OptOutState
from assistant.core.touches import TouchKind
from assistant.core.voice.lesson import Habit, Lesson
from assistant.pipeline import handing, review
from assistant.records import (
    Absence,
    Ask,
    Customer,
    Delivery,
    Example,
    Handoff,
    Heard,
    Hint,
    Inbox,
    Knowledge,
    KnowledgeKind,
    LedgerEntry,
    Lent,
    Merge,
    Message,
    Notice,
    OptOut,
    Outside,
    Preference,
    Promise,
    Remembered,
    SignIn,
    Store,
    Teammate,
    Touch,
)
from assistant.web import gate

WEB = Path(gate.__file__).parent
READS = {f"request.{of}.{how}" for of in ("form", "args", "values") for how in ("get", "getlist")}
READERS = {"words", "_number", "_day", "_days"}  # functions of views that read a field by its name
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FREE = {"digest", "name", "token", "slug", "secret", "filename"}  # of open routes: secrets and names, no rows
NAMED = {"service": "mailgun", "kind": "events"}  # one of a few


@dataclass
class Walk:
    """`ids` are rows of Northgate by the name of the route's argument; `people` have ids by who they are."""

    app: object
    services: object
    ids: dict
    people: dict

    def browser(self, who, *, proven=True):
        """Signed in without the third of a second that a password takes."""
        token, now = secrets.token_hex(16), self.services.clock()
        with self.services.sessions.begin() as session:
            session.add(
                SignIn(
                    teammate_id=self.people[who], token_hash=gate.token_digest(token), started_at=now,
                    seen_at=now, expires_at=now + timedelta(days=1), proven_at=now if proven else None,
                )
            )  # fmt: skip
        client = self.app.test_client()
        client.set_cookie("rightback", token)
        return client

    def own_sign_in(self, who):
        """A sign-in of theirs in another browser."""
        now = self.services.clock()
        with self.services.sessions.begin() as session:
            made = SignIn(
                teammate_id=self.people[who], token_hash=secrets.token_hex(16), started_at=now,
                expires_at=now + timedelta(days=1),
            )  # fmt: skip
            session.add(made)
            session.flush()
            return made.id

    def own_notice(self, who):
        """Something that they are told, and have not seen."""
        with self.services.sessions.begin() as session:
            made = Notice(
                store_id=self.ids["store_id"], teammate_id=self.people[who],
                customer_id=self.ids["customer_id"], conversation_id=self.ids["conversation_id"],
                why=Why.ASSIGNED, matter=f"turn:{secrets.token_hex(4)}", at=self.services.clock(),
            )  # fmt: skip
            session.add(made)
            session.flush()
            return made.id

    def own_habit(self, who):
        """Something learned of how they write."""
        now, store_id = self.services.clock(), self.ids["store_id"]
        with self.services.sessions.begin() as session:
            lesson = Lesson(Habit.GREETING, "", "Hey [name]!")
            made = Preference.of(lesson, teammate_id=self.people[who], store_id=store_id, at=now)
            session.add(made)
            session.flush()
            return made.id

    def routes(self, **ids):
        """(endpoint, method, path) of all that is there, gets first; a new kind of id is not passed over."""
        ids = {**self.ids, **ids}
        found = []
        for rule in self.app.url_map.iter_rules():
            undecided = rule.arguments - ids.keys() - FREE - NAMED.keys()
            assert not undecided, f"{rule}: whose row is {undecided}? Say so in tests_walk.ids"
            values = {name: ids.get(name, NAMED.get(name, "nothing")) for name in rule.arguments}
            for method in METHODS:
                if method in rule.methods:
                    path = self.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
                    found.append((rule.endpoint, method, path, bool(rule.arguments & ids.keys())))
        return sorted(found, key=lambda one: (METHODS.index(one[1]), one[2]))


def walk(app, services, world):
    """The world of tests_web, with an admin in each store, a handoff and a delivery."""
    app.config["WTF_CSRF_ENABLED"] = False  # tried by itself elsewhere
    now = services.clock()
    with services.sessions.begin() as session:
        north, lake = (session.query(Store).filter_by(slug=slug).one() for slug in ("northgate", "lakeside"))
        nora = Teammate(name="Nora Admin", email="nora@northgate.example", role=Role.ADMIN, stores=[north])
        liv = Teammate(name="Liv Admin", email="liv@lakeside.example", role=Role.ADMIN, stores=[lake])
        session.add_all([nora, liv])
        session.flush()
        people = {
            "member": world.dana, "manager": world.robin, "admin": nora.id, "luis": world.luis,
            "stranger": world.mallory, "strange admin": liv.id,
        }  # fmt: skip
        entry = session.get_one(LedgerEntry, world.entry)
        ids = {
            "conversation_id": world.conversation, "draft_id": world.draft, "message_id": world.message,
            "attachment_id": world.attachment, "customer_id": world.tom, "promise_id": world.promise,
            "entry_id": entry.id, "teammate_id": world.luis, "answer": "decline", "store_id": north.id,
            "store": lake.id,
            "inbox_id": session.query(Inbox).filter_by(store_id=north.id).first().id,
        }  # fmt: skip
    made = Walk(app, services, ids, people)
    ids |= _of_mine(services, world) | _away(services, world) | _merged(services, world)
    made.ids["sign_in_id"] = made.own_sign_in("luis")
    made.ids["preference_id"] = made.own_habit("luis")
    made.ids["notice_id"] = made.own_notice("luis")
    by = _teammate(services, world.robin)
    handing.hand_over(services, world.conversation, handing.Wanted(world.luis), by=by, now=now)
    press = review.Press(
        by_id=world.luis, sign_in_id=made.ids["sign_in_id"], text=_draft_text(services, world.draft),
        newest_seen_id=_newest(services), promises=(), overrule="a test",
    )  # fmt: skip
    review.approve(services, world.draft, press, now=now)
    with services.sessions() as session:
        made.ids["handoff_id"] = session.query(Handoff).one().id
        delivery = session.query(Delivery).one()
        made.ids["delivery_id"] = delivery.id
        approval_id = delivery.approval_id
    with services.sessions.begin() as session:
        example = Example(
            store_id=world.store, conversation_id=world.conversation, approval_id=approval_id, text="Yes.",
            kind=Kind.QUESTION, why="short", marked_by_id=world.dana, at=now,
        )  # fmt: skip
        session.add(example)
        session.flush()
        made.ids["example_id"] = example.id
    return made


def fields_read():
    """Every name of a form field or query string that a view reads: (file, name)."""
    for path in WEB.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            said = ast.unparse(node.func)
            reads = said in READS or said.split(".")[-1] in READERS
            if reads and isinstance(node.args[0].value, str):
                yield path.name, node.args[0].value


def _of_mine(services, world):
    """A question of Dana to Luis, a snippet that is hers, an example that she marked."""
    now, mine = services.clock(), {"store_id": world.store}
    with services.sessions.begin() as session:
        ask = Ask(
            **mine, conversation_id=world.conversation, question="Does it fit?", asker_id=world.dana,
            of_id=world.luis, asked_at=now, due=now + timedelta(hours=1),
        )  # fmt: skip
        snippet = Knowledge(
            **mine, kind=KnowledgeKind.POLICY, title="Deposit", text="Fully refunded.", confirmed_at=now,
            owner_id=world.dana,
        )  # fmt: skip
        here = {**mine, "conversation_id": world.conversation, "who_id": world.dana, "what": "call"}
        hint = Hint(**here, heard=Heard.CALL, said="Will call.", at=now)
        rack = Outside(**here, whom="Subaru", since=now, asked_at=now, ask_again=now + timedelta(days=1))
        touch = Touch(
            **mine, customer_id=world.tom, kind=TouchKind.THANKS, matter="note:1", reason="Sent a friend.",
            owner_id=world.dana, made_at=now, from_at=now, best_before=now + timedelta(days=3),
        )  # fmt: skip
        date = Remembered(
            **mine, customer_id=world.tom, teammate_id=world.dana, what="your son turns 18", day="2027-05-04",
            month_day=504, at=now,
        )  # fmt: skip
        leaves = OptOut(
            **mine, customer_id=world.tom, way=Way.EMAIL, scope=Scope.COMMERCIAL, words="stop",
            state=OptOutState.PROPOSED, how="an e-mail", said_at=now,
        )  # fmt: skip
        session.add_all([ask, snippet, hint, rack, touch, date, leaves])
        session.flush()
        return {
            "ask_id": ask.id, "knowledge_id": snippet.id, "hint_id": hint.id, "outside_id": rack.id,
            "store_id": world.store, "touch_id": touch.id, "remembered_id": date.id, "opt_out_id": leaves.id,
        }  # fmt: skip


def _merged(services, world):
    """Somebody who may be Tom, and a merge that was taken back."""
    now = services.clock()
    with services.sessions.begin() as session:
        other, third = (Customer(store_id=world.store, name=name, since=now) for name in ("Thomas", "Tim"))
        session.add_all([other, third])
        session.flush()
        merge = Merge(
            store_id=world.store, survivor_id=other.id, merged_id=third.id, by_id=world.robin, at=now,
            undone_at=now, undone_by_id=world.robin,
        )  # fmt: skip
        session.add(merge)
        session.flush()
        return {"other_id": other.id, "merge_id": merge.id}


def _away(services, world):
    """An absence of Luis to come, and what Robin had of his while he was away before."""
    now, day = services.clock(), timedelta(days=1)
    with services.sessions.begin() as session:
        ahead, over = (
            Absence(
                teammate_id=world.luis, since=now + days * day, until=now + (days + 1) * day,
                why=AwayWhy.HOLIDAY, by_id=world.luis, entered_at=now,
            )
            for days in (9, -5)
        )  # fmt: skip
        promise = Promise(
            store_id=world.store, customer_id=world.tom, who_id=world.robin, what="call", made_at=now,
            due=now + day,
        )  # fmt: skip
        session.add_all([ahead, over, promise])
        session.flush()
        lent = Lent(absence=over, store_id=world.store, promise=promise, to_id=world.robin, at=now - 5 * day)
        session.add(lent)
        session.flush()
        return {"absence_id": ahead.id, "lent_id": lent.id}


def _teammate(services, key):
    with services.sessions() as session:
        found = session.get_one(Teammate, key)
        _ = found.store_ids
        return found


def _newest(services):
    with services.sessions() as session:
        return session.query(Message).order_by(Message.id.desc()).first().id


def _draft_text(services, key):
    from assistant.records import Draft

    with services.sessions() as session:
        return session.get_one(Draft, key).text
