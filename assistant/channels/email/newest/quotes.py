"""Where the earlier mail begins: "On ... wrote:", header blocks and separators, in many languages."""

import re
from dataclasses import dataclass

LONGEST_LINE = 400  # characters of a line that are looked at
MOST_WRAPPED = 6  # lines over which an introduction is wrapped

WROTE = (
    r"wrote|writes|said|a écrit|a ecrit|schrieb|schreef|geschreven|ha scritto|scrisse|escribió|escribio"
    r"|escreveu|skrev|napsal(?:\(a\))?|napsala|napisał(?:\(a\))?|napisała|napísal(?:\(a\))?|kirjoitti"
    r"|написал(?:\(а\))?|написала|написано|пише|пишет|написав|a scris|írta|yazdı|şunu yazdı|έγραψε"
    r"|đã viết|viết|menulis|menulis:|写道|寫道|wrote the following|va escriure|ha escrit|rašė"
    r"|kirjutas|skrifaði"
    r"|napisao(?:/la)?|je napisal(?:/a)?|написа|כתב(?:/ה|ה)?|كتب(?:ت)?|เขียน(?:ว่า)?|님이 작성|작성"
    r"|のメッセージ|書きました"
)
STARTS = (
    r"on|at|le|am|an|op|il|el|em|den|dne|dňa|dnia|w dniu|pe|la|vào|pada|tgl|în data|data|в|във|tarihinde|на"
    r"|a|de|lør|søn|man|tir|ons|tor|fre|ti|ke|to|pe|su|ma|mon|tue|wed|thu|fri|sat|sun|在|於"
)
DATE = re.compile(
    r"\d{1,4}[-./年 ].{0,12}\d|\d{1,2}:\d\d|\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.?"
    r"|[^\W\d]{3,12}\.? \d{1,2}\b|\b20\d\d\b"
)
SENDER_LAST = re.compile(r"<\s?[^\s<>@]{1,64}@[^\s<>@]{2,255}>\s?[:：]$")
ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{2,255}")
ENDS_WROTE = re.compile(
    rf"(?:{WROTE})(?: (?:the following|folgendes|het volgende|o seguinte))?\s{{0,3}}[:：]?\s{{0,3}}$",
    re.IGNORECASE,
)
HAS_WROTE = re.compile(rf"(?:^|[\s>\"'”)])(?:{WROTE})(?=[\s:：(]|$)", re.IGNORECASE)
STARTS_DATED = re.compile(
    rf"(?:{STARTS})\b.{{0,20}}(?:\d|\bmon|\btue|\bwed|\bthu|\bfri|\bsat|\bsun)", re.IGNORECASE
)
ISO_LINE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?"
    r"(?: GMT[+-]\d\d:?\d\d)?,? [^<>]{1,100}(<[^<>\s]{3,200}>)?"
    r"\s?:?$"
)
ZOHO = re.compile(
    r"-{2,6} ?(?:on )?.{5,250}(?:wrote|écrit|schrieb|escribió|scritto|geschreven) ?-{2,6}$", re.IGNORECASE
)

