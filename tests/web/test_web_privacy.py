"""Export and erasure as a manager and an admin press them; originals that are gone."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from tests_web import post

from assistant.core.message import Channel
from assistant.pipeline.receive import receive
from assistant.records import Customer, Erasure, IdentityKind, Inbox, LedgerEntry, Raw, Role, Store, Teammate
from assistant.records.ledger import Gone

LEADS = """<?xml version="1.0"?><adf>
<prospect><vehicle interest="buy"><make>Subaru</make><model>Outback</model></vehicle>
<customer><contact><name part="full">Tom Becker</name><email>tom.becker@mail.example</email></contact>
<comments>Toms own lead</comments></customer></prospect>
<prospect><vehicle interest="buy"><make>Ford</make><model>Escape</model></vehicle>
<customer><contact><name part="full">Priya Nair</name><email>priya@other.example</email></contact>
<comments>Priyas lead</comments></customer></prospect></adf>"""


@pytest.fixture
def sessions(parts):
    return parts.services.sessions


@pytest.fixture
def ada(app, world, robin, sessions):
    with sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    return robin


def exported(client, world):
    answer = post(client, f"/customers/{world.tom}/export")
    assert answer.mimetype == "application/zip" and "attachment" in answer.headers["Content-Disposition"]
    whole = zipfile.ZipFile(io.BytesIO(answer.data))
    assert whole.testzip() is None
    return {name: whole.read(name) for name in whole.namelist()}


def arrives(parts, raw, form, channel, clock):
    with parts.services.sessions() as session:
        inbox = session.query(Inbox).filter(Inbox.channel == channel).first().id
    receive(parts.services, inbox_id=inbox, form=form, entry="test", raw=raw, now=clock())
    parts.engine.run_all()


def test_everything_of_a_customer_comes_as_json_page_and_files(robin, world):
    files = exported(robin, world)
    told = json.loads(files["customer.json"])
    assert told["customer"]["name"] == "Tom Becker"
    assert {way["value"] for way in told["ways to reach them"]} == {"tom.becker@mail.example", "+15550100177"}
    assert told["vehicles"][0]["vin"] == "4S4BSANC5K3200017" and len(told["history"]) == 2
    assert told["promises"][0]["what"] == "call about the steering recall"
    (message,) = told["conversations"][0]["messages"]
    assert "2022 Outback Touring" in message["text"] and told["conversations"][0]["drafts"][0]["text"]
    page = files["customer.html"].decode()
    assert "default-src 'none'" in page and "<script" not in page and "steering recall" in page
    assert files[f"attachments/{world.attachment}-my car.html"] == b"<b>x</b>"
    assert b"From: tom.becker" in files["originals/1.eml"]


def test_nothing_of_another_customer_is_in_it(robin, world, parts, sessions, clock):
    """A family address, and a portal's mail with a lead of each."""
    with sessions.begin() as session:
        ruth = Customer(store_id=world.store, name="Ruth Becker", since=clock())
        session.add(ruth)
        session.flush()
        ruth.claims(IdentityKind.EMAIL, "tom.becker@mail.example", "family", clock())
        ruth.claims(IdentityKind.PHONE, "+15550109999", "family", clock())
    arrives(parts, LEADS.encode(), "adf", Channel.API, clock)
    whole = b"\n".join(exported(robin, world).values()).decode("utf-8", "replace")
    assert "Toms own lead" in whole
    for theirs in ("Priya", "priya@other.example", "Escape", "Ruth", "5550109999"):
        assert theirs not in whole, theirs


def test_what_a_stranger_wrote_is_only_text_in_the_page(robin, world, sessions, parts, clock):
    raw = b"From: Tom <tom.becker@mail.example>\r\nTo: sales@northgate.example\r\nSubject: </title>" \
        b"<script>alert(1)</script>\r\nMessage-ID: <s@x>\r\n\r\n<img src=x onerror=alert(1)>"  # fmt: skip
    arrives(parts, raw, "email", Channel.EMAIL, clock)
    page = exported(robin, world)["customer.html"].decode()
    assert "&lt;img src=x" in page and "<img" not in page and "<script" not in page


