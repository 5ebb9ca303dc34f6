"""The way once over real sockets: SMTP in, sign-in and approval in a browser, SMTP out."""

import json
import smtplib
import time
import urllib.request
from email import message_from_bytes
from email.policy import default
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import expect
from werkzeug.serving import make_server

from assistant import sample
from assistant.bench.server import free_port
from assistant.core.message import Channel
from assistant.pipeline.accounts import safe
from assistant.pipeline.receive import receive
from assistant.records import Conversation, Inbox, Message
from assistant.settings import Settings
from assistant.tools import passwords
from assistant.web.app import create_app
from assistant.wiring import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADF = """<?xml version="1.0"?><adf><prospect><requestdate>2026-11-23T09:00:00-05:00</requestdate>
<vehicle interest="buy" status="used"><year>2022</year><make>Subaru</make><model>Outback</model>
<stock>P1234</stock></vehicle><customer><contact><name part="full">Maya Chen</name>
<email>maya@webpost.example</email></contact></customer>
<provider><name part="full">CarPortal</name></provider>
</prospect></adf>"""


class Relay:
    """The customer's mail server: keeps what it is given."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


class Product:
    """The sample dealership on real sockets: pages, SMTP in, SMTP out."""

    def __init__(self, folder, relay_port):
        self.smtp_port = free_port()
        given = {"RIGHTBACK_SMTP_IN_PORT": str(self.smtp_port), "RIGHTBACK_GATEWAY": "smtp"}
        given |= {"RIGHTBACK_SMTP_PORT": str(relay_port), "RIGHTBACK_SMTP_TLS": "none"}
        self.parts = build(Settings.read(given, data=folder, undo_seconds=0))
        self.services = self.parts.services
        made = sample.make(
            self.services.sessions,
            now=self.services.clock(),
            hash_password=passwords.hash,
            seal=safe(self.services).seal,
            receive=lambda **known: receive(self.services, **known),
        )
        self.sign_in = next(one for one in made.sign_ins if one.role == "manager")
        self.parts.start()
        self.server = make_server("127.0.0.1", 0, create_app(self.services), threaded=True)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.parts.stop()

    def posts(self, path, body, kind="application/json"):
        asked = urllib.request.Request(self.url + path, body.encode(), {"Content-Type": kind})
        with urllib.request.urlopen(asked) as answer:
            assert 200 <= answer.status < 300
            return json.loads(answer.read())

    def token(self, channel):
        with self.services.sessions() as session:
            inbox = session.query(Inbox).filter_by(channel=channel).order_by(Inbox.id).first()
            return safe(self.services).unseal(inbox.token_sealed)

    def drafted(self, words):
        """The conversation whose newest message holds these words, once its draft is there."""
        return until(lambda: self._drafted(words))

    def _drafted(self, words):
        with self.services.sessions() as session:
            found = (
                session.query(Message)
                .filter(Message.text.contains(words))
                .order_by(Message.id.desc())
                .first()
            )
            ready = found and session.get(Conversation, found.conversation_id).leading_draft
            return (found.conversation_id, ready.text) if ready else None


def until(found, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.fixture(scope="module")
def relay():
    kept = Relay()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    kept.port = controller.port
    yield kept
    controller.stop()


@pytest.fixture(scope="module")
def product(tmp_path_factory, relay):
    made = Product(tmp_path_factory.mktemp("product"), relay.port)
    yield made
    made.stop()


@pytest.fixture
def page(browser, product):
    context = browser.new_context(base_url=product.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(product.sign_in.email)
    page.get_by_label("Password").fill(product.sign_in.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")
    yield page
    context.close()


def approve(page, conversation, *, add=""):
    """Edits (adds a sentence) and approves as the owner; the text that was approved."""
    page.goto(f"/conversations/{conversation}")
    page.get_by_role("button", name="Edit").click()
    text = page.locator("textarea[name=text]").first
    if add:
        head, _, tail = text.input_value().partition("\n\n")
        text.fill(f"{head}\n\n{add}\n\n{tail}" if tail else f"{head} {add}")
        expect(page.locator("[data-saved]")).to_have_text("kept", timeout=10000)
    if page.locator("[name=overrule]").count():
        page.locator("[name=overrule]").fill("I looked at it")
    typed = text.input_value()
    page.get_by_role("button", name="Approve and send").click()
    return typed


def body(mail):
    return mail.get_content().replace("\r\n", "\n")


def test_a_mail_of_a_known_customer_is_answered_from_her_history_in_her_thread(product, relay, page):
    words = "Is my Forester ready, and what will the brakes cost me in the end?"
    with smtplib.SMTP("127.0.0.1", product.smtp_port) as smtp:
        smtp.sendmail(
            "renee.castillo@mail.example",
            "service@northgate.example",
            "From: Renee Castillo <renee.castillo@mail.example>\r\nTo: service@northgate.example\r\n"
            f"Subject: Brakes\r\nMessage-ID: <renee-1@mail.example>\r\n\r\n{words}\r\n",
        )
    conversation, drafted = product.drafted(words)
    assert "Forester" in drafted  # her own car, known from her repair order
    assert "$512.80" in drafted
    typed = approve(page, conversation, add="I am glad you asked.")
    sent = until(lambda: [m for m in relay.mails if m["To"] and "renee" in m["To"]])[0]
    assert body(sent).startswith(typed.strip())
    assert "I am glad you asked." in typed
    assert sent["In-Reply-To"] == "<renee-1@mail.example>"
    assert sent["References"].split()[-1] == "<renee-1@mail.example>"
    assert sent["From"].addresses[0].addr_spec == "service@northgate.example"


def test_a_lead_is_answered_to_the_customer_with_a_subject_about_the_car(product, relay, page):
    product.posts(f"/hooks/adf/{product.token(Channel.API)}", ADF, "application/xml")
    conversation = until(lambda: of_recipient(product, "maya@webpost.example"))
    typed = approve(page, conversation)
    sent = until(lambda: [m for m in relay.mails if m["To"] and "maya" in m["To"]])[0]
    assert body(sent).startswith(typed.strip())
    assert "P1234" in typed
    assert "Outback" in sent["Subject"]
    assert sent["In-Reply-To"] is None


def test_feedback_from_the_page_is_answered(product, relay, page):
    page.goto("/feedback/northgate")
    page.locator("[name=message]").fill("The waiting room was cold, but Luis was very kind to my mother.")
    page.locator("[name=name]").fill("Ingrid Sole")
    page.locator("[name=email]").fill("ingrid@webpost.example")
    page.locator("form button[type=submit], form button:not([type])").first.click()
    conversation, _ = product.drafted("The waiting room was cold")
    typed = approve(page, conversation)
    sent = until(lambda: [m for m in relay.mails if m["To"] and "ingrid" in m["To"]])[0]
    assert body(sent).startswith(typed.strip())


def test_a_chat_line_is_answered_live_in_the_widget(product, page, browser):
    context = browser.new_context(base_url=product.url)
    visitor = context.new_page()
    visitor.goto(f"/chat/{product.token(Channel.CHAT)}/demo")
    visitor.get_by_role("button").first.click()
    visitor.locator("textarea").fill("do you wash cars on saturdays")
    visitor.locator("textarea").press("Enter")
    conversation, _ = product.drafted("do you wash cars on saturdays")
    typed = approve(page, conversation, add="We do wash them.")
    expect(visitor.get_by_text("We do wash them.")).to_be_visible(timeout=15000)
    visitor.reload()
    expect(visitor.get_by_text("We do wash them.")).to_be_attached(timeout=15000)
    assert "We do wash them." in typed
    context.close()


def of_recipient(product, address):
    """The conversation that is answered to this address, once its draft is there."""
    with product.services.sessions() as session:
        found = session.query(Conversation).filter_by(recipient_email=address).first()
        return found.id if found and found.leading_draft else None
