"""Search: the same questions to both databases; each test runs on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from assistant.core.message import Channel
from assistant.records import (
    Conversation,
    Customer,
    IdentityKind,
    Inbox,
    Message,
    Record,
    RecordKind,
    StockState,
    Store,
    Teammate,
    Vehicle,
    search,
)
from assistant.records.database import clear, downgrade, migrate, open_database, sessions_of
from assistant.records.message import Direction
from assistant.records.search.asked import read

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class World:
    """Two stores; what is written into them, by verbs."""

    def __init__(self, sessions):
        self.sessions = sessions
        with sessions.begin() as session:
            self.north, self.lake = (
                Store(slug=slug, name=slug, zone="America/New_York", week={}) for slug in ("north", "lake")
            )
            self.sam = Teammate(name="Sam Whitfield", email="sam@north.example")
            session.add_all([self.north, self.lake, self.sam])
            session.flush()
            self.inboxes = {
                store.id: Inbox(
                    store_id=store.id,
                    channel=Channel.EMAIL,
                    address=f"{store.slug}@x.example",
                    token_hash=store.slug,
                )
                for store in (self.north, self.lake)
            }
            session.add_all(self.inboxes.values())
        self.count = 0

    def customer(
        self, name="", *, store=None, company="", email="", phone="", plate="", vin="", ro="", car=()
    ):
        with self.sessions.begin() as session:
            store_id = (store or self.north).id
            made = Customer(store_id=store_id, name=name, company=company, since=AT)
            session.add(made)
            session.flush()
            if email:
                made.claims(IdentityKind.EMAIL, email, "said so", AT)
            if phone:
                made.claims(IdentityKind.PHONE, phone, "said so", AT)
            if plate or vin or car:
                year, make, model = car or (None, "", "")
                session.add(
                    Vehicle(
                        store_id=store_id, customer_id=made.id, state=StockState.OWNED, plate=plate, vin=vin,
                        year=year, make=make, model=model, seen_at=AT,
                    )
                )  # fmt: skip
            if ro:
                session.add(
                    Record(
                        store_id=store_id, customer_id=made.id, kind=RecordKind.REPAIR, key=ro, at=AT,
                        text="Oil change and brake fluid", data={"number": ro},
                    )
                )  # fmt: skip
            return made.id

    def writes(self, words, *, subject="", store=None, who=None, shown=None):
        """An inbound message; its id."""
        self.count += 1
        with self.sessions.begin() as session:
            store_id = (store or self.north).id
            conversation = Conversation(
                store_id=store_id, customer_id=who or self._somebody(session, store_id), owner_id=self.sam.id,
                inbox_id=self.inboxes[store_id].id, channel=Channel.EMAIL, token=f"token-{self.count}",
                newest_at=AT, opened_at=AT,
            )  # fmt: skip
            message = Message(
                conversation=conversation, direction=Direction.IN, at=AT, subject=subject, text=words,
                visible_text=words if shown is None else shown,
            )  # fmt: skip
            session.add(message)
            session.flush()
            return message.id

    def _somebody(self, session, store_id):
        made = Customer(store_id=store_id, name="", since=AT)
        session.add(made)
        session.flush()
        return made.id

    def stocks(self, stock, year, make, model, *, store=None, color="", vin=""):
        with self.sessions.begin() as session:
            made = Vehicle(
                store_id=(store or self.north).id, stock=stock, year=year, make=make, model=model,
                color=color, vin=vin, seen_at=AT,
            )  # fmt: skip
            session.add(made)
            session.flush()
            return made.id

    def notes(self, words, *, store=None):
        with self.sessions.begin() as session:
            store_id = (store or self.north).id
            note = Record(
                store_id=store_id, customer_id=self._somebody(session, store_id), kind=RecordKind.NOTE,
                key=None, at=AT, text=words,
            )  # fmt: skip
            session.add(note)
            session.flush()
            return note.id

    def find(self, asked, *stores):
        with self.sessions() as session:
            return search.find(session, [store.id for store in stores or (self.north,)], asked)

    def who(self, asked, *stores):
        return [hit.customer.name for hit in self.find(asked, *stores).customers]

    def messages(self, asked, *stores):
        return [hit.message.id for hit in self.find(asked, *stores).messages]


@pytest.fixture
def engine(database):
    made = open_database(database)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def world(engine):
    return World(sessions_of(engine))


@pytest.mark.parametrize(
    "asked",
    [
        "Tom Becker", "becker tom", "beck", "BECKER", "tom.becker@mail.example", "becker@mail",
        "(555) 010-0177",
        "555 0100177", "5550100177", "+1 555 010 0177", "1-555-010-0177", "0100177", "KLM-4821", "klm 4821",
        "klm4821", "klm48", "4S4BSANC5K3200017", "3200017", "k3200017", "RO-10342", "ro 10342", "#10342",
        "10342",
        "Hansen Freight", "tom hansen", "becker outback", "2019 outback", "Bekcer", "Bekker", "tom beckr",
    ],
)  # fmt: skip
def test_a_customer_is_found_by_whatever_is_at_hand(world, asked):
    world.customer(
        "Tom Becker", company="Hansen Freight", email="tom.becker@mail.example", phone="+15550100177",
        plate="KLM-4821", vin="4S4BSANC5K3200017", ro="RO-10342", car=(2019, "Subaru", "Outback"),
    )  # fmt: skip
    world.customer(
        "Maria Lopez", email="maria@mail.example", phone="+15550100999", plate="ABC-1111", ro="RO-20777"
    )
    assert world.who(asked) == ["Tom Becker"]


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "zzz", "tom nobody", "%", "_%_", "\\", '"', '""', "*", "NOT", "AND", "()", "\0", "☃", "--"],
)
def test_what_is_nobodys_finds_nobody(world, asked):
    world.customer("Tom Becker", email="tom@mail.example")
    world.writes("Is the blue van here?")
    assert not world.find(asked)


@pytest.mark.parametrize("name", ["José Núñez", "JOSÉ NÚÑEZ", "Jose\u0301 Nun\u0303ez", "Jose Nunez"])
@pytest.mark.parametrize("asked", ["jose", "José", "nunez", "NÚÑEZ", "Jose\u0301"])
def test_accents_and_capitals_are_all_the_same(world, name, asked):
    world.customer(name)
    sent = world.writes(f"My name is {name}.")
    assert world.who(asked) == [name]
    assert world.messages(asked) == [sent]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Sean O’Brien", "o'brien"), ("Иван Петров", "петров"), ("Łukasz Wróbel", "wrobel"),
        ("王小明", "小明"),
        ("Σοφία Κ", "σοφία"), ("Li", "li"), ("D'Angelo-Smith", "angelo-smith"), ("tom_b", "tom_b"),
    ],
)  # fmt: skip
def test_names_of_all_writings_are_found(world, name, asked):
    world.customer(name)
    world.customer("Somebody Else")
    assert world.who(asked) == [name]


def test_who_is_spelled_as_asked_stands_before_who_is_nearly(world):
    for name in ("Jon Smyth", "Johanna Smith", "John Smith", "Al Smithers"):
        world.customer(name)
    assert world.who("john smith") == ["John Smith", "Jon Smyth"]
    assert world.who("smith") == ["Johanna Smith", "John Smith", "Al Smithers", "Jon Smyth"]


def test_a_short_word_is_not_guessed_at(world):
    world.customer("Ann Lee")
    world.customer("Amy Lew")
    assert world.who("lee") == ["Ann Lee"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("outback", True), ("outb", True), ("Outback touring", True), ("touring outback", True),
        ('"outback touring"', True), ('"touring outback"', False), ("“outback touring”", True),
        ("F-150", True), ("f150", True), ("f 150", True), ("F-1500", False), ("c++", True), ("don't", True),
        ("don’t", True), ("brake", True), ("brakes", True), ("battery", True), ("the", True),
        ("is the", True),
        ("backout", False), ("back", False), ("trade-in", True), ("trade in", True), ('"is the', True),
        ("outback zebra", False), ("a@b.example", True), ("OR", False), ("thursday", True), ("uick", False),
    ],
)  # fmt: skip
def test_a_message_is_found_by_its_words(world, asked, found):
    sent = world.writes(
        "Is the Outback Touring still here? My F-150 is the trade-in; I don't code c++. Brakes are fine, the"
        " batteries too. Write to a@b.example.",
        subject="Thursday?",
    )
    world.writes("Something else altogether")
    assert (sent in world.messages(asked)) is found
    assert world.messages(asked) == ([sent] if found else [])


@pytest.mark.parametrize(
    ("asked", "found"), [("买车", True), ("我想买", True), ("车", True), ("汽车", False)]
)
def test_a_writing_without_blanks_is_found_inside(world, asked, found):
    sent = world.writes("你好，我想买车。Is it here?")
    world.writes("Hello")
    assert world.messages(asked) == ([sent] if found else [])


def test_newest_first_and_no_more_than_asked_for(world):
    sent = [world.writes("the same words") for _ in range(5)]
    with world.sessions() as session:
        hits = search.find(session, [world.north.id], "same", at_most=3)
    assert [hit.message.id for hit in hits.messages] == sent[:1:-1]
    assert hits.more == {"messages"}


def test_marks_are_places_in_the_shown_text(world):
    world.writes("x " * 200 + "My José drives an F-150 & <b>more</b>. " + "y " * 200, subject="F150 and JOSÉ")
    (hit,) = world.find("jose F-150").messages
    assert [hit.words.text[a:b] for a, b in hit.words.marks] == ["José", "F-150"]
    assert [hit.subject.text[a:b] for a, b in hit.subject.marks] == ["F150", "JOSÉ"]
    assert hit.words.text.startswith("…") and hit.words.text.endswith("…") and len(hit.words.text) < 200
    assert "".join(text for text, _ in hit.words.pieces()) == hit.words.text


def test_a_customer_hit_says_where_it_is_from(world):
    world.customer("Tom Becker", plate="KLM-4821", phone="+15550100177", ro="RO-10342")
    told = {}
    for asked in ("klm 4821", "555-010-0177", "10342", "becker"):
        (hit,) = world.find(asked).customers
        told[asked] = (hit.by.text, [hit.by.text[a:b] for a, b in hit.by.marks])
    assert told == {
        "klm 4821": ("KLM-4821", ["KLM-4821"]),
        "555-010-0177": ("+15550100177", ["5550100177"]),
        "10342": ("RO-10342 · Oil change and brake fluid", ["10342"]),
        "becker": ("", []),
    }


@pytest.mark.parametrize("asked", ["P1234", "outback", "2022 outback blue", "cr-v", "3200017"])
def test_stock_is_found_by_number_and_description(world, asked):
    world.stocks("P1234", 2022, "Subaru", "Outback CR-V", color="Blue", vin="4S4BSANC5K3200017")
    world.stocks("P9999", 2020, "Ford", "Focus")
    assert [hit.vehicle.stock for hit in world.find(asked).stock] == ["P1234"]


def test_records_and_notes_are_found_by_their_words(world):
    note = world.notes("Prefers to be called after work; gate code is with Luis")
    assert [hit.record.id for hit in world.find("gate code").records] == [note]


def test_no_row_of_another_store(world):
    for store in (world.north, world.lake):
        who = world.customer(
            "Tom Becker", store=store, email="tom@mail.example", plate="KLM-4821", ro="RO-10342"
        )
        world.writes("Is the Outback here?", store=store, who=who)
        world.stocks("P1234", 2022, "Subaru", "Outback", store=store)
        world.notes("He likes the Outback", store=store)
    for asked in ("becker", "bekcer", "tom@mail.example", "klm4821", "10342", "outback", "P1234", "likes"):
        for store in (world.north, world.lake):
            hits = world.find(asked, store)
            assert hits
            assert {hit.customer.store_id for hit in hits.customers} <= {store.id}
            assert {hit.message.conversation.store_id for hit in hits.messages} <= {store.id}
            assert {hit.vehicle.store_id for hit in hits.stock} <= {store.id}
            assert {hit.record.store_id for hit in hits.records} <= {store.id}
    with world.sessions() as session:
        assert not search.find(session, [], "becker")


def test_an_empty_visible_text_shows_and_finds_the_whole(world):
    sent = world.writes("> quoted zebra", shown="")
    hidden = world.writes("Yes\n\n> quoted giraffe", shown="Yes")
    assert world.messages("zebra") == [sent]
    assert world.messages("giraffe") == []
    assert world.messages("yes") == [hidden]


def test_what_is_changed_is_found_by_its_new_words_only(world):
    who = world.customer("Tom Becker", email="old@mail.example", plate="KLM-4821", ro="RO-10342")
    with world.sessions.begin() as session:
        session.execute(text(f"UPDATE customer SET name = 'Zoë Quist' WHERE id = {who}"))
        session.execute(text("UPDATE identity SET value = 'new@mail.example'"))
        session.execute(text("UPDATE vehicle SET plate = 'XYZ-1'"))
        session.execute(text("UPDATE record SET text = 'Tyres', key = 'RO-7', data = '{}'"))
    for gone in ("becker", "old@mail.example", "klm4821", "10342", "brake"):
        assert not world.find(gone), gone
    for known in ("zoe", "new@mail.example", "xyz-1", "RO-7", "tyres"):
        assert world.find(known), known


def test_a_change_of_other_columns_leaves_the_index_as_it_is(world):
    sent = world.writes("Is the blue van here?")
    with world.sessions.begin() as session:
        session.get_one(Message, sent).understood_at = AT
        session.execute(text("UPDATE message SET subject = subject"))
    assert world.messages("van") == [sent]


def test_erased_words_are_in_no_index(world, engine):
    """As an erasure does it: words emptied, rows deleted; the refusals of migration 0002 set aside."""
    sent = world.writes("My secret zebra 买车", subject="giraffe")
    note = world.notes("about the okapi")
    with world.sessions.begin() as session:
        for name in ("message_keeps_its_words", "message_stays"):
            on = "" if engine.dialect.name == "sqlite" else " ON message"
            session.execute(text(f"DROP TRIGGER {name}{on}"))
        session.execute(text(f"UPDATE message SET subject='', text='', visible_text='' WHERE id = {sent}"))
        session.execute(text(f"DELETE FROM record WHERE id = {note}"))
    assert not any(world.find(asked) for asked in ("zebra", "giraffe", "okapi", "买车"))
    assert rows(world) == {"search_message": 1, "search_record": 0, "search_message_cjk": 0, "search_name": 0}
    with world.sessions.begin() as session:
        session.execute(text(f"DELETE FROM message WHERE id = {sent}"))
    assert rows(world)["search_message"] == 0


def rows(world):
    tables = ("search_message", "search_record", "search_message_cjk", "search_name")
    with world.sessions() as session:
        names = session.scalar(text("SELECT count(*) FROM search_name WHERE words <> '  '"))
        counted = {t: session.scalar(text(f"SELECT count(*) FROM {t}")) for t in tables}
    return counted | {"search_name": names if names != counted["search_name"] else _named(world)}


def _named(world):
    with world.sessions() as session:
        return session.scalar(text("SELECT count(*) FROM search_name WHERE trim(words) <> ''"))


def test_clearing_the_store_empties_the_index(world):
    world.customer("Tom Becker", email="tom@mail.example", ro="RO-1")
    world.writes("zebra 买车")
    with world.sessions.begin() as session:
        clear(session)
    assert not any(rows(world).values())
    again = World(world.sessions)
    again.customer("Tom Becker")
    assert again.who("becker") == ["Tom Becker"]


def test_rebuilding_gives_back_a_broken_index(world):
    world.customer("Tom Becker", plate="KLM-4821", ro="RO-10342")
    sent = world.writes("zebra 买车")
    with world.sessions.begin() as session:
        search.empty(session)
    assert not world.find("becker") and not world.find("zebra")
    for _ in range(2):
        with world.sessions.begin() as session:
            search.rebuild(session)
        assert world.who("becker") == world.who("klm4821") == world.who("10342") == ["Tom Becker"]
        assert world.messages("zebra") == world.messages("买车") == [sent]


def test_what_was_there_before_the_index_is_found(world, engine):
    world.customer("José Núñez", email="jose@mail.example")
    world.writes("zebra")
    downgrade(engine, "0002")
    with engine.connect() as connection:
        assert not connection.execute(text(LEFT[engine.dialect.name])).all()
    migrate(engine)
    assert world.who("jose nunez") == ["José Núñez"]
    assert world.messages("zebra")


LEFT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE 'search%'",
    "postgresql": "SELECT relname FROM pg_class WHERE relname LIKE 'search%' UNION"
    " SELECT proname FROM pg_proc WHERE proname LIKE 'search%'",
}


def test_many_rows_at_once_keep_their_ids_and_words(world):
    """Bulk inserts and RETURNING beside virtual tables."""
    with world.sessions.begin() as session:
        made = [Customer(store_id=world.north.id, name=f"Person Number{n}x", since=AT) for n in range(300)]
        session.add_all(made)
        session.flush()
        ids = [one.id for one in made]
    assert len(set(ids)) == 300
    with world.sessions() as session:
        for one in (made[0], made[123], made[299]):
            assert session.get_one(Customer, one.id).name == one.name
            (hit,) = search.find(session, [world.north.id], one.name.split()[1]).customers
            assert hit.customer.id == one.id
        assert session.scalar(select(func.count()).select_from(Customer)) == 300


def test_a_rolled_back_message_is_not_found(world):
    class Stop(Exception):
        pass

    with pytest.raises(Stop), world.sessions.begin() as session:
        session.add(Customer(store_id=world.north.id, name="Ghost Writer", since=AT))
        session.flush()
        assert search.find(session, [world.north.id], "ghost").customers  # fresh in its own transaction
        raise Stop
    assert not world.find("ghost")


def test_very_long_texts_and_questions_do_no_harm(world):
    sent = world.writes("zebra " + "w" * 5000 + " " + " ".join(f"word{n}" for n in range(40_000)))
    assert world.messages("zebra") == [sent]
    assert not world.find("nothing " * 1300)
    assert len(read("x y " * 3000).terms) <= 10


@profile(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=40) | st.text(alphabet="\"'*^:()-+%_\\&|!<> aA1买é\u0301", max_size=20))
def test_nothing_that_can_be_typed_raises(world, asked):
    world.find(asked)
