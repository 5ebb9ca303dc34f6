"""What a message says in our words: that it came encrypted; how an invitation was answered."""

import re

# All that is shown of a message which came encrypted; what a person may do about it stands in it.
ENCRYPTED = (
    "This mail is encrypted; nobody can read it here."
    " Whoever has the key can download the original and open it."
)
ANSWERED = "{who} {did} the invitation: {what}."
ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentatively accepted"}
ACCEPTS = re.compile(r"[^\n]{1,700}(?<! tentatively) accepted the invitation: [^\n]*")
DETAIL = re.compile(r"(?:When|Where): [^\n]*|It repeats\.")
# What calendar programs write into the mail beside it.
SAYS_SO = re.compile(
    r"(?i)[^\n]{0,200}\baccepted (?:this|the|your) (?:invitation|meeting)\b[^\n]{0,40}"
    r"|[~/\s]{1,80}|invitation from google calendar\b[^\n]*"
)


def is_encrypted(text: str) -> bool:
    return ENCRYPTED in text


def only_accepts(text: str) -> bool:
    """Whether it takes an invitation and says nothing else; whoever adds a word is read as anybody."""
    if "?" in text:
        return False
    accepts = False
    for block in filter(str.strip, text.split("\n\n")):
        first, *details = block.strip().split("\n")
        if ACCEPTS.fullmatch(first) and all(DETAIL.fullmatch(line) for line in details):
            accepts = True
        elif details or not SAYS_SO.fullmatch(first):
            return False
    return accepts
