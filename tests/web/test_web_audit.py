"""Every change leaves a deed, every look leaves a trace, and managers can search both."""

import csv
import io
from datetime import timedelta

import pytest
from tests_web import post, signed_in, token_of

from assistant.core.audit import Did
from assistant.core.away import AwayWhy
from assistant.core.consent import Scope, Way
from assistant.core.notice import Why
from assistant.core.roles import Role
from assistant.core.states import DeliveryState, HandoffState, HintState, OptOutState
from assistant.core.touches import TouchKind
from assistant.core.voice.lesson import Habit, Lesson
from assistant.pipeline import accounts, team
from assistant.pipeline.team import Given
from assistant.records import (
    Absence,
    Ask,
    Conversation,
    Customer,
    Deed,
    Delivery,
    Draft,
    Handoff,
    Heard,
    Hint,
    Knowledge,
    KnowledgeKind,
    LedgerEntry,
    Lent,
    Merge,
    Notice,
    OptOut,
    Outside,
    Preference,
    Promise,
    Remembered,
    Store,
    Teammate,
    Touch,
)

CUSTOMERS = {"hooks", "chat", "feedback", "leave"}  # what strangers send stands in the ledger
CHANGES_NOTHING = {"drafts.check", "account.prove", "second_factor.start", "mailboxes.try_out"}
# Each wants a code, a link or another browser first: their verbs are held in pipeline/test_account_deeds.py.
BY_THEIR_VERBS = {
    *("sign_in.enter_code", "links.ask", "links.use", "account.end", "account.password"),
    *("second_factor.switch_on", "second_factor.switch_off", "second_factor.codes", "teammates.reactivate"),
    *("importing.take", "examples.mark", "examples.drop"),  # a file, a sent reply: in test_web_knowledge.py
    "deeds.was_answered",  # a sent reply: in pipeline/test_clocks.py
}
ADMINS = {
    *("erasing.press", "privacy.change", "teammates.invite", "teammates.change", "teammates.send_link"),
    *("ledger.delete", "teammates.deactivate", "teammates.drop_second_factor", "settings.new_address"),
    *("teammates.end_sign_ins", "budget.change", "consent_rules.change"),
    *("mailboxes.keep", "mailboxes.recount", "mailboxes.end"),
}
MAILBOX = {
    "host": "imap.x.example",
    "port": "993",
    "tls": "tls",
    "user": "sales",
    "password": "secret",
    "start": "now",
}
SNIPPET = {"kind": "policy", "title": "Keys", "text": "Two come with each car.", "store": "{store}"}
TOLD = {"way": "off", "every": "15", "quiet": "own", "quiet_from": "19:00", "quiet_until": "08:00"}
MATE = {"name": "Nora Lind", "role": "member", "department": "sales", "store": "{store}", "title": "Sales"}

