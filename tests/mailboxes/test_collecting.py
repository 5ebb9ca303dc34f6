"""What lies in a mailbox is taken once, whatever happens to the mailbox, the server or the line."""

from datetime import timedelta

import pytest
from cast import mail
from rounds import Collecting, account_of, asks, connecting

from assistant.channels.imap.line import ImapLine
from assistant.core.collecting import LARGEST, FolderRole, Label, MailboxTrouble, Wrong
from assistant.core.states import ConversationState, InboundState
from assistant.pipeline import collecting, taking
from assistant.records import LedgerEntry, MailAccount, MailFolder, MailSeen, Message, Raw, mail_account


def filed(cast):
    return [message.message_id for message in cast.all(Message)]


def raws(cast):
    return [raw.content for raw in cast.all(Raw)]


def balances(collect):
    found = collect.balance
    states = [found[str(state)] for state in InboundState]
    assert found["seen"] == sum(states) + found["gone"] + found["withheld"]
    return {name: count for name, count in found.items() if count}


def test_a_new_mail_is_filed_and_its_customer_waits_since_the_server_had_it(collect, server, cast, clock):
    arrived = clock() - timedelta(hours=3)
    server.holds(asks(1), at=arrived)
    assert collect.round() == 1
    (message,) = cast.all(Message)
    assert (message.message_id, message.at) == ("<1@mail.example>", arrived.replace(microsecond=0))
    assert cast.conversation().waiting_since == arrived.replace(microsecond=0)
    cast.works()
    assert cast.draft() is not None
    assert collect.round() == 0 and len(cast.all(Message)) == 1
    assert balances(collect) == {"seen": 1, "filed": 1}


def test_read_mails_are_taken_too_and_no_flag_is_touched(collect, server, cast):
    server.holds(asks(1), flags=[b"\\Seen"])
    server.holds(asks(2), flags=[b"\\Flagged", b"\\Answered"])
    server.holds(asks(3))
    before = server.flags()
    assert collect.round() == 3
    assert server.flags() == before == {1: {b"\\Seen"}, 2: {b"\\Flagged", b"\\Answered"}, 3: set()}


def test_where_it_is_asked_for_what_was_taken_is_marked_as_read(cast, server, clock, collect):
    with cast.services.sessions.begin() as session:
        session.get_one(MailAccount, collect.id).marks_seen = True
    server.holds(asks(1))
    server.holds(asks(2), folder="Junk")
    collect.round()
    assert server.flags() == {1: {b"\\Seen"}} and server.flags("Junk") == {1: set()}


def test_broken_and_8_bit_mails_are_kept_byte_for_byte(collect, server, cast):
    odd = [
        b"From: a@mail.example\r\nSubject: \xe9t\xe9 \xff\xfe\r\n\r\n8 bit \x80\x81\xff and \xc3\xa9\r\n",
        b"From: b@mail.example\r\n\r\nno end of line",
        b"no header at all\r\n\r\nbut a body\r\n",
        b"From: c@mail.example\r\nSubject: a long one\r\n\r\n" + b"x" * 70_000 + b"\r\n",
        b"From: d@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nunclosed\r\n",
        b"Subject: only\r\n\r\n",
        b"From: e@mail.example\r\n\r\n* 5 FETCH (BODY[] {3}\r\nabc)\r\nA1 OK done\r\n",
        b"From: f@mail.example\r\nSubject: tabs\r\n\tand folds\r\n\r\n.\r\n..\r\n.\r\n",
    ]
    server.holds(*odd)
    assert collect.round() == len(odd)
    assert raws(cast) == odd
    assert collect.balance["received"] == 0


def test_many_mails_with_gaps_between_their_uids_are_taken_in_batches(collect, server, cast, monkeypatch):
    monkeypatch.setattr(collecting, "CHUNK", 7)
    uids = server.holds(*[asks(number) for number in range(60)])
    with server.at() as client:
        client.delete_messages(uids[3:9] + uids[20:45:2] + uids[-1:])
        client.expunge()
        left = len(client.search())
    assert collect.round() == left == len(cast.all(Message))
    server.holds(asks(100))
    assert collect.round() == 1
    assert balances(collect) == {"seen": left + 1, "filed": left + 1}


