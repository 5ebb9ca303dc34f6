"""How mail comes in from each mail service: its addresses, and the steps to set it up, in plain words."""

from dataclasses import dataclass, replace

from pydantic import SecretStr

from assistant.settings import Settings


@dataclass(frozen=True)
class Guide:
    """`addresses` are (what it is for, address); `missing` is the setting that lets it in, if not set."""

    name: str
    addresses: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    missing: str = ""


# Addresses are paths below /hooks, TOKEN the secret of the inbox; `missing` names the field that must be set.
SERVICES = (
    Guide(
        "Mailgun",
        (("Mails", "mailgun/TOKEN/mime"), ("What became of ours", "mailgun/TOKEN/events")),
        (
            "Receiving, Create route: match this inbox's address, Forward to the first address.",
            "Sending, Webhooks: the second address for delivered, permanent and temporary failure, and "
            "spam complaints.",
            "API security: copy the HTTP webhook signing key into RIGHTBACK_MAILGUN_SIGNING_KEY.",
        ),
        "mailgun_signing_key",
    ),
    Guide(
        "Postmark",
        (("Mails", "postmark/TOKEN"), ("What became of ours", "postmark/TOKEN/events")),
        (
            "Inbound stream, Settings: the first address as webhook; tick “Include raw email content”.",
            "Outbound stream, Webhooks: the second address for delivery, bounce and spam complaint.",
            "Postmark signs nothing. For a second lock, set RIGHTBACK_POSTMARK_HOOK_LOGIN=user:password "
            "and write user:password@ after https:// in both.",
        ),
    ),
    Guide(
        "SendGrid",
        (("Mails", "sendgrid/TOKEN"), ("What became of ours", "sendgrid/TOKEN/events")),
        (
            "Settings, Inbound Parse: add your host and the first address; tick “POST the raw, full MIME "
            "message”.",
            "Settings, Mail settings, Event webhook: the second address, signature verification on.",
            "Copy its verification key into RIGHTBACK_SENDGRID_PUBLIC_KEY.",
        ),
        "sendgrid_public_key",
    ),
    Guide(
        "Amazon SES",
        (("Mails, and what became of ours", "ses/TOKEN"),),
        (
            "SES, Email receiving: a rule that publishes to an SNS topic, encoded as Base64. It takes "
            "mails of up to 150 kB; one that goes to S3 instead is only told of here.",
            "Put the ARN of the topic into RIGHTBACK_SES_TOPICS, and start anew.",
            "SNS, the topic: an HTTPS subscription of this address, without raw message delivery. It is "
            "confirmed by itself.",
        ),
        "ses_topics",
    ),
    Guide(
        "Any other program",
        (("A mail as it came", "email/TOKEN"), ("A mail as JSON", "json/TOKEN")),
        (
            "POST the raw MIME message to the first address, of any content type.",
            'Or POST {"from": …, "to": …, "subject": …, "text": …, "html": …, "attachments": [{"name": …,'
            ' "type": …, "base64": …}]} to the second.',
            "What is answered with 2xx is on disk. After 5xx, or no answer, post it again: it is filed once.",
        ),
    ),
)


def guides(settings: Settings, base: str, token: str) -> tuple[Guide, ...]:
    """For one e-mail inbox, with the secret part of its addresses."""
    return tuple(
        replace(
            service,
            addresses=tuple(
                (what, f"{base}/hooks/{path.replace('TOKEN', token)}") for what, path in service.addresses
            ),
            missing="" if _is_set(settings, service.missing) else f"RIGHTBACK_{service.missing.upper()}",
        )
        for service in SERVICES
    )


def _is_set(settings: Settings, name: str) -> bool:
    """A secret that is empty is not set; what needs no setting is."""
    value = getattr(settings, name) if name else True
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