# endpoint: (path, fields, the deed); {x} are ids of the world
PRESSES = {
    "settings.new_address": ("/settings/inboxes/1/address", {}, Did.NEW_ADDRESS),
    "mailboxes.keep": ("/settings/inboxes/1/mailbox", MAILBOX, Did.SET_MAILBOX),
    "mailboxes.recount": ("/settings/inboxes/1/mailbox/count", {}, Did.COUNTED_MAILBOX),
    "mailboxes.end": ("/settings/inboxes/1/mailbox/end", {}, Did.ENDED_MAILBOX),
    "handoffs.ask": (
        "/conversations/{conversation}/handoff",
        {"taker": "{luis}", "note": "hers"},
        Did.ASKED_TO_HAND_OVER,
    ),
    "handoffs.answer": ("/handoffs/{handoff}/decline", {}, Did.GAVE_BACK),
    "handoffs.care": ("/handoffs/{handoff}/care", {"cared": "yes"}, Did.TAKEN_CARE),
    "away.enter": (
        "/away",
        {"teammate": "{luis}", "since": "2030-01-02T10:00", "until": "2030-01-03T10:00"},
        Did.TOLD_AWAY,
    ),
    "away.end": ("/away/{absence}/end", {}, Did.ENDED_AWAY),
    "away.take_again": ("/lent/{lent}/back", {}, Did.TOOK_AGAIN),
    "deeds.assign": ("/conversations/{conversation}/owner", {"to_id": "{luis}"}, Did.ASSIGNED),
    "deeds.snooze": ("/conversations/{conversation}/snooze", {"until": "2030-01-01T09:00"}, Did.SNOOZED),
    "deeds.close": (
        "/conversations/{conversation}/closing",
        {"why": "bought", "open-promise-1": "stays"},
        Did.CLOSED,
    ),
    "deeds.reopen": ("/conversations/{conversation}/reopening", {}, Did.REOPENED),
    "deeds.log_call": ("/conversations/{conversation}/calls", {"text": "x"}, Did.LOGGED_A_CALL),
    "deeds.add_note": ("/conversations/{conversation}/notes", {"text": "x"}, Did.NOTED),
    "deeds.needs_answer": ("/conversations/{conversation}/need", {"needs": "no"}, Did.NEEDS_NO_ANSWER),
    "clock.change": ("/settings/clock/{store}", {"amount": "20"}, Did.CHANGED_SETTINGS),
    "deeds.settle": ("/deliveries/{delivery}/settling", {"sent": "yes"}, Did.SETTLED),
    "drafts.approve": (
        "/drafts/{draft}/approval",
        {"text": "Hi Tom,\n\nYes.", "newest_seen_id": "{message}", "overrule": "asked on the phone"},
        Did.APPROVED,
    ),
    "drafts.undo": ("/drafts/{draft}/undo", {}, Did.UNDID),
    "drafts.save": ("/drafts/{draft}/text", {"text": "Other words"}, Did.EDITED),
    "drafts.discard": ("/drafts/{draft}/discard", {"why": "x"}, Did.DISCARDED),
    "drafts.lead": ("/drafts/{draft}/lead", {}, Did.CHOSE),
    "drafts.sign": ("/drafts/{draft}/signer", {}, Did.SIGNED),
    "drafts.vouch": ("/drafts/{draft}/vouch", {"statement": "It is here."}, Did.VOUCHED),
    "drafts.answered": ("/drafts/{draft}/answered", {"question": "1"}, Did.MARKED),
    "drafts.reword": ("/drafts/{draft}/wording", {"text": "One.", "wording": "One\x1fTwo\x1f0"}, Did.EDITED),
    "drafts.redraft": ("/drafts/{draft}/redraft", {}, Did.REDRAFTED),
    "drafts.vary": ("/drafts/{draft}/variation", {"way": "warmer"}, Did.REDRAFTED),
    "promises.keep": ("/promises/{promise}/kept", {"how": "called"}, Did.KEPT_PROMISE),
    "promises.renew": (
        "/promises/{promise}/renewal",
        {"due": "2030-01-02T09:00", "why": "x"},
        Did.RENEWED_PROMISE,
    ),
    "promises.break_": ("/promises/{promise}/broken", {"why": "x"}, Did.BROKE_PROMISE),
    "promises.tell": ("/promises/{promise}/news", {}, Did.REDRAFTED),
    "promises.release": ("/promises/{promise}/release", {"why": "x"}, Did.RELEASED_PROMISE),
    "heard.take": (
        "/hints/{hint}/promise",
        {"what": "call", "who": "{luis}", "due": "2030-01-01T09:00"},
        Did.ADDED_PROMISE,
    ),
    "heard.dismiss": ("/hints/{hint}/dismissal", {}, Did.DISMISSED_PROMISE),
    "heard.add": (
        "/conversations/{conversation}/promises",
        {"what": "call", "who": "{luis}", "due": "2030-01-01T09:00"},
        Did.ADDED_PROMISE,
    ),
    "heard.wait_for": (
        "/conversations/{conversation}/outside",
        {"whom": "Subaru", "what": "the rack", "again": "2030-01-01T09:00"},
        Did.WAITS_OUTSIDE,
    ),
    "heard.asked_again": ("/outside/{outside}/asking", {"again": "2030-01-01T09:00"}, Did.ASKED_OUTSIDE),
    "heard.answered": ("/outside/{outside}/answer", {"answer": "It ships Monday."}, Did.HEARD_OUTSIDE),
    "heard.drop": ("/outside/{outside}/dropping", {"answer": "bought elsewhere"}, Did.DROPPED_OUTSIDE),
    "merges.merge": ("/customers/{tom}/merge/{twin}", {"stays": "this"}, Did.MERGED),
    "merges.tell_apart": ("/customers/{tom}/merge/{twin}/different", {}, Did.TOLD_APART),
    "merges.undo": ("/merges/{merge}/undoing", {}, Did.PARTED),
    "ledger.delete": ("/ledger/{entry}/deletion", {"reason": "asked"}, Did.DELETED_ORIGINAL),
    "ledger.read_alike": ("/ledger/{entry}/reading/alike", {}, Did.READ_AGAIN),
    "ledger.leave": ("/ledger/{entry}/leaving", {"why": "spam"}, Did.LEFT_ASIDE),
    "ledger.refile": ("/ledger/{entry}/filing", {"inbox": "1"}, Did.REFILED),
    "ledger.read_again": ("/ledger/{entry}/reading", {}, Did.READ_AGAIN),
    "exporting.export": ("/customers/{tom}/export", {}, Did.EXPORTED_CUSTOMER),
    "erasing.press": ("/customers/{tom}/erasure", {"reason": "asked", "typed": "Tom Becker"}, Did.ERASED),
    "forms.change": ("/settings/forms/1", {"trap": "website2"}, Did.CHANGED_SETTINGS),
    "privacy.change": ("/settings/privacy/{store}", {"raw_days": "30"}, Did.CHANGED_SETTINGS),
    "budget.change": ("/settings/budget/{store}", {"dollars": "3.50"}, Did.CHANGED_SETTINGS),
    "notices.see": ("/notices/{notice}/seen", {}, Did.SAW_NOTICES),
    "notices.see_all": ("/notices/seen", {"up_to": "{notice}"}, Did.SAW_NOTICES),
    "reached.choose": ("/account/telling", TOLD, Did.CHANGED_TELLING),
    "consents.confirm": (
        "/opt-outs/{opt_out}/confirmation",
        {"what": "email/commercial"},
        Did.CONFIRMED_OPT_OUT,
    ),
    "consents.dismiss": ("/opt-outs/{opt_out}/dismissal", {}, Did.DISMISSED_OPT_OUT),
    "consents.withdraw": ("/opt-outs/{ended}/withdrawal", {"why": "she called"}, Did.WITHDREW_OPT_OUT),
    "consents.enter": (
        "/customers/{tom}/opt-outs",
        {"text": "no more calls", "what": "phone/commercial"},
        Did.ENTERED_OPT_OUT,
    ),
    "consents.agree": ("/customers/{tom}/consents", {"text": "on the contract"}, Did.ENTERED_CONSENT),
    "public_words.change": ("/settings/public/{store}", {"text": "By noon."}, Did.CHANGED_SETTINGS),
    "consent_rules.change": ("/settings/consent/{store}", {"regime": "casl"}, Did.CHANGED_SETTINGS),
    "asks.find_out": ("/drafts/{draft}/finding-out", {"question": "0"}, Did.EDITED),
    "asks.of_draft": (
        "/drafts/{draft}/asks",
        {"ask": "0", "ask-0-of": "{luis}", "ask-0-text": "Does it fit?", "ask-0-due": "2030-01-02T10:00"},
        Did.ASKED_COLLEAGUE,
    ),
    "asks.of_conversation": (
        "/conversations/{conversation}/asks",
        {"ask-of": "{luis}", "ask-text": "Does it fit?", "ask-due": "2030-01-02T10:00"},
        Did.ASKED_COLLEAGUE,
    ),
    "asks.answer": ("/asks/{ask}/answer", {"text": "It fits."}, Did.ANSWERED_COLLEAGUE),
    "asks.withdraw": ("/asks/{ask}/withdrawal", {}, Did.WITHDREW_ASK),
    "knowledge.add": ("/knowledge/new", SNIPPET, Did.ADDED_KNOWLEDGE),
    "knowledge.change": ("/knowledge/{knowledge}", SNIPPET, Did.CHANGED_KNOWLEDGE),
    "knowledge.confirm": ("/knowledge/{knowledge}/confirmation", {}, Did.CONFIRMED_KNOWLEDGE),
    "knowledge.delete": ("/knowledge/{knowledge}/deletion", {}, Did.DELETED_KNOWLEDGE),
    "knowledge.rule": ("/knowledge/rule/{store}", {"days": "90"}, Did.CHANGED_SETTINGS),
    "voice.change": ("/voice/{habit}", {"text": "Hello [name],"}, Did.CHANGED_VOICE),
    "voice.switch_on": ("/voice/{habit}/applying", {}, Did.CHANGED_VOICE),
    "voice.switch_off": ("/voice/{habit}/applying/end", {}, Did.CHANGED_VOICE),
    "voice.delete": ("/voice/{habit}/deletion", {}, Did.DELETED_VOICE),
    "letters.begin": ("/customers/{tom}/letter", {}, Did.WROTE_FIRST),
    "touches.write": ("/touches/{touch}/letter", {}, Did.WROTE_FIRST),
    "touches.later": ("/touches/{touch}/later", {"until": "2030-01-02T09:00"}, Did.PUT_TOUCH_OFF),
    "touches.never": ("/touches/{touch}/never", {"scope": "all"}, Did.DROPPED_TOUCH),
    "touches.take_never_back": ("/touches/{never}/never/undo", {}, Did.TOOK_NEVER_BACK),
    "touches.call": ("/touches/{touch}/call", {"text": "All is well."}, Did.LOGGED_A_CALL),
    "touch_rules.change": (
        "/settings/touches/{store}",
        {"kind": "settled-in", "after": "14", "lasts": "7", "weekly": "3"},
        Did.CHANGED_SETTINGS,
    ),
    "touch_rules.level": ("/settings/touches/{store}/levels", {}, Did.CHANGED_SETTINGS),
    "dates.remember": (
        "/customers/{tom}/dates",
        {"what": "your son turns 18", "day": "2027-05-04"},
        Did.REMEMBERED_DATE,
    ),
    "dates.forget": ("/dates/{date}/forgetting", {}, Did.FORGOT_DATE),
    "audit.export": ("/audit/file", {}, Did.EXPORTED_AUDIT),
    "sign_in.enter": ("/sign-in", {"email": "x@y.example", "password": "wrong"}, Did.FAILED_SIGN_IN),
    "sign_in.leave": ("/sign-out", {}, Did.SIGNED_OUT),
    "account.end_others": ("/account/sign-ins/end-others", {}, Did.ENDED_OTHERS),
    "teammates.invite": ("/settings/teammates/new", {**MATE, "email": "nora@x.example"}, Did.INVITED),
    "teammates.change": ("/settings/teammates/{luis}", MATE, Did.CHANGED_TEAMMATE),
    "teammates.send_link": ("/settings/teammates/{luis}/link", {}, Did.SENT_LINK),
    "teammates.deactivate": ("/settings/teammates/{luis}/leaving", {}, Did.DEACTIVATED),
    "teammates.end_sign_ins": ("/settings/teammates/{luis}/sign-ins/end", {}, Did.ENDED_THEIRS),
    "teammates.drop_second_factor": (
        "/settings/teammates/{luis}/second-factor-off",
        {},
        Did.SECOND_FACTOR_OFF,
    ),
}