ORIGINAL = re.compile(
    r"(?:original (?:message|mail|e-mail|email|appointment|nachricht)|original-nachricht"
    r"|ursprüngliche (?:nachricht|e-mail|mail)|urspr(?:ü|u)ngligt meddelande|originalmeddelande"
    r"|message d['’]origine|message d['’]original|message original|mensaje original"
    r"|mensagem original|messaggio originale"
    r"|oorspronkelijk(?:e)? bericht|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti"
    r"|původní zpráva"
    r"|původní e-mail|pôvodná správa|wiadomość oryginalna|oryginalna wiadomość|eredeti üzenet"
    r"|mesaj original|mesajul original"
    r"|исходное сообщение|пересылаемое сообщение|orijinal ileti|orijinal mesaj|原始邮件|原始郵件"
    r"|原文|元のメッセージ"
    r"|original message follows|원본 메시지|reply message|antwort nachricht|vorherige nachricht"
    r"|tin nhắn gốc"
    r"|forwarded (?:message|mail)|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|mensagem encaminhada"
    r"|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:meddelelse"
    r"|melding)"
    r"|przekazana wiadomość|přeposlaná zpráva|пересланное сообщение|转发邮件|転送されたメッセージ"
    r"|転送メッセージ)",
    re.IGNORECASE,
)
ORIGINAL_LINE = re.compile(
    rf"[\s>*|]{{0,20}}[-_=*]{{2,40}}\s{{0,5}}(?:{ORIGINAL.pattern}).{{0,40}}?[-_=*]{{2,40}}\s{{0,3}}\*?$",
    re.IGNORECASE,
)
RULED = re.compile(r"[\s>*]{0,20}-{3,40}\s{0,5}[^\W\d_][^-]{2,50}-{3,40}$")
BEGIN_FORWARD = re.compile(
    r"[\s>*]{0,20}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt besked"
    r"|início da mensagem encaminhada"
    r"|początek przekazywanej wiadomości|начало переадресованного сообщения|転送されたメッセージ"
    r"|開始轉寄郵件|下面是被转发的邮件)\s{0,3}[:：]?\s{0,3}$",
    re.IGNORECASE,
)

SENDERS = (
    "from|von|de|da|van|från|fra|od|от|lähettäjä|feladó|kimden|gönderen|发件人|寄件者"
    "|寄件人|差出人|보낸 사람|보낸사람|από|מאת|von|expéditeur|absender|afsender|de la|від"
    "|nadawca|odosielateľ|odesílatel"
)
OTHERS = (
    "sent|date|to|cc|bcc|subject|reply-to|reply to|importance|attachments|gesendet|datum|an|betreff"
    "|kopie|antwort an|envoyé|envoyé le|à|objet|date"
    "|répondre à|para|enviado|enviado el|enviada em|enviado em|fecha|asunto|assunto|data|inviato|a"
    "|oggetto|risposta|verzonden|aan|onderwerp"
    "|skickat|till|ämne|kopia|sendt|til|emne|dato|wysłano|do|temat|dw|odesláno|komu|předmět|predmet"
    "|odoslané|дата|отправлено"
    "|кому|тема|копия|lähetetty|vastaanottaja|aihe|päivämäärä|päiväys|elküldve|címzett|tárgy|kime"
    "|konu|gönderildi|tarih"
    "|发送时间|收件人|主题|抄送|日期|寄件日期|收件者|主旨|送信日時|宛先|件名|日時|보낸 날짜"
    "|받는 사람|제목|trimis|către|subiect"
    "|ημερομηνία|προς|θέμα|נשלח|אל|נושא|надіслано|data|ricevuto|envoyée|dátum|ημ/νία|sendt|resent-from"
)
LABEL = re.compile(
    rf"[\s>|]{{0,20}}[*_]{{0,2}}\s?(?:(?P<sender>{SENDERS})"
    rf"|(?P<other>{OTHERS}))\s?[*_]{{0,2}}\s?[:：]\s?[*_]{{0,2}}(?P<value>.{{0,300}})",
    re.IGNORECASE,
)
RULE = re.compile(r"[\s>]{0,20}[-_=*—─]{3,100}\s{0,3}$|[\s>]{0,20}[-_]{2}\s{0,3}$")


@dataclass(frozen=True)
class Cut:
    """Lines start..end introduce an earlier mail, which begins at `end`."""

    start: int
    end: int
    quoted: bool = False  # the introduction itself stands behind ">"


def is_quoted(line: str) -> bool:
    return line.lstrip(" \t")[:1] in {">", "|"}


def first_cut(lines: list[str]) -> Cut | None:
    """The first place where an earlier mail is introduced."""
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        end = _introduced(lines, number)
        if end:
            return Cut(_ruled(lines, number), end, is_quoted(line))
    return None


def _introduced(lines: list[str], at: int) -> int:
    """The line after the introduction that begins at line `at`; 0 where there is none."""
    line = lines[at][:LONGEST_LINE]
    if ORIGINAL_LINE.match(line) or BEGIN_FORWARD.match(line):
        return _header_block(lines, at + 1, least=1) or at + 1
    if RULED.match(line) and (end := _header_block(lines, at + 1, least=2)):
        return end
    return _header_block(lines, at, least=3) or _wrote(lines, at)


