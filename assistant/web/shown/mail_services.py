"""How mail comes in from each mail service: its addresses, and the steps to set it up, in plain words."""

from dataclasses import dataclass

from assistant.settings import Settings


@dataclass(frozen=True)
class Guide:
    """`addresses` are (what it is for, address); `missing` is the setting that lets it in, if not set."""

    name: str
    addresses: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    missing: str = ""


def guides(settings: Settings, base: str, token: str) -> tuple[Guide, ...]:
    """For one e-mail inbox, with the secret part of its addresses."""

    def at(path: str) -> str:
        return f"{base}/hooks/{path.replace('TOKEN', token)}"

    def unless(given: str, name: str) -> str:
        return "" if given else f"RIGHTBACK_{name}"

    signing = settings.mailgun_signing_key.get_secret_value()
    return (
        Guide(
            "Mailgun",
            (("Mails", at("mailgun/TOKEN/mime")), ("What became of ours", at("mailgun/TOKEN/events"))),
            (
                "Receiving, Create route: match this inbox's address, Forward to the first address.",
                "Sending, Webhooks: the second address for delivered, permanent and temporary failure, and "
                "spam complaints.",
                "API security: copy the HTTP webhook signing key into RIGHTBACK_MAILGUN_SIGNING_KEY.",
            ),
            unless(signing, "MAILGUN_SIGNING_KEY"),
        ),
        Guide(
            "Postmark",
            (("Mails", at("postmark/TOKEN")), ("What became of ours", at("postmark/TOKEN/events"))),
            (
                "Inbound stream, Settings: the first address as webhook; tick “Include raw email content”.",
                "Outbound stream, Webhooks: the second address for delivery, bounce and spam complaint.",
                "Postmark signs nothing. For a second lock, set RIGHTBACK_POSTMARK_HOOK_LOGIN=user:password "
                "and write user:password@ after https:// in both.",
            ),
        ),
        Guide(
            "SendGrid",
            (("Mails", at("sendgrid/TOKEN")), ("What became of ours", at("sendgrid/TOKEN/events"))),
            (
                "Settings, Inbound Parse: add your host and the first address; tick “POST the raw, full MIME "
                "message”.",
                "Settings, Mail settings, Event webhook: the second address, signature verification on.",
                "Copy its verification key into RIGHTBACK_SENDGRID_PUBLIC_KEY.",
            ),
            unless(settings.sendgrid_public_key, "SENDGRID_PUBLIC_KEY"),
        ),
        Guide(
            "Amazon SES",
            (("Mails, and what became of ours", at("ses/TOKEN")),),
            (
                "SES, Email receiving: a rule that publishes to an SNS topic, encoded as Base64. It takes "
                "mails of up to 150 kB; one that goes to S3 instead is only told of here.",
                "Put the ARN of the topic into RIGHTBACK_SES_TOPICS, and start anew.",
                "SNS, the topic: an HTTPS subscription of this address, without raw message delivery. It is "
                "confirmed by itself.",
            ),
            unless(settings.ses_topics, "SES_TOPICS"),
        ),
        Guide(
            "Any other program",
            (("A mail as it came", at("email/TOKEN")), ("A mail as JSON", at("json/TOKEN"))),
            (
                "POST the raw MIME message to the first address, of any content type.",
                'Or POST {"from": …, "to": …, "subject": …, "text": …, "html": …, "attachments": [{"name": …,'
                ' "type": …, "base64": …}]} to the second.',
                "What is answered with 2xx is on disk. After 5xx, or no answer, post it again: it is filed "
                "once.",
            ),
        ),
    )