AFTER = {  # what is pressed first
    **dict.fromkeys(("drafts.undo", "deeds.settle"), "drafts.approve"),
    **dict.fromkeys(("mailboxes.recount", "mailboxes.end"), "mailboxes.keep"),
}
NAMES = (
    *("handoff", "delivery", "ask", "knowledge", "habit", "absence", "lent", "hint", "outside", "notice"),
    *("touch", "never", "date", "twin", "merge"),
)


@pytest.fixture
def sessions(parts):
    return parts.services.sessions


@pytest.fixture
def log(sessions):
    def read(*whats):
        with sessions() as session:
            found = session.query(Deed).order_by(Deed.id).all()
            return [deed for deed in found if not whats or deed.what in whats]

    return read


def prepared(sessions, world, endpoint, robin, clock):
    """What must be there first."""
    ids = {**vars(world), **dict.fromkeys((*NAMES, "opt_out", "ended"), 0)}
    if endpoint in ADMINS:
        with sessions.begin() as session:
            session.get_one(Teammate, world.robin).role = Role.ADMIN
    if endpoint in AFTER:
        path, fields, _ = PRESSES[AFTER[endpoint]]
        post(robin, path.format(**ids), **{k: v.format(**ids) for k, v in fields.items()})
    with sessions.begin() as session:
        if endpoint == "drafts.undo":
            session.query(Delivery).one().send_after = clock.forward(minutes=5)
        if endpoint == "deeds.settle":
            delivery = session.query(Delivery).one()
            delivery.state = DeliveryState.UNCERTAIN
            ids["delivery"] = delivery.id
        if endpoint == "handoffs.answer":
            ids["handoff"] = handed(session, world, clock(), giver_id=world.dana, taker_id=world.robin)
        if endpoint == "handoffs.care":
            taken = {"state": HandoffState.ACCEPTED, "ended_at": clock(), "care_asked_at": clock()}
            given = {"giver_id": world.robin, "taker_id": world.luis, **taken}
            ids["handoff"] = handed(session, world, clock(), **given)
        if endpoint == "touches.write":  # who waits is answered first
            session.get_one(Conversation, world.conversation).close(
                session.get_one(Teammate, world.dana), "x"
            )
        ids |= rows_of_mine(session, world, clock())
        if endpoint == "deeds.close":  # what was heard is settled first
            session.get_one(Hint, ids["hint"]).state = HintState.DISMISSED
            session.query(Outside).delete()
            session.query(Ask).delete()
        befores = (
            ("merges.", twice_before),
            ("away.", away_before),
            ("touches.take_never_back", never_before),
        )
        for start, before in befores:
            ids |= before(session, world, clock(), endpoint) if endpoint.startswith(start) else {}
    return ids


