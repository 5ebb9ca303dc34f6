"""What a mail server's words and status say about why a delivery failed (RFC 3463, RFC 5321 section 4.2)."""

import re

from assistant.core.failure import Reason

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -]|$)")
LOOKED_AT = 4_000  # characters

# In this order: what stands first is said in words that mean nothing else.
SAID: tuple[tuple[Reason, str], ...] = (
    (
        Reason.FULL,
        r"(?:mail ?box|in ?box|account|user|recipient|folder|storage|disk"
        r"|mail ?folder)\b.{0,60}\b(?:full|quota|over ?quota"
        r"|exceeded|out of space|allocation)|quota|\bfull\b.{0,20}mail ?box|mail ?box ?full"
        r"|insufficient .{0,20}(?:storage|space)"
        r"|not enough (?:storage|space)|exceeds? .{0,40}(?:storage|space)|(?:storage|space) .{0,40}exceed"
        r"|too many messages (?:in|on) ",
    ),
    (
        Reason.LATE,
        r"hop ?count|(?:mail(?:ing)?|routing) loop|message is looping|try again(?: later)?$"
        r"|not found, try again|lost connection|giving up"
        r"|multiple retries|receiving mail (?:at a rate|too quickly)|retry time|long (?:time"
        r"|failure period)|temporarily unable"
        r"|connection refused|(?:connect|connection|command|operation|smtp|session|retry|host) ?time(?:d"
        r"|s)? ?-?out|too many \"?received"
        r"|delivery (?:time expired|attempts)|(?:for|in|after|than) (?:more than |the last "
        r"|over )?\d{1,7} (?:days?|hours?|seconds|minutes)"
        r"|requests to connect|on the queue|will (?:continue|be retried|retry|keep trying)"
        r"|frequency limit|unable to connect",
    ),
    (
        Reason.TOO_LARGE,
        r"(?:message|mail|size|body|attachment)\b.{0,60}(?:exceeds?|exceeded|too (?:large|big"
        r"|long))\b.{0,60}(?:size|limit|maximum"
        r"|large|big|fixed)|(?:message|mail|data) (?:file )?(?:is )?too (?:large|big)|too (?:large"
        r"|big) (?:message|mail)"
        r"|size limit|maximum .{0,20}size|message size|length limit|line too long|exceed(?:s"
        r"|ed)? .{0,30}(?:size|length)",
    ),
    (
        Reason.REFUSED,
        r"\bspf\b|\bdkim\b|dmarc|authenticat|reverse dns|\brdns\b|\bptr\b|black ?-?list|block ?-?list"
        r"|deny ?-?list|\brbl\b|dnsbl"
        r"|spamhaus|spamcop|reputation|\bspam\b|unsolicited|virus|malware|relay(?:ing)? (?:not|denied"
        r"|access|is )|user complaints"
        r"|domain of sender|sender (?:address )?(?:domain|rejected|denied|verif|not)|protocol violation"
        r"|invalid ip\b|client host",
    ),
    (
        Reason.DISABLED,
        r"(?:mail ?box|account|user|recipient|e-?mail) (?:address )?(?:\S+ ){0,3}(?:is |has been |was "
        r"|currently |temporarily )*"
        r"(?:disabled|suspended|inactive|frozen|locked|deactivated|discontinued|terminated|not active"
        r"|blocked|closed|expired)"
        r"|(?:disabled|suspended|inactive|locked|frozen) (?:mail ?box|account|user|address|recipient)"
        r"|account (?:that|which) you"
        r" tried to reach is (?:disabled|inactive)",
    ),
    (
        Reason.NO_MAILBOX,
        r"user (?:is )?unknown|unknown (?:user|recipient|local|address|account|mail ?box|or invalid)"
        r"|no such (?:user|recipient"
        r"|mail ?box|address|person|account|local|alias|mailbox)|recipient ?(?:address )?(?:not found"
        r"|unknown)|invalid (?:recipient"
        r"|mail ?box|user)|recipnotfound|mail ?box (?:not found|unavailable|does)|unknown .{0,20}user"
        r"|destinataire inconnu",
    ),
    (
        Reason.NO_SERVER,
        r"(?:host|domain|server)\b(?: name| or domain name)?(?: \S+)?.{0,3}(?:is |was |could |does "
        r"|can)?(?:not (?:be )?found"
        r"|unknown|non-?existent|(?:no|n'?)t (?:exist|resolve|be resolved|be found))|(?:unknown|bad"
        r"|invalid|illegal|no such"
        r"|non-?existent) (?:mail )?(?:host|domain|server|destination (?:system|host))|nxdomain"
        r"|unroute?able|null ?mx|no smtp service"
        r"|(?:does(?: not|n't)|no longer|not) accept(?:s|ing)? (?:any |network )*(?:e-?mails?|mail"
        r"|messages?)\b(?! from)|couldn't find any host"
        r"|no (?:valid )?mx|name service error|unresolvable|name or service not known|dns (?:error"
        r"|lookup)|no mail server",
    ),
    (
        Reason.NO_MAILBOX,
        r"(?:user|mail ?box|recipient|address|account|alias|he|inbox)\b.{0,90}\b(?:does(?: not"
        r"|n'?t) exist|not found|is unknown"
        r"|n'existe|not known|invalid|not (?:a )?valid|not exist|doesn't have|not listed|non-?existent"
        r"|unavailable|undeliverable"
        r"|has moved|no longer)|(?:bad|illegal|wrong) (?:recipient|mail ?box|user|address"
        r"|destination mail|account)"
        r"|no (?:mail ?box|account|user|local user)\b|not (?:a|our) (?:known|valid|customer)"
        r"|does ?n[o']t have (?:an|a) "
        r"|isn'?t listed|invalid final delivery|not in (?:my|our)|unknown in"
        r"|recipient .{0,50}not (?:known|exist)"
        r"|address (?:not found|couldn'?t be found)|recipient (?:address )?rejected\W*$"
        r"|no existe|unbekannt|niet bekend|ukjent|inconnu|sconosciut|desconocid",
    ),
    (
        Reason.REFUSED,
        r"junk|polic(?:y|ies)|banned|relay|prohibited|denied|not (?:permitted|allowed|authoriz|accepted"
        r"|rfc)|blocked|refused"
        r"|rejected|\bhelo\b|forbidden|content|not welcome|\btls\b|encryption|5321|5322|compliant"
        r"|restrict|unacceptable|refuse"
        r"|barracuda|not accepted",
    ),
    (
        Reason.LATE,
        r"timed? ?-?out|time[- ]?out|expired|too long|delay|connection (?:refused|reset|lost|closed"
        r"|dropped|failed)|no route"
        r"|network|too many (?:connections|sessions|concurrent|recipients|hops|messages)|rate limit"
        r"|later|retry|retries"
        r"|(?:could not|couldn'?t|cannot|unable to|failed to) (?:connect|be reached|establish|reach)"
        r"|defer|hops?|loop"
        r"|temporar|greylist|throttl|queue|unreachable|not respond|no response|try again|attempts",
    ),
)
PATTERNS = tuple((reason, re.compile(words, re.IGNORECASE)) for reason, words in SAID)

