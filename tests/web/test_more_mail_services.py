"""SendGrid and Amazon SES: signatures by their keys and certificates, mails whole, confirmations guarded."""

import base64
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from posts import RAW, as_json, path
from tests_machines import site

from assistant.channels.sendgrid import SIGNATURE, STAMP, SendGrid
from assistant.channels.ses import Ses
from assistant.core.post import News, Post, Reports
from assistant.core.states import InboundState
from assistant.records import LedgerEntry, Message

TOPIC = "arn:aws:sns:us-east-1:111111111111:mails"
CERTIFICATE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem"
CONFIRM = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"


@pytest.fixture(scope="module")
def curve():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def amazon():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, SHA256())
    )  # fmt: skip
    return key, made.public_bytes(Encoding.PEM)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def client(cast, curve, amazon, asked):
    public = curve.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def fetch(url):
        asked.append(url)
        return amazon[1] if url == CERTIFICATE else b"<ok/>"

    sources = {"sendgrid": SendGrid((base64.b64encode(public).decode(),)), "ses": Ses((TOPIC,), fetch)}
    cast.services = replace(cast.services, sources={**cast.services.sources, **sources})
    return site(cast).test_client()


def events(client, cast, curve, data, *, age=0, body=None):
    raw, stamp = json.dumps(data).encode(), str(int(cast.clock().timestamp()) - age)
    signature = base64.b64encode(curve.sign(stamp.encode() + raw, ec.ECDSA(SHA256()))).decode()
    headers = {SIGNATURE: signature, STAMP: stamp}
    return client.post(path(cast, "sendgrid", "events"), data=body or raw, headers=headers)


def notice(cast, amazon, *, version="2", age=0, **fields):
    """A message of SNS, signed with the certificate's key."""
    stamp = (cast.clock() - timedelta(seconds=age)).isoformat()
    told = {
        "Type": "Notification", "MessageId": "m-1", "TopicArn": TOPIC, "Timestamp": stamp,
        "SignatureVersion": version, "SigningCertURL": CERTIFICATE, **fields,
    }  # fmt: skip
    names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    lines = "".join(f"{name}\n{told[name]}\n" for name in names if name in told)
    digest = SHA256() if version == "2" else SHA1()
    signature = amazon[0].sign(lines.encode(), padding.PKCS1v15(), digest)
    return {**told, "Signature": base64.b64encode(signature).decode()}


def received(**more):
    mail = {"source": "dana@mail.example", "messageId": "ses-1"}
    receipt = {"recipients": ["sales@northgate.example"], "action": {"type": "SNS", "encoding": "BASE64"}}
    content = base64.b64encode(RAW + b"caf\xe9").decode()
    return json.dumps(
        {"notificationType": "Received", "mail": mail, "receipt": receipt, "content": content, **more}
    )


def multipart(fields, file):
    """Bytes are bytes here, in whatever charset."""
    head = b'--xYz\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    parts = [head % (name.encode(), b"") + value + b"\r\n" for name, value in fields.items()]
    return b"".join([*parts, head % (b"attachment1", b'; filename="x"'), file, b"\r\n--xYz--\r\n"])


def test_a_mail_that_sendgrid_took_apart_is_filed_whole_in_its_charsets(client, cast):
    headers = (
        "Received: from a\n by b\nSubject: =?utf-8?q?Gr=C3=BCn=3F?=\nFrom: Dana <dana@mail.example>\n"
        "To: sales@northgate.example\nMessage-ID: <v@mail.example>\nContent-Type: multipart/mixed"
    )
    info = {"attachment1": {"filename": "grün.pdf", "type": "application/pdf"}}
    fields = {
        "headers": headers.encode(), "text": "Is the grüne there?".encode("cp1252"), "html": b"<p>Is it?</p>",
        "envelope": json.dumps({"to": ["sales@northgate.example"], "from": "dana@mail.example"}).encode(),
        "charsets": json.dumps({"text": "windows-1252", "html": "UTF-8"}).encode(),
        "attachment-info": json.dumps(info).encode(),
    }  # fmt: skip
    body, kind = multipart(fields, b"%PDF\r\n--"), "multipart/form-data; boundary=xYz"
    assert client.post(path(cast, "sendgrid"), data=body, content_type=kind).status_code == 200
    cast.works()
    with cast.services.sessions() as session:
        message = session.query(Message).one()
        assert (message.subject, message.message_id) == ("Grün?", "<v@mail.example>")
        assert "grüne" in message.text and message.html == "<p>Is it?</p>"
        assert [(a.name, a.content) for a in message.attachments] == [("grün.pdf", b"%PDF\r\n--")]
    assert cast.all(LedgerEntry)[0].envelope["to"] == "sales@northgate.example"