def never_before(session, world, now, endpoint):
    """Somebody said never to a reason of Tom's."""
    touch = session.query(Touch).filter_by(customer_id=world.tom).first()
    touch.never(session.get_one(Teammate, world.dana), "", now, everything=True)
    session.flush()
    return {"never": touch.id}


def twice_before(session, world, now, endpoint):
    """Tom once more, and, where it is to be undone, that they were merged."""
    merged = endpoint == "merges.undo"
    twin = Customer(store_id=world.store, name="Tom B.", since=now)
    session.add(twin)
    session.flush()
    merge = Merge(
        store_id=world.store, survivor_id=world.tom, merged_id=twin.id, by_id=world.robin, at=now,
        undone_at=None if merged else now,
    )  # fmt: skip
    session.add(merge)
    session.flush()
    if merged:
        twin.merged_into_id = world.tom
    return {"twin": twin.id, "merge": merge.id}


def handed(session, world, now, **given):
    made = Handoff(conversation_id=world.conversation, asked_at=now, **given)
    session.add(made)
    session.flush()
    return made.id


def away_before(session, world, now, _endpoint):
    """An absence of Robin's to come, and a promise that Luis had of his while he was away before."""
    ahead, over = (
        Absence(
            teammate_id=world.robin, since=now + timedelta(days=days), until=now + timedelta(days=days + 1),
            why=AwayWhy.HOLIDAY, by_id=world.robin, entered_at=now,
        )
        for days in (9, -5)
    )  # fmt: skip
    promise = session.get_one(Promise, world.promise)
    promise.who_id = world.luis
    lent = Lent(absence=over, store_id=world.store, promise=promise, to_id=world.luis, at=now)
    session.add_all([ahead, lent])
    session.flush()
    return {"absence": ahead.id, "lent": lent.id}