MEANS = {
    "1.0": Reason.NO_MAILBOX,
    "1.1": Reason.NO_MAILBOX,
    "1.2": Reason.NO_SERVER,
    "1.3": Reason.NO_MAILBOX,
    "1.4": Reason.NO_MAILBOX,
    "1.6": Reason.NO_MAILBOX,
    "1.8": Reason.REFUSED,
    "1.10": Reason.NO_SERVER,
    "2.1": Reason.DISABLED,
    "2.2": Reason.FULL,
    "2.3": Reason.TOO_LARGE,
    "3.4": Reason.TOO_LARGE,
    "4.1": Reason.LATE,
    "4.2": Reason.LATE,
    "4.3": Reason.LATE,
    "4.4": Reason.NO_SERVER,
    "4.5": Reason.LATE,
    "4.6": Reason.LATE,
    "4.7": Reason.LATE,
}
OF_US = (
    "1.8",
    "7.20",
    "7.21",
    "7.22",
    "7.23",
    "7.24",
    "7.25",
    "7.26",
    "7.27",
    "7.28",
    "7.29",
    "7.9",
    "7.13.",
)
HOSTS = re.compile(
    r"<[^<>\s]{1,200}>|\[[^\[\]\s]{1,100}\]|\b[\w.+-]{1,64}@[\w.-]{1,200}"
    r"|\b(?:[\w-]{1,63}\.){2,8}[a-z]{2,12}\b",
    re.I,
)


def reason(said: str, status: str = "") -> Reason:
    """By the server's words, and by the status where they say nothing that is known."""
    said = " ".join(HOSTS.sub(" ", said[:LOOKED_AT]).split())
    told = next((reason for reason, pattern in PATTERNS if pattern.search(said)), Reason.UNKNOWN)
    detail = status[2:]
    if detail in OF_US or detail.startswith("7.5"):
        return Reason.REFUSED
    meant = MEANS.get(detail, Reason.UNKNOWN)
    if detail == "1.1" and told in UNSURE:
        return meant
    if (
        told is Reason.REFUSED and detail == "4.1"
    ):  # a mail server that keeps a list of its mailboxes (Exchange)
        return Reason.NO_MAILBOX
    if told is not Reason.UNKNOWN:
        return told
    if meant is not Reason.UNKNOWN:
        return meant
    if detail.startswith("7."):
        return Reason.REFUSED
    return Reason.LATE if status.startswith("4") else Reason.UNKNOWN


UNSURE = {Reason.UNKNOWN, Reason.LATE, Reason.NO_SERVER}


def status(said: str, given: str = "") -> str:
    """The enhanced status in the server's words, before the one that the report gives; else of its reply."""
    found: list[str] = [one for one in ENHANCED.findall(said[:LOOKED_AT]) if not one.startswith("2")]
    precise = next((one for one in found if not one.endswith(".0.0")), "")
    if precise and (not given or given.endswith(".0.0") or given[0] == precise[0]):
        return precise
    if given:
        return given
    if found:
        return found[0]
    reply = REPLY.search(said[:LOOKED_AT])
    return f"{reply[1][0]}.0.0" if reply else ""