def test_a_raw_mail_by_sendgrid_is_kept_byte_for_byte(client, cast):
    raw = RAW + b"caf\xe9\r\n"
    client.post(path(cast, "sendgrid"), data={"email": (io.BytesIO(raw), ""), "from": "x"})
    with cast.services.sessions() as session:
        assert session.query(LedgerEntry).one().raw.content == raw


def test_events_of_sendgrid_count_only_with_its_signature(client, cast, curve):
    data = [{"event": "delivered", "smtp-id": "<x@y>"}]
    assert events(client, cast, curve, data).status_code == 200
    assert events(client, cast, curve, data, body=b"[]").status_code == 403
    assert events(client, cast, curve, data, age=30 * 3600).status_code == 403
    assert as_json(client, path(cast, "sendgrid", "events"), data).status_code == 401
    other = ec.generate_private_key(ec.SECP256R1())
    assert events(client, cast, other, data).status_code == 403
    assert {entry.form for entry in cast.all(LedgerEntry)} == {"refused"}


def test_what_sendgrid_says_of_a_mail(cast, curve):
    public = curve.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    told = [
        {"event": "bounce", "smtp-id": "<rb.1@x>", "sg_message_id": "abc.filter0001.1", "email": "d@x"},
        {"event": "open"}, {"event": "deferred", "response": "451"}, {"event": "spamreport"}, "x", None,
    ]  # fmt: skip
    body, stamp = json.dumps(told).encode(), str(int(cast.clock().timestamp()))
    signature = base64.b64encode(curve.sign(stamp.encode() + body, ec.ECDSA(SHA256()))).decode()
    source = SendGrid(("no key", base64.b64encode(public).decode()))
    found = source.take(Post(body, headers={SIGNATURE: signature, STAMP: stamp}), cast.clock())
    assert isinstance(found, Reports)
    assert [one.news for one in found.reports] == [News.FAILED, News.DELAYED, News.COMPLAINT]
    assert (found.reports[0].ours, found.reports[0].theirs) == ("<rb.1@x>", "abc")


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_mail_by_amazon_is_kept_byte_for_byte(client, cast, amazon, asked, version):
    for number in range(2):
        told = notice(cast, amazon, version=version, Message=received(), MessageId=f"m-{number}")
        assert as_json(client, path(cast, "ses"), told).status_code == 200
    assert asked == [CERTIFICATE]
    cast.works()
    assert [entry.state for entry in cast.all(LedgerEntry)] == [InboundState.FILED, InboundState.KNOWN]
    with cast.services.sessions() as session:
        assert session.query(LedgerEntry).first().raw.content == RAW + b"caf\xe9"


def test_a_mail_that_amazon_left_in_s3_is_set_aside_with_what_to_do(client, cast, amazon):
    action = {"type": "S3", "bucketName": "mails", "objectKey": "in/1"}
    content = received(content=None, receipt={"recipients": ["sales@northgate.example"], "action": action})
    assert as_json(client, path(cast, "ses"), notice(cast, amazon, Message=content)).status_code == 200
    cast.works()
    [entry] = cast.all(LedgerEntry)
    assert entry.state is InboundState.SET_ASIDE
    assert "mails/in/1" in entry.reason and "rightback receive" in entry.reason