def test_from_now_on_leaves_what_lay_there_and_misses_nothing_that_came_since(cast, server, clock):
    server.holds(asks(1), asks(2), at=clock() - timedelta(days=2))
    began = clock()
    collect = Collecting(cast, server, clock, from_at=began)
    clock.forward(hours=1)
    server.holds(asks(3), at=began + timedelta(minutes=10))  # before the first look
    assert collect.round() == 1
    server.holds(asks(4), at=began - timedelta(days=30))  # an old one, moved here by a person
    assert collect.round() == 1
    assert filed(cast) == ["<3@mail.example>", "<4@mail.example>"]
    assert collect.recount() == 0
    assert balances(collect) == {"seen": 2, "filed": 2}


def test_the_last_days_alone_are_read_where_that_was_chosen(cast, server, clock):
    for days in (40, 13, 11, 2):
        server.holds(asks(days), at=clock() - timedelta(days=days))
    collect = Collecting(cast, server, clock, from_at=clock() - timedelta(days=12))
    assert collect.round() == 2
    assert filed(cast) == ["<11@mail.example>", "<2@mail.example>"]
    states = {c.recipient_email: c.state for c in cast.all(type(cast.conversation()))}
    assert states["caller2@mail.example"] is ConversationState.WAITING
    assert states["caller11@mail.example"] is ConversationState.NO_ANSWER_NEEDED, (
        "a person looks, nobody is late"
    )


def test_a_folder_made_anew_is_read_anew_and_nothing_is_filed_twice(collect, server, cast):
    server.holds(asks(1), asks(2), folder="Junk")
    collect.round()
    with server.at() as client:
        client.delete_folder("Junk")
        client.create_folder("Junk")
    server.holds(asks(3), asks(2), folder="Junk")
    collect.round()
    assert sorted(filed(cast)) == ["<1@mail.example>", "<2@mail.example>", "<3@mail.example>"]
    assert len(cast.all(LedgerEntry)) == 3, "the same mail is not kept once more"
    assert balances(collect) == {"seen": 4, "filed": 3, "known": 1}


def test_a_server_that_counts_its_uids_anew_loses_and_doubles_nothing(collect, make_server, cast, clock):
    server = make_server()
    collect = Collecting(cast, server, clock)
    server.holds(*[asks(number) for number in range(12)])
    collect.round()
    server.stop()
    server.counts_anew()
    server.start()
    server.holds(asks(50))
    collect.round()
    with cast.services.sessions() as session:
        assert len({row.validity for row in session.query(MailSeen)}) == 2
    assert len(filed(cast)) == 13 == len(set(filed(cast)))
    assert balances(collect) == {"seen": 25, "filed": 13, "known": 12}


def test_a_mail_that_is_moved_to_junk_is_known_and_one_that_lay_there_is_found(collect, server, cast):
    (uid, _) = server.holds(asks(1), asks(2))
    collect.round()
    with server.at() as client:
        client.move([uid], "Junk")
    server.holds(asks(3), folder="Junk")
    collect.round()
    assert sorted(filed(cast)) == ["<1@mail.example>", "<2@mail.example>", "<3@mail.example>"]
    assert balances(collect) == {"seen": 4, "filed": 3, "known": 1}
    conversation = cast.conversation()
    assert conversation.state is ConversationState.NO_ANSWER_NEEDED
    assert "The mail server had put it into Junk." in cast.all(Message)[-1].notes


def test_a_known_customer_whose_answer_lies_in_junk_still_waits(collect, server, cast):
    cast.writes("Is the van here?", message_id="<first@mail.example>")
    answer = mail("And the price?", message_id="<second@mail.example>", In_Reply_To="<first@mail.example>")
    server.holds(answer, folder="Junk")
    collect.round()
    assert [m.message_id for m in cast.all(Message)][-1] == "<second@mail.example>"
    assert cast.conversation().state is ConversationState.WAITING