def rows_of_mine(session, world, now):
    """A question that Robin asked of himself, a snippet of his, a habit of his."""
    mine = {"store_id": world.store}
    ask = Ask(
        **mine, conversation_id=world.conversation, question="Does it fit?", asker_id=world.robin,
        of_id=world.robin, asked_at=now, due=now + timedelta(hours=1),
    )  # fmt: skip
    snippet = Knowledge(
        **mine, kind=KnowledgeKind.POLICY, title="Deposit", text="Fully refunded.", confirmed_at=now,
        owner_id=world.robin,
    )  # fmt: skip
    hey = Lesson(Habit.GREETING, "", "Hey [name]!")
    habit = Preference.of(hey, teammate_id=world.robin, store_id=world.store, at=now)
    here = {**mine, "conversation_id": world.conversation, "who_id": world.robin, "what": "call"}
    hint = Hint(**here, heard=Heard.CALL, said="Will call.", at=now)
    rack = Outside(**here, whom="Subaru", since=now, asked_at=now, ask_again=now + timedelta(days=1))
    notice = Notice(
        **mine, teammate_id=world.robin, customer_id=world.tom, conversation_id=world.conversation,
        why=Why.ASSIGNED, matter="turn:1", at=now,
    )  # fmt: skip
    touch = Touch(
        **mine, customer_id=world.tom, kind=TouchKind.THANKS, matter="note:1", reason="Sent a friend.",
        owner_id=world.robin, made_at=now, from_at=now, best_before=now + timedelta(days=3),
    )  # fmt: skip
    date = Remembered(
        **mine, customer_id=world.tom, teammate_id=world.robin, what="your son turns 18", day="2027-05-04",
        month_day=504, at=now,
    )  # fmt: skip
    opt_out, ended = (
        OptOut(
            **mine, customer_id=world.tom, way=Way.EMAIL, scope=Scope.COMMERCIAL, state=state, words="stop",
            how="an e-mail", said_at=now,
        )
        for state in (OptOutState.PROPOSED, OptOutState.CONFIRMED)
    )  # fmt: skip
    made = {"hint": hint, "outside": rack, "ask": ask, "knowledge": snippet, "habit": habit, "notice": notice}
    made |= {"touch": touch, "date": date, "opt_out": opt_out, "ended": ended}
    session.add_all(made.values())
    session.flush()
    return {name: row.id for name, row in made.items()}