def _ruled(lines: list[str], at: int) -> int:
    """One up, where a ruled line stands above."""
    above = at - 1
    while above >= 0 and not lines[above].strip() and at - above < 4:
        above -= 1
    return above if above >= 0 and RULE.match(lines[above]) else at


def _header_block(lines: list[str], at: int, *, least: int) -> int:
    """The line after a block of From, Sent, To, Subject; 0 where fewer than `least` of them stand there."""
    found: set[str] = set()
    sender, end, blank, number = False, 0, 0, at
    while number < len(lines) and number < at + 24 and blank < 3:
        line = lines[number][:LONGEST_LINE]
        label = LABEL.match(line) if line.strip() else None
        if not line.strip():
            blank += 1
            if found and end and blank > 1:
                break
        elif label:
            sender = sender or bool(label["sender"])
            found.add((label["sender"] or label["other"]).lower())
            end, blank = number + 1, 0
        elif found and blank == 0 and number - end < 3:
            if (
                len(found) >= 3
                and not line.startswith((" ", "\t", ">"))
                and "@" not in line
                and not _wraps(lines, number)
            ):
                break
        elif blank or not found:
            if found or number > at + 2:
                break
            if number == at:
                return 0
        number += 1
    return end if len(found) >= least and (sender or least == 1) else 0


def _wraps(lines: list[str], number: int) -> bool:
    """A header value that goes on: another label follows it."""
    after = lines[number + 1][:LONGEST_LINE] if number + 1 < len(lines) else ""
    return bool(after.strip() and LABEL.match(after))


def _wrote(lines: list[str], at: int) -> int:
    """The line after "On Monday Ann wrote:", which may be wrapped over some lines."""
    first = lines[at].lstrip("> \t*_")[:LONGEST_LINE]
    if not first:
        return 0
    if ZOHO.match(first):
        return at + 1
    if (iso := ISO_LINE.match(first)) and (iso[1] or "GMT" in first):
        return at + 1
    if not _may_begin(first):
        return 0
    joined, blanks = "", 0
    for number in range(at, min(at + MOST_WRAPPED, len(lines))):
        piece = lines[number].strip().lstrip("> ").strip("*_ ")[:LONGEST_LINE]
        blanks += not piece
        if number > at and (_ended(joined) or blanks > 2 or (blanks and not STARTS_DATED.match(first))):
            return 0
        joined = f"{joined} {piece}".strip()[: 2 * LONGEST_LINE]
        if _is_introduction(joined):
            return number + 1
    return 0


def _may_begin(first: str) -> bool:
    """Cheap: a date word, a digit, or a name with an address or verb begins an introduction."""
    return bool(
        STARTS_DATED.match(first)
        or re.match(r"\d|[\"'“]", first)
        or ADDRESS.search(first)
        or HAS_WROTE.search(first)
        or (DATE.search(first) and len(first) < 120)
    )


def _ended(joined: str) -> bool:
    """A sentence that has ended is no introduction that goes on."""
    return joined.endswith(("?", "!", ":")) or (joined.endswith(".") and len(joined.split()) > 8)


def _is_introduction(joined: str) -> bool:
    tail = joined[-LONGEST_LINE:]
    dated, addressed = bool(DATE.search(joined)), bool(ADDRESS.search(joined))
    starts = bool(re.match(rf"(?:{STARTS})\b", joined, re.IGNORECASE))
    if not tail.endswith((":", "：")):
        return dated and addressed and starts and bool(ENDS_WROTE.search(tail))
    if SENDER_LAST.search(tail) and dated and len(joined) < 250:
        return True
    if not HAS_WROTE.search(tail):
        return False
    if ENDS_WROTE.search(tail):
        return dated or addressed
    return (dated and (addressed or starts or joined[:1].isdigit())) or (
        addressed and len(joined.split()) < 14
    )
