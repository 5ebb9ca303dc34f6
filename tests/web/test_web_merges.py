"""Pages on which a person says that two customers are one, or that they are not."""

import re

import pytest
from tests_web import post

from assistant.core.audit import Did
from assistant.pipeline import likenesses
from assistant.records import Customer, Deed, IdentityKind, Likeness, Merge, StockState, Store, Vehicle

WHY = "Same phone number; nearly the same name (Tom Becker, Thomas Becker); both own a 2019 Outback"


@pytest.fixture
def twin(parts, world, clock):
    """Tom once more: the same number, the same car, a longer name; found by the sweep."""
    with parts.services.sessions.begin() as session:
        tom = session.get_one(Customer, world.tom)
        tom.proves(IdentityKind.PHONE, "+12065550143", "import", clock())
        other = Customer(store_id=world.store, name="Thomas Becker", since=clock())
        session.add(other)
        session.flush()
        other.proves(IdentityKind.PHONE, "+12065550143", "import", clock())
        car = {"store_id": world.store, "state": StockState.OWNED, "year": 2019, "make": "Subaru"}
        cars = [
            Vehicle(**car, customer_id=key, model="Outback", seen_at=clock()) for key in (tom.id, other.id)
        ]
        session.query(Vehicle).filter_by(customer_id=tom.id).delete()
        session.add_all(cars)
        key = other.id
    likenesses.look(parts.services, clock())
    return key


def test_the_reason_stands_in_one_sentence_wherever_it_is_proposed(dana, robin, world, twin, parts):
    assert WHY in dana.get(f"/customers/{world.tom}").text
    assert "A manager can say" in dana.get(f"/customers/{world.tom}").text
    assert "1 pair of customers may be one" in robin.get("/today").text
    assert "pair of customers" not in dana.get("/today").text
    assert WHY in robin.get("/matches", buffered=True).text
    assert WHY in robin.get(f"/customers/{world.tom}/merge/{twin}").text
    assert dana.get("/matches").status_code == 403
    with parts.services.sessions() as session:
        looks = session.query(Deed).filter_by(what=Did.SAW_LIST).all()
        assert {"customers": sorted([world.tom, twin]), "list": "matches"} in [deed.about for deed in looks]


def test_merged_an_old_link_leads_to_the_survivor_and_back_when_undone(robin, world, twin, parts):
    done = post(robin, f"/customers/{world.tom}/merge/{twin}", stays="this")
    page = robin.get(done.location)
    assert "What moved" in page.text and "1 vehicle" in page.text
    assert robin.get(f"/customers/{twin}").location == f"/customers/{world.tom}"
    assert robin.get(f"/customers/{twin}/merge").status_code in (302, 303)
    late = post(robin, f"/customers/{twin}/opt-outs", text="no calls", what="phone/commercial")
    assert late.location == f"/customers/{world.tom}"
    assert "Nothing was changed" in robin.get(late.location).text
    assert WHY not in robin.get("/matches").text
    post(robin, f"{done.location}/undoing")
    assert robin.get(f"/customers/{twin}").status_code == 200
    assert "taken back" in robin.get(done.location).text
    with parts.services.sessions() as session:
        assert session.query(Likeness).one().state == "different"


def test_not_the_same_is_not_proposed_again(robin, world, twin, parts, clock):
    post(robin, f"/customers/{twin}/merge/{world.tom}/different")
    with parts.services.sessions.begin() as session:
        session.get_one(Customer, twin).to_compare = True
    likenesses.look(parts.services, clock())
    for path in ("/matches", f"/customers/{world.tom}", f"/customers/{twin}"):
        assert WHY not in robin.get(path).text
    assert post(robin, f"/customers/{twin}/merge/{world.tom}", stays="other").status_code == 303
    with parts.services.sessions() as session:
        assert session.query(Merge).one().survivor_id == world.tom, (
            "a person may say that they are, after all"
        )


def test_the_list_has_pages(robin, world, parts, clock):
    with parts.services.sessions.begin() as session:
        made = [Customer(store_id=world.store, name=f"Nora Lind {n}", since=clock()) for n in range(60)]
        session.add_all(made)
        session.flush()
        for n, one in enumerate(made):
            one.proves(IdentityKind.PHONE, f"+120655502{n // 2:02}", "import", clock())
    likenesses.look(parts.services, clock())
    seen, path = [], "/matches"
    while path:
        page = robin.get(path).text
        seen.append(set(re.findall(r'id="match-([\d-]+)"', page)))
        found = re.search(r'href="(/matches\?after=[^"]+)"', page)
        path = found[1] if found else ""
    assert [len(one) for one in seen] == [25, 5] and not seen[0] & seen[1]


def test_whom_nothing_suggests_is_found_by_a_search(robin, world, parts, clock):
    with parts.services.sessions.begin() as session:
        session.add(Customer(store_id=world.store, name="Quillon Ash", since=clock()))
    assert "Quillon" in robin.get(f"/customers/{world.tom}/merge?q=quillon").text


NOBODY = {
    "another store": lambda other, lake: setattr(other, "store_id", lake),
    "a shared name alone": lambda other, lake: other.identities.clear(),
}


@pytest.mark.parametrize("what", NOBODY)
def test_nobody_is_proposed_for_too_little(robin, world, twin, parts, clock, what):
    with parts.services.sessions.begin() as session:
        lake = session.query(Store).filter_by(slug="lakeside").one().id
        other = session.get_one(Customer, twin)
        session.query(Vehicle).filter_by(customer_id=twin).delete()
        for identity in list(other.identities):
            session.delete(identity)
        session.flush()
        session.refresh(other)
        NOBODY[what](other, lake)
        other.to_compare = True
    likenesses.look(parts.services, clock())
    assert "On record twice?" not in robin.get(f"/customers/{world.tom}").text
