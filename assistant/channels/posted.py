"""What the ledger keeps of a post by a mail service -> the raw message in it."""

from collections.abc import Callable, Mapping

from assistant.channels import mail_json, mailgun, postmark, sendgrid, ses

Read = Callable[[bytes], tuple[bytes, tuple[str, ...]]]

# By the form of the ledger entry; "email" is raw already.
FORMS: Mapping[str, Read] = {
    mailgun.FORM: mailgun.mail_of,
    postmark.FORM: postmark.mail_of,
    mail_json.FORM: mail_json.mail_of,
    sendgrid.FORM: sendgrid.mail_of,
    ses.FORM: ses.mail_of,
}
MAILS = ("email", "sent", *FORMS)  # "sent" by teammates, from their own mail programs


def raw_mail(form: str, content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The raw message, and notes for the teammate on what could not be in it."""
    read = FORMS.get(form)
    return read(content) if read else (content, ())


def aside(form: str, content: bytes) -> str:
    """Why there is no mail in it, in words; empty where there is one."""
    return ses.aside(content) if form == ses.FORM else ""
