"""What people do with accounts leaves a deed: whose it is, who did it, and no secret."""

import pyotp
import pytest

from assistant.core.audit import Did
from assistant.pipeline import accounts, team
from assistant.records import Deed, LinkKind, RecoveryCode, Role, Store, Teammate

CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def done(cast):
    def read(what):
        return [deed for deed in cast.all(Deed) if deed.what == what]

    return read


def secured(cast):
    code = pyotp.TOTP(CODE_SECRET).at(cast.clock())
    return accounts.begin_second_factor(cast.services, cast.sam.id, CODE_SECRET, code, cast.clock())


def test_a_second_factor_on_new_codes_and_off(cast, done):
    assert len(secured(cast)) == 10
    accounts.new_codes(cast.services, cast.sam.id, cast.clock())
    accounts.drop_second_factor(cast.services, cast.sam.id, cast.robin, cast.clock())
    (on,), (codes,) = done(Did.SECOND_FACTOR_ON), done(Did.NEW_CODES)
    assert on.teammate_id == codes.teammate_id == cast.sam.id
    (off,) = done(Did.SECOND_FACTOR_OFF)
    assert (off.teammate_id, off.about) == (cast.robin.id, {"teammate": cast.sam.id})
    assert CODE_SECRET not in str([deed.about for deed in cast.all(Deed)])


def test_a_recovery_code_that_was_used(cast, done):
    code, *_ = secured(cast)
    assert accounts.take_code(cast.services, cast.sam.id, code, cast.clock()) == "recovery code"
    assert accounts.take_code(cast.services, cast.sam.id, code, cast.clock()) is None
    assert len(done(Did.USED_RECOVERY_CODE)) == 1


def test_a_forgotten_password_and_the_new_one(cast, done):
    accounts.change_password(
        cast.services, cast.sam.id, "a hash", keep=None, what=Did.SET_PASSWORD, now=cast.clock()
    )
    link = accounts.forgotten(cast.services, cast.sam.email, cast.clock())
    assert accounts.use_link(cast.services, link.secret, "a hash", cast.clock()) is not None
    assert accounts.use_link(cast.services, link.secret, "a hash", cast.clock()) is None
    (asked,), (chose,) = done(Did.ASKED_FOR_RESET), done(Did.CHOSE_PASSWORD)
    assert asked.about == {"teammate": cast.sam.id}
    assert (chose.teammate_id, chose.about) == (cast.sam.id, {"link": LinkKind.RESET.value})


def test_a_changed_password(cast, done):
    keep = cast.sign_ins[cast.sam.id]
    accounts.change_password(
        cast.services, cast.sam.id, "a hash", keep=keep, what=Did.CHANGED_PASSWORD, now=cast.clock()
    )
    assert [deed.teammate_id for deed in done(Did.CHANGED_PASSWORD)] == [cast.sam.id]


def test_who_comes_back_has_neither_the_old_password_nor_the_old_second_factor(cast):
    secured(cast)
    team.deactivate(cast.services, cast.sam.id, heir_id=cast.robin.id, by=cast.robin, now=cast.clock())
    team.reactivate(cast.services, cast.sam.id, by=cast.robin, now=cast.clock())
    (sam,) = [mate for mate in cast.all(Teammate) if mate.id == cast.sam.id]
    assert (sam.active, sam.password_hash, sam.second_factor, sam.second_factor_step) == (True, "", "", 0)
    assert cast.all(RecoveryCode) == []


def test_a_change_says_which_fields_and_which_stores_and_is_of_the_stores_of_both_times(cast, done):
    with cast.services.sessions.begin() as session:
        session.add(lakeside := Store(slug="lakeside", name="Lakeside", zone="UTC"))
        session.flush()
        lakeside_id = lakeside.id
    for stores in ({lakeside_id}, {lakeside_id}):
        described = team.Given("Robin O. Okafor", Role.MANAGER, "service", frozenset(stores), "", "555-0100")
        team.change(cast.services, cast.robin.id, described, by=cast.sam, now=cast.clock())
    (deed,) = done(Did.CHANGED_TEAMMATE)  # the second changed nothing
    changed = ["name", "department", "title", "direct line", "stores"]
    changed = [one for one in changed if one in deed.about["changed"]]
    assert {"name", "department", "direct line", "stores"} <= set(changed)
    assert deed.about == {
        "teammate": cast.robin.id,
        "changed": changed,
        "stores before": [cast.store_id],
        "stores": [lakeside_id],
        "name before": "Robin Okafor",
        "name": "Robin O. Okafor",
    }
    with cast.services.sessions() as session:
        found = session.get_one(Deed, deed.id).stores
        assert [one.store_id for one in found] == [cast.store_id, lakeside_id]


def test_a_role_that_changed_and_somebody_who_came_back(cast, done):
    described = team.Given(
        name="Robin Okafor", role=Role.MEMBER, department="sales", store_ids=frozenset([cast.store_id]),
        title="Sales", direct_line="",
    )  # fmt: skip
    team.change(cast.services, cast.robin.id, described, by=cast.sam, now=cast.clock())
    team.deactivate(cast.services, cast.robin.id, heir_id=None, by=cast.sam, now=cast.clock())
    team.reactivate(cast.services, cast.robin.id, by=cast.sam, now=cast.clock())
    (changed,) = done(Did.CHANGED_ROLE)
    assert changed.about == {
        "teammate": cast.robin.id,
        "changed": ["role", "direct line"],
        "role before": "manager",
        "role": "member",
    }
    assert [len(done(what)) for what in (Did.DEACTIVATED, Did.REACTIVATED)] == [1, 1]
    assert {mate.name for mate in cast.all(Teammate) if mate.active} == {"Sam Whitfield", "Robin Okafor"}