def test_every_post_has_a_press_here(app):
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    ours = {one for one in posts if one.partition(".")[0] not in CUSTOMERS | {"mail_hooks"}}
    pressed = ours - CHANGES_NOTHING - BY_THEIR_VERBS
    assert pressed == set(PRESSES), "a new post needs its deed, and a press here"


@pytest.mark.parametrize("endpoint", PRESSES)
def test_every_change_leaves_a_deed(app, world, robin, sessions, log, clock, endpoint):
    if endpoint == "deeds.reopen":
        path, fields, _ = PRESSES["deeds.close"]
        post(robin, path.format(**vars(world)), **fields)
    ids = prepared(sessions, world, endpoint, robin, clock)
    path, fields, what = PRESSES[endpoint]
    before = len(log(what))
    answer = post(robin, path.format(**ids), **{k: v.format(**ids) for k, v in fields.items()})
    assert answer.status_code in (200, 303, 401), answer.text
    found = log(what)[before:]
    assert [deed.what for deed in found] == [what]
    if what is not Did.FAILED_SIGN_IN:
        assert found[0].teammate_id == world.robin
    if "conversation" in path or "draft" in path or "promise" in path:
        assert (found[0].customer_id, found[0].store_id) == (world.tom, world.store)


def test_a_press_that_changed_nothing_leaves_none(robin, world, sessions, log):
    with sessions() as session:
        text = session.get_one(Draft, world.draft).text
    post(robin, f"/drafts/{world.draft}/text", text=text)
    post(robin, f"/drafts/{world.draft}/undo")
    post(robin, f"/promises/{world.promise}/release", why="")
    assert log(Did.EDITED, Did.UNDID, Did.RELEASED_PROMISE) == []


LOOKS = {
    "/customers/{tom}": Did.SAW_CUSTOMER,
    "/customers?q=tom": Did.SEARCHED,
    "/customers?q=nobody": Did.SEARCHED,
    "/customers": Did.SAW_LIST,
    "/promises?whose=all": Did.SAW_LIST,
    "/promises/calendar?whose=all": Did.SAW_LIST,
    "/ledger": Did.SAW_LIST,
    "/conversations/{conversation}": Did.SAW_CONVERSATION,
    "/conversations/{conversation}/latest": Did.SAW_CONVERSATION,
    "/messages/{message}/original": Did.SAW_ORIGINAL,
    "/messages/{message}/html": Did.SAW_ORIGINAL,
    "/messages/{message}/raw": Did.SAW_ORIGINAL,
    "/attachments/{attachment}": Did.SAW_ATTACHMENT,
    "/ledger/{entry}": Did.SAW_LEDGER,
    "/ledger/{entry}/raw": Did.SAW_LEDGER,
    "/audit": Did.SAW_AUDIT,
}


@pytest.mark.parametrize("path", LOOKS)
def test_a_look_leaves_one_row_an_hour(robin, world, log, clock, path):
    def look():
        assert robin.get(path.format(**vars(world)), buffered=True).status_code == 200
        return len(log(LOOKS[path]))

    assert [look(), look()] == [1, 1]
    clock.forward(hours=1)
    assert look() == 2
    assert log(LOOKS[path])[0].teammate_id == world.robin


SHOW_NO_LIST = {
    *("/settings/consent", "/settings/public"),
    *("/today", "/today/latest", "/", "/away"),  # one's own work: who waits, and what was promised
    *("/notices", "/notices/latest", "/notices/bell"),  # one's own, too
    "/matches",  # pairs of customers are looks: in test_web_merges.py
    *("/touches", "/settings/touches"),  # everyone's and a preview are looks: in test_web_touches.py
    *("/account", "/account/proof", "/account/second-factor", "/settings", "/settings/privacy"),
    *("/settings/teammates", "/settings/teammates/new", "/sign-in", "/sign-in/code", "/links", "/forgotten"),
    "/clock",  # figures
    *("/healthz", "/readyz", "/metrics", "/live", "/widget.js"),
    *("/knowledge", "/knowledge/new", "/examples", "/voice"),  # the store's own words; examples are masked
}