def test_members_export_nothing_and_managers_erase_nothing(dana, robin, mallory, world):
    assert post(dana, f"/customers/{world.tom}/export").status_code == 403
    assert post(mallory, f"/customers/{world.tom}/export").status_code == 403
    assert robin.get(f"/customers/{world.tom}/erasure").status_code == 403
    assert post(robin, f"/customers/{world.tom}/erasure", reason="x", typed="Tom Becker").status_code == 403
    assert "Erase" not in robin.get(f"/customers/{world.tom}").text
    assert "Export everything" not in dana.get(f"/customers/{world.tom}").text


def test_an_admin_sees_what_is_open_then_erases(ada, world, sessions):
    page = ada.get(f"/customers/{world.tom}/erasure").text
    assert "1 conversation waits" in page and "1 promise is open" in page
    post(ada, f"/customers/{world.tom}/erasure", reason="She asked", typed="Tom")
    with sessions() as session:
        assert session.query(Erasure).count() == 0
    post(ada, f"/customers/{world.tom}/erasure", reason="A letter of Nov 20", typed="Tom Becker")
    stone = ada.get(f"/customers/{world.tom}").text
    assert "A letter of Nov 20" in stone and "Robin Okafor" in stone and "Becker" not in stone
    assert ada.get(f"/conversations/{world.conversation}").status_code == 302
    for path in ("/today", "/customers", "/promises", "/ledger", "/audit", "/customers?q=becker"):
        answer = ada.get(path)
        assert answer.status_code == 200 and "Becker" not in answer.text, path
    for path in (f"/messages/{world.message}/original", "/ledger/1"):
        assert "was deleted with its customer" in ada.get(path).text
    assert ada.get(f"/messages/{world.message}/raw").status_code == 410
    assert ada.get("/ledger/1/raw").status_code == 410
    assert ada.get(f"/attachments/{world.attachment}").status_code == 404
    assert ada.get(f"/messages/{world.message}/html").status_code == 200
    for path in (f"/drafts/{world.draft}/text", f"/drafts/{world.draft}/approval"):
        assert post(ada, path, text="x").status_code == 404


def test_the_erasure_page_tells_what_it_does_not_reach(ada, world, sessions, clock):
    page = ada.get(f"/customers/{world.tom}/erasure").text
    assert (
        "What is not reached" in page
        and "outbox folder" in page
        and "older backups" in page
        and "A later import" in page
    )
    assert "never filed" not in page
    with sessions.begin() as session:
        made = LedgerEntry(
            store_id=world.store, channel=Channel.EMAIL, form="email", entry="hook", arrived_at=clock(),
            digest="d", raw=Raw(content=b"From: Tom.Becker@mail.example"),
        )  # fmt: skip
        session.add(made)
        session.flush()
        made.set_aside("No sender could be read in it.")
        entry = made.id
    page = ada.get(f"/customers/{world.tom}/erasure").text
    assert "1 original that was never filed may be theirs" in page
    assert f'href="/ledger/{entry}"' in page and ada.get(f"/ledger/{entry}").status_code == 200


def test_an_admin_deletes_what_was_set_aside_and_the_line_says_who_and_why(ada, world, sessions):
    assert "Delete for good" in ada.get(f"/ledger/{world.entry}").text
    post(ada, f"/ledger/{world.entry}/deletion", reason="  ")
    with sessions() as session:
        assert session.get_one(LedgerEntry, world.entry).raw.content
    post(ada, f"/ledger/{world.entry}/deletion", reason="asked on Monday, by letter")
    page = ada.get(f"/ledger/{world.entry}").text
    assert "asked on Monday, by letter" in page and "Robin" in page and "Delete for good" not in page
    assert "No sender could be read in it." in page and "&lt;script&gt;" not in page
    assert ada.get(f"/ledger/{world.entry}/raw").status_code == 410
    with sessions() as session:
        entry = session.get_one(LedgerEntry, world.entry)
        assert (entry.raw.content, entry.envelope, entry.state) == (b"", {}, "set-aside")
    assert "deleted an original that was set aside" in ada.get("/audit?what=took+out").text