class Between(ImapLine):
    """Something happens between a search and a fetch."""

    before = None

    def mails(self, uids):
        happens, self.before = self.before, None
        if happens:
            happens()
        return super().mails(uids)


def test_a_mail_that_is_expunged_between_search_and_fetch_is_counted_as_gone(collect, server, cast):
    uids = server.holds(asks(1), asks(2), asks(3))
    line = Between(account_of(server), connecting())

    def expunge():
        with server.at() as client:
            client.delete_messages(uids[1])
            client.expunge()

    line.before = expunge
    collect.round(line=line)
    assert filed(cast) == ["<1@mail.example>", "<3@mail.example>"]
    assert balances(collect) == {"seen": 3, "filed": 2, "gone": 1}


class Withholds(ImapLine):
    """A server that lists a mail and does not hand it over."""

    def mails(self, uids):
        return {uid: raw for uid, raw in super().mails(uids).items() if uid != 2}


def test_what_the_server_withholds_is_named_and_taken_at_the_next_count(collect, server, cast):
    server.holds(asks(1), asks(2), asks(3))
    collect.round(line=Withholds(account_of(server), connecting()))
    assert balances(collect) == {"seen": 3, "filed": 2, "withheld": 1, "missing": 1}
    assert collect.recount() == 1
    assert balances(collect) == {"seen": 3, "filed": 3}


def test_what_is_on_no_row_of_ours_is_found_by_the_count_named_and_taken(collect, server, cast):
    server.holds(asks(1), asks(2), asks(3))
    with cast.services.sessions.begin() as session:
        session.get_one(MailAccount, collect.id).counted_at = cast.clock()
    collect.round()
    with cast.services.sessions.begin() as session:  # as if a server had shown a lower UID late
        row = session.query(MailSeen).filter_by(uid=2).one()
        session.delete(row)
    assert collect.round() == 0, "it lies below what was read"
    assert collect.recount() == 1
    with cast.services.sessions() as session:
        assert session.query(MailSeen).filter_by(uid=2).one().entry_id is not None
    assert balances(collect) == {"seen": 3, "filed": 2, "known": 1}


def test_days_of_downtime_of_either_side_lose_nothing(make_server, cast, clock):
    server = make_server()
    collect = Collecting(cast, server, clock)
    server.holds(asks(1))
    collect.round()
    server.holds(asks(2), asks(3))  # nobody of us looks
    clock.forward(days=9)
    server.stop()
    with pytest.raises(MailboxTrouble) as told:
        collect.round()
    assert told.value.wrong is Wrong.PORT
    server.start()
    assert collect.round() == 2
    assert balances(collect) == {"seen": 3, "filed": 3}


def test_a_line_that_breaks_in_the_middle_of_a_fetch_is_taken_up_again(make_server, cast, clock, monkeypatch):
    monkeypatch.setattr("assistant.core.collecting.BATCH_MAILS", 3)
    server = make_server()
    collect = Collecting(cast, server, clock)
    server.holds(*[asks(number) for number in range(10)])

    class Breaks(ImapLine):
        fetches = 0

        def mails(self, uids):
            self.fetches += 1
            if self.fetches == 3:
                server.hang_up()
            return super().mails(uids)

    with pytest.raises(MailboxTrouble) as told:
        collect.round(line=Breaks(account_of(server), connecting()))
    assert told.value.wrong is Wrong.LINE
    assert len(filed(cast)) == 6
    collect.round()
    assert len(filed(cast)) == 10 == len(set(filed(cast)))
    assert balances(collect) == {"seen": 10, "filed": 10}