@pytest.mark.parametrize(
    "change",
    [
        {"Signature": "AAAA"}, {"Message": "{}"}, {"TopicArn": "arn:aws:sns:us-east-1:2:other"},
        {"SigningCertURL": "https://sns.us-east-1.amazonaws.com.evil.example/x.pem"},
        {"SigningCertURL": "http://sns.us-east-1.amazonaws.com/x.pem"},
        {"SigningCertURL": "https://evil.example/sns.us-east-1.amazonaws.com/x.pem"},
        {"SigningCertURL": "https://sns.us-east-1.amazonaws.com@evil.example/x.pem"},
        {"SigningCertURL": "https://bucket.s3.amazonaws.com/x.pem"}, {"SigningCertURL": "https://["},
        {"SignatureVersion": "3"}, {"Timestamp": "then"}, {"SigningCertURL": None}, {"Signature": ["x"]},
    ],
)  # fmt: skip
def test_what_amazon_did_not_sign_is_refused_and_nobody_else_is_asked(client, cast, amazon, asked, change):
    told = {**notice(cast, amazon, Message=received()), **change}
    assert as_json(client, path(cast, "ses"), told).status_code == 403
    assert set(asked) <= {CERTIFICATE}
    assert "Amazon SES was refused" in cast.all(LedgerEntry)[0].reason


def test_an_old_message_of_amazon_is_refused(client, cast, amazon):
    assert (
        as_json(client, path(cast, "ses"), notice(cast, amazon, age=25 * 3600, Message="{}")).status_code
        == 403
    )
    assert (
        as_json(client, path(cast, "ses"), notice(cast, amazon, age=23 * 3600, Message="{}")).status_code
        == 200
    )


def confirmation(cast, amazon, url=CONFIRM, **more):
    given = {"Type": "SubscriptionConfirmation", "Token": "t", "Message": "Confirm?", "SubscribeURL": url}
    return notice(cast, amazon, **given, **more)


def test_a_subscription_of_a_topic_of_ours_is_confirmed_at_amazons_alone(client, cast, amazon, asked):
    assert as_json(client, path(cast, "ses"), confirmation(cast, amazon)).status_code == 200
    assert asked == [CERTIFICATE, CONFIRM]
    for url in ("https://evil.example/", "http://sns.us-east-1.amazonaws.com/", "https://169.254.169.254/"):
        assert as_json(client, path(cast, "ses"), confirmation(cast, amazon, url)).status_code == 403
    other = confirmation(cast, amazon, TopicArn="arn:aws:sns:us-east-1:2:other")
    assert as_json(client, path(cast, "ses"), other).status_code == 403
    assert asked == [CERTIFICATE, CONFIRM]


def test_where_amazon_cannot_be_reached_it_is_asked_to_come_again(client, cast, amazon):
    cast.services.sources["ses"] = Ses((TOPIC,), lambda url: None)
    assert as_json(client, path(cast, "ses"), notice(cast, amazon, Message="{}")).status_code == 503


@pytest.mark.parametrize(
    ("about", "detail", "news"),
    [
        ("Delivery", {}, News.DELIVERED), ("DeliveryDelay", {}, News.DELAYED),
        ("Complaint", {}, News.COMPLAINT),
        ("Bounce", {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "d@x"}]}, News.FAILED),
        ("Bounce", {"bounceType": "Transient", "bounceSubType": "General"}, News.DELAYED),
        ("Bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull"}, News.FAILED),
        ("Complaint", {"complaintFeedbackType": "not-spam"}, None), ("Open", {}, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["notificationType", "eventType"])
def test_what_amazon_says_of_a_mail(cast, amazon, kind, about, detail, news):
    mail = {"messageId": "0100-1", "headers": [{"name": "Message-ID", "value": "<rb.1@x>"}]}
    told = {kind: about, "mail": mail, about[:1].lower() + about[1:]: detail}
    body = json.dumps(notice(cast, amazon, Message=json.dumps(told))).encode()
    found = Ses((TOPIC,), lambda url: amazon[1]).take(Post(body), cast.clock())
    assert [(one.news, one.ours, one.theirs) for one in found.reports] == (
        [(news, "<rb.1@x>", "0100-1")] if news else []
    )