def test_every_page_without_a_row_is_a_look_or_shows_nobody(app):
    plain = {r.rule for r in app.url_map.iter_rules() if "GET" in r.methods and not r.arguments}
    assert plain - SHOW_NO_LIST == {path.partition("?")[0] for path in LOOKS if "{" not in path}


def test_a_list_says_whom_it_showed_and_again_where_it_shows_others(robin, world, sessions, log, clock):
    def look():
        assert robin.get("/customers", buffered=True).status_code == 200
        return [deed.about for deed in log(Did.SAW_LIST)]

    (first,) = look()
    assert world.tom in first["customers"] and first["list"] == "newest customers"
    with sessions.begin() as session:
        session.add(new := Customer(store_id=world.store, name="New Here", since=clock()))
        session.flush()
        key = new.id
    assert [about["customers"] for about in look()] == [
        first["customers"],
        sorted([*first["customers"], key]),
    ]
    rows = robin.get(f"/audit?customer={key}").text
    assert rows.count('id="deed-') == 1 and "looked at a list of customers" in rows
    assert robin.get(f"/audit?customer={world.tom}").text.count('id="deed-') == 2


def test_a_search_says_whom_it_found(robin, world, log):
    robin.get("/customers?q=tom", buffered=True)
    assert world.tom in log(Did.SEARCHED)[0].about["customers"]


def test_what_the_checks_are_asked_shows_the_conversation(robin, world, log):
    post(robin, f"/drafts/{world.draft}/check", text="Hi Tom,").close()
    assert [deed.conversation_id for deed in log(Did.SAW_CONVERSATION)] == [world.conversation]


