"""What mail services post, as tests make it: signed, taken apart, packed for the way."""

import base64
import hashlib
import hmac
import json
import secrets

from tests_machines import EMAIL, token

KEY = "key-of-the-tests"
RAW = (
    b"From: Dana Ruiz <dana@mail.example>\r\nTo: sales@northgate.example\r\nSubject: The van\r\n"
    b"Message-ID: <van-1@mail.example>\r\nDate: Mon, 23 Nov 2026 09:58:00 -0500\r\n\r\nIs the van there?\r\n"
)


def signed(clock, key=KEY, *, age=0, once=None):
    """The three fields of a Mailgun signature."""
    stamp, once = str(int(clock().timestamp()) - age), once or secrets.token_hex(25)
    signature = hmac.new(key.encode(), f"{stamp}{once}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": once, "signature": signature}


def mailgun(cast, raw=RAW, **given):
    """A raw mail as a Mailgun route posts it."""
    fields = {"sender": "dana@mail.example", "recipient": "sales@northgate.example", "body-mime": raw}
    return {**fields, **signed(cast.clock, **given)}


def event(cast, kind, message_id, **more):
    data = {"event": kind, "message": {"headers": {"message-id": message_id.strip("<>")}}, **more}
    return {"signature": signed(cast.clock), "event-data": data}


def postmark(**more):
    return {
        "FromFull": {"Email": "dana@mail.example", "Name": "Dana Ruiz"},
        "ToFull": [{"Email": "sales@northgate.example", "Name": ""}],
        "OriginalRecipient": "sales@northgate.example",
        "Subject": "The van",
        "Date": "Mon, 23 Nov 2026 09:58:00 -0500",
        "TextBody": "Is the van there?",
        "HtmlBody": "<p>Is the van there?</p>",
        "Headers": [{"Name": "Message-ID", "Value": "<van-1@mail.example>"}],
        "Attachments": [{"Name": "van.txt", "ContentType": "text/plain", "Content": coded(b"a van")}],
        **more,
    }


def coded(content):
    return base64.b64encode(content).decode()


def path(cast, service, kind=""):
    return f"/hooks/{service}/{token(cast, EMAIL)}" + (f"/{kind}" if kind else "")


def as_json(client, where, data, **headers):
    return client.post(where, data=json.dumps(data), content_type="application/json", headers=headers)