def test_a_mail_that_is_too_large_is_set_aside_with_a_reason_once(collect, server, cast, monkeypatch):
    class Large(ImapLine):
        def labels(self, uids):
            told = super().labels(uids)
            return {
                uid: Label(LARGEST + 1, one.arrived) if one.size > 300_000 else one
                for uid, one in told.items()
            }

    raw = asks(1).replace(b"\n", b"\r\n") + b"x" * 400_000
    server.holds(raw, asks(2))
    collect.round(line=Large(account_of(server), connecting()))
    entry = next(one for one in cast.all(LedgerEntry) if one.state is InboundState.SET_ASIDE)
    assert "26 MB" in entry.reason and "INBOX" in entry.reason
    assert raw.startswith(raws(cast)[0]) and len(raws(cast)[0]) == 262_144
    with server.at() as client:
        client.move([1], "Junk")
    collect.round(line=Large(account_of(server), connecting()))
    assert balances(collect) == {"seen": 3, "filed": 1, "known": 1, "set-aside": 1}


def test_the_same_mail_by_webhook_and_from_the_mailbox_is_one_message(collect, server, cast):
    raw = asks(1)
    cast.arrives(raw)
    server.holds(
        b"Return-Path: <x@mail.example>\r\nReceived: from a by b; Mon, 23 Nov 2026\r\n" + raw, asks(2)
    )
    collect.round()
    assert filed(cast) == ["<1@mail.example>", "<2@mail.example>"]
    assert balances(collect) == {"seen": 2, "filed": 1, "known": 1}


def test_whoever_lost_the_lease_writes_nothing(collect, server, cast, clock):
    server.holds(asks(1))
    line = Between(account_of(server), connecting())

    def taken_over():
        with cast.services.sessions.begin() as session:
            later = clock() + timedelta(hours=2)
            assert mail_account.claim(session, collect.id, "other", later, timedelta(seconds=30))

    line.before = taken_over
    with pytest.raises(taking.Lost):
        collect.round(mark="one", line=line)
    assert cast.all(LedgerEntry) == []
    clock.forward(hours=3)
    assert collect.round() == 1


def test_two_at_once_cannot_hold_one_mailbox(collect, cast, clock):
    lease = timedelta(seconds=30)
    with cast.services.sessions.begin() as session:
        assert mail_account.claim(session, collect.id, "a", clock(), lease)
        assert not mail_account.claim(session, collect.id, "b", clock(), lease)
        assert mail_account.claim(session, collect.id, "a", clock(), lease), "and it is extended"
        assert mail_account.claim(session, collect.id, "b", clock() + 2 * lease, lease)


@pytest.mark.parametrize("kind", ["plain", "prefixed", "named in Spanish"])
def test_a_server_that_can_do_little_is_read_all_the_same(kind, make_server, cast, clock):
    given = {
        "plain": {},
        "prefixed": {"prefix": "INBOX.", "separator": ".", "sent": "Sent Items"},
        "named in Spanish": {"junk": '"Correo no deseado"', "sent": "Enviados"},
    }[kind]
    server = make_server(special=False, capability="IMAP4rev1 AUTH=PLAIN", **given)
    collect = Collecting(cast, server, clock)
    prefix = given.get("prefix", "")
    server.holds(asks(1))
    server.holds(asks(2), folder=prefix + given.get("junk", "Junk").strip('"'))
    line = ImapLine(account_of(server), connecting())
    assert not line.idles and set(line.folders()) == set(FolderRole)
    assert collect.round(line=line) == 2
    assert sorted(filed(cast)) == ["<1@mail.example>", "<2@mail.example>"]
    with cast.services.sessions() as session:
        assert len(session.query(MailFolder).all()) == 3


def test_a_server_without_junk_and_sent_is_read_without_them(make_server, cast, clock):
    server = make_server(auto="no")
    collect = Collecting(cast, server, clock)
    server.holds(asks(1))
    assert collect.round() == 1
    with cast.services.sessions() as session:
        assert [folder.role for folder in session.query(MailFolder)] == [FolderRole.INBOX]