def test_every_page_that_shows_a_row_is_among_the_looks(app):
    shown = {
        rule.rule.replace("<int:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.arguments and rule.endpoint.partition(".")[0]
        not in CUSTOMERS | {"look", "static", "live"}
    }  # fmt: skip
    shown.discard("/customers/{customer_id}/erasure")  # counts only
    shown -= {"/settings/teammates/{teammate_id}", "/links/<secret}", "/knowledge/{knowledge_id}"}
    shown -= {"/settings/clock/{store_id}", "/settings/inboxes/{inbox_id}/mailbox"}
    shown -= {
        "/customers/{customer_id}/merge",
        "/customers/{customer_id}/merge/{other_id}",
        "/merges/{merge_id}",
    }
    shown.discard("/settings/forms/{inbox_id}")  # the last post by its fields, as the ledger holds it
    known = {path.partition("?")[0] for path in LOOKS}
    plain = {one.replace("_id}", "}").replace("{customer}", "{tom}") for one in shown}
    assert plain <= known, "a page that shows a row says so to watching.saw"


def test_a_look_that_found_nothing_leaves_no_trace(mallory, world, log):
    assert mallory.get(f"/customers/{world.tom}", buffered=True).status_code == 404
    assert log(Did.SAW_CUSTOMER) == []


def test_a_log_that_cannot_be_written_breaks_no_page(robin, world, sessions, monkeypatch, log):
    monkeypatch.setattr(Deed, "note_once", lambda *_: 1 / 0)
    assert robin.get(f"/customers/{world.tom}", buffered=True).status_code == 200
    monkeypatch.undo()
    robin.get(f"/customers/{world.tom}", buffered=True)
    assert len(log(Did.SAW_CUSTOMER)) == 1, "and it is tried again"


def test_members_and_other_stores_see_nothing_of_it(dana, robin, mallory, world, sessions):
    robin.get(f"/customers/{world.tom}", buffered=True)
    assert dana.get("/audit").status_code == 403
    with sessions.begin() as session:
        session.get_one(Teammate, world.mallory).role = Role.ADMIN
    page = mallory.get("/audit").text
    assert "Tom Becker" not in page and "Robin" not in page and "looked at a customer" in page  # the filter
    assert 'class="row deed deed--saw"' not in page


def moved(session, teammate_id, store_id):
    session.get_one(Teammate, teammate_id).stores = [session.get_one(Store, store_id)]


def test_an_accounts_deed_stays_with_the_stores_of_then(app, robin, mallory, world, parts, sessions, clock):
    """An admin who made somebody a manager moves to the other store; so does the manager."""
    services = parts.services
    with sessions.begin() as session:
        session.get_one(Teammate, world.mallory).role = Role.ADMIN
        art = session.get_one(Teammate, world.dana)
        art.role, lakeside = Role.ADMIN, session.get_one(Teammate, world.mallory).store_ids[0]
    given = Given("Luis Vega", Role.MANAGER, "sales", frozenset([world.store]))
    team.change(services, world.luis, given, by=art, now=clock())
    accounts.drop_second_factor(services, world.luis, None, clock())
    signed_in(app, "dana@northgate.example")
    with sessions.begin() as session:
        for who in (world.dana, world.luis):
            moved(session, who, lakeside)
    done = "changed a teammate&#39;s role", "switched a second factor off", "signed in<"
    ours, theirs = robin.get("/audit").text, mallory.get("/audit").text
    rows = [page.split("deed deed--") for page in (ours, theirs)]
    seen = [[word in "".join(found[1:]) for word in ("Dana Ruiz", *done[:2])] for found in rows]
    assert seen == [[True] * 3, [False] * 3]
    assert "Dana Ruiz" in post(robin, "/audit/file").text


def test_an_address_that_nobody_has_is_seen_by_admins_alone(nobody, robin, world, sessions):
    token = token_of(nobody.get("/sign-in"))
    nobody.post("/sign-in", data={"csrf_token": token, "email": "typed@x.example", "password": "wrong"})
    assert 'id="deed-' not in robin.get("/audit?what=failed+sign-in").text
    with sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    assert robin.get("/audit?what=failed+sign-in").text.count('id="deed-') == 1


def test_the_page_tells_who_did_what_and_filters_it(robin, dana, world):
    dana.get(f"/customers/{world.tom}", buffered=True)
    said = {"why": "bought elsewhere", f"open-promise-{world.promise}": "stays"}
    post(robin, f"/conversations/{world.conversation}/closing", **said)
    page = robin.get("/audit").text
    assert "closed a conversation" in page and "Tom Becker" in page
    rows = 'id="deed-'
    assert robin.get(f"/audit?who={world.dana}&what=saw").text.count(rows) == 1
    assert robin.get("/audit?what=closed").text.count(rows) == 1
    assert robin.get(f"/audit?customer={world.tom}").text.count(rows) == 2
    assert robin.get(f"/audit?conversation={world.conversation}").text.count(rows) == 1
    assert robin.get("/audit?since=2030-01-01").text.count(rows) == 0
    assert "Nothing like that was done" in robin.get("/audit?until=2001-01-01").text
    for odd in ("who=x", "customer=99999999999999", "since=yesterday", "what=%3Cscript%3E", "before=-1"):
        assert robin.get(f"/audit?{odd}").status_code == 200


def test_older_rows_are_reached_page_by_page(robin, world, sessions, clock):
    with sessions.begin() as session:
        session.add_all(
            Deed(at=clock(), store_id=world.store, what=Did.IMPORTED, about={"n": n}) for n in range(150)
        )
    first = robin.get("/audit?what=imported").text
    assert first.count('id="deed-') == 100 and "n 149" in first and "n 10<" not in first
    older = first.split('">Older</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    second = robin.get(older).text
    assert second.count('id="deed-') == 50 and ">Older<" not in second


def test_the_file_is_safe_in_a_spreadsheet_and_says_that_it_was_taken(robin, world, sessions, log):
    with sessions.begin() as session:
        session.get_one(Teammate, world.luis).name = '=HYPERLINK("https://evil.example")'
        session.add(Deed(at=session.query(LedgerEntry).first().arrived_at, teammate_id=world.luis,
                         store_id=world.store, what="@SUM(1)", about={}))  # fmt: skip
    answer = post(robin, "/audit/file", what="")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert rows[0][:4] == ["no", "at", "teammate", "what"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any("'=HYPERLINK" in row[2] and row[3] == "'@SUM(1)" for row in rows)
    assert len(log(Did.EXPORTED_AUDIT)) == 1 and any("exported the audit log" in row for row in rows)


def test_a_failed_sign_in_says_whose_address_it_was_and_never_what_was_typed(nobody, world, log):
    for email in ("robin@northgate.example", "typed-secret@x.example"):
        token = token_of(nobody.get("/sign-in"))
        nobody.post("/sign-in", data={"csrf_token": token, "email": email, "password": "typed-secret"})
    known, unknown = log(Did.FAILED_SIGN_IN)
    assert (known.teammate_id, unknown.teammate_id) == (world.robin, None)
    assert known.about == {"network": "127.0.0.0/24"}
    assert "typed-secret" not in str(vars(known)) + str(vars(unknown))
