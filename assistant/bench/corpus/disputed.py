"""Expectations that another source contradicts, or that are against what the product promises."""

SIGN_OFF = "a greeting and a name at the end: other sources keep them, and so do we"
ASKED_BELOW = "answers between the quotes are the writer's own words; other sources keep them"
RULED = "a ruled line at the end of the text: other sources drop it"

DISPUTED = {
    name: reason
    for names, reason in (
        (
            (
                "reply_text/mail-parser-reply: email_1_3.txt",
                "reply_text/mail-parser-reply: email_danish_1.txt",
                "reply_text/mail-parser-reply: email_pl_1_1.txt",
                "reply_text/mail-parser-reply: email_pl_1_3.txt",
            ),
            SIGN_OFF,
        ),
        (("reply_text/mail-parser-reply: email_nl_1_2.txt",), RULED),
        (("reply_text/crisp-email-reply-parser: email_2.txt",), ASKED_BELOW),
        (
            ("reply_text/crisp-email-reply-parser: email_15.txt",),
            "words below the name of the device are the writer's own: nothing of them is folded away",
        ),
        (
            ("reply_text/discourse-email_reply_trimmer: embedded_email_17.txt",),
            "an earlier mail's quoted lines in the newest turn; the same source leaves them out elsewhere",
        ),
        (
            ("reply_text/discourse-email_reply_trimmer: spam_1.txt",),
            "nothing at all would be shown: where all would go, all stays",
        ),
        (
            ("mime/chatwoot-fixtures: auto_reply_with_auto_submitted.eml",),
            "a person's words under `auto-generated`, no answer by RFC 3834: a person sees it",
        ),
        (
            ("mime/redmine-mail_handler: different_contents_in_text_and_html.eml",),
            "two parts beside one another say different things: both are kept",
        ),
        (
            ("mime/redmine-mail_handler: ticket_with_empty_attachment.eml",),
            "an empty file is still told of",
        ),
        (
            ("mime/mikel-mail: example11.eml",),
            "a route and blanks inside of an address are no part of it (RFC 5322 section 4.4)",
        ),
        (
            ("mime/php-mime-mail-parser: issue133.eml",),
            "a slash in a file name ends a folder's name",
        ),
        (
            ("mime/mikel-mail: attachment_message_rfc822.eml",),
            "a file inside of an attached mail belongs to that mail; another source counts as we do",
        ),
        (
            ("mime/php-mime-mail-parser: issue250.eml",),
            "a line break in a file name that the source reads as an underscore",
        ),
        (
            ("mime/php-mime-mail-parser: m0018.eml",),
            "its base64 ends in the middle of a byte, and there are several ways to go on",
        ),
        (
            ("mime/webklex-php-imap: attachment_long_filename.eml",),
            "two names for each file: `filename` counts before `name` (RFC 2183)",
        ),
        (
            (
                "mime/mime4j-testmsgs: sig-uu.msg",
                "mime/mime4j-testmsgs: uu-junk.msg",
                "mime/mime4j-testmsgs: uu-zeegee.msg",
            ),
            "files written into the text are attached, and shown to nobody as text",
        ),
        (
            ("mime/php-mime-mail-parser: m0020.eml",),
            "an invitation is told in words below the text",
        ),
    )
    for name in names
}