@pytest.mark.parametrize("state", ["filed", "received"])
def test_an_original_that_is_read_or_waits_to_be_read_is_kept(ada, world, sessions, state):
    with sessions.begin() as session:
        session.get_one(LedgerEntry, world.entry).state = state
    post(ada, f"/ledger/{world.entry}/deletion", reason="asked")
    assert "Only what was set aside can be deleted" in ada.get("/today").text
    with sessions() as session:
        assert session.get_one(LedgerEntry, world.entry).raw.content


def test_only_admins_of_the_store_delete_an_original(robin, mallory, world, sessions):
    assert "Delete for good" not in robin.get(f"/ledger/{world.entry}").text
    assert post(robin, f"/ledger/{world.entry}/deletion", reason="asked").status_code == 403
    with sessions.begin() as session:
        session.get_one(Teammate, world.mallory).role = Role.ADMIN
        entry = session.query(LedgerEntry).filter(LedgerEntry.store_id == world.store).first().id
    assert post(mallory, f"/ledger/{entry}/deletion", reason="asked").status_code == 404


def test_an_export_after_an_erasure_holds_no_word(ada, world):
    post(ada, f"/customers/{world.tom}/erasure", reason="x", typed="Tom Becker")
    whole = b"".join(exported(ada, world).values()).decode()
    assert "Becker" not in whole and "Outback" not in whole


def test_an_original_past_the_stores_rule_says_so_on_its_pages(robin, world, sessions, clock):
    with sessions.begin() as session:
        entry = session.get_one(LedgerEntry, 1)
        entry.raw_gone_at, entry.raw_gone_why = clock(), Gone.RULE
    page = robin.get(f"/messages/{world.message}/original").text
    assert "deleted by the store&#39;s rule" in page
    assert "From: tom.becker" not in page and "2022 Outback Touring" in page
    assert robin.get("/ledger/1").status_code == 200
    assert robin.get("/ledger/1/raw").status_code == 410


def test_an_admin_sets_how_long_originals_stay_and_what_a_model_sees(ada, world, sessions):
    page = ada.get("/settings/privacy")
    assert page.status_code == 200 and "Save" in page.text and "for ever" in page.text
    post(ada, f"/settings/privacy/{world.store}", raw_days="90", aside_days="", model_sees="without")
    with sessions() as session:
        store = session.get_one(Store, world.store)
        assert (store.raw_days, store.aside_days, store.model_sees) == (90, None, "without")
    audit = ada.get("/audit?what=changed+settings").text
    assert "raw_days: not set → 90" in audit and "model_sees: not set → without" in audit


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("http://localhost/v1", "on this machine"),
        ("http://[::1]:8000/v1", "on this machine"),
        ("http://me:secret@127.0.0.1:8000/v1", "on this machine"),
        ("https://models.example/v1", "elsewhere"),
        ("", "elsewhere"),
    ],
)
def test_the_page_knows_where_the_model_runs(ada, app, parts, url, where):
    told = parts.services.settings.model_copy(update={"model": "quill", "model_base_url": url})
    app.extensions["rightback"] = replace(parts.services, settings=told)
    assert f"quill runs {where}." in ada.get("/settings/privacy").text


@pytest.mark.parametrize("given", [{"raw_days": "-1"}, {"aside_days": "ten"}, {"model_sees": "half"}])
def test_what_makes_no_sense_changes_nothing(ada, world, sessions, given):
    post(ada, f"/settings/privacy/{world.store}", **given)
    with sessions() as session:
        store = session.get_one(Store, world.store)
        assert (store.raw_days, store.aside_days, store.model_sees) == (None, None, "")


def test_managers_look_and_other_stores_do_not_find_it(robin, mallory, dana, world):
    assert "An admin can change this" in robin.get("/settings/privacy").text
    assert post(robin, f"/settings/privacy/{world.store}", raw_days="1").status_code == 403
    assert dana.get("/settings/privacy").status_code == 403
    assert post(mallory, f"/settings/privacy/{world.store}", raw_days="1").status_code in (403, 404)
