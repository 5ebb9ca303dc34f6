"""Opting out, in any wording: "take me off your list", "no more calls", "no me escriban más".

A wish for another way or hour ("don't call, e-mail me", "not before 5") is none, nor is a thing that stops.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.core.consent import Scope, Way
from assistant.core.inquiry import Inquiry, Kind, Leave, Question, Topic
from assistant.readers.leaving_perhaps import SHORT, perhaps
from assistant.readers.leaving_plain import BROKEN, LONE, PLAIN
from assistant.readers.mail_words import AGAIN, ENVIADO, ING, SENT, VERB, WHO
from assistant.readers.nothing_more import says_everything
from assistant.readers.reading import Reading

CALM = (Kind.QUESTION, Kind.SERVICE, Kind.STATUS)
SAID_AS = (Topic.OTHER, Topic.CALL_BACK)  # of what a wish to be left alone is taken for
LONGEST = 300  # characters of their words that are kept
BRIEF = 6  # words of a text in which "stop" alone says it
EMPTY = 2  # words below which the subject speaks
NEWSLETTER = 40  # words from which mail that is no inquiry speaks of its own list

_LIST = (
    r"(?:lists?|mailings?|newsletters?|database|distribution|e?mails?|marketing|contacts|system|blasts?|texts"
    r"|communications?|subscri\w+)"
)
_MINE = r"(?:e?mail(?: address)?|address|number|name|phone(?: number)?|cell|info\w*|contact \w+)"
_WHOM = rf"(?:{WHO}|(?:my|our|this|that|his|her) {_MINE})"
_STOP = r"(?:stop|quit|cease|discontinue|halt|end|refrain from|no need to (?:keep|continue))"
_KIND = r"(?:follow ?up|marketing|sales|promotional|advertising|more|further|constant|automated|robo)"
ENGLISH = (
    rf"\b{_STOP}(?: all)?(?: the)? {ING}(?: (?:and|or) {ING})?\b",
    rf"\b{_STOP} (?:sending {WHO}(?! (?:\w+ )?to\b)|blowing up)\b",
    rf"\bnot {ING} {WHO}\b",
    rf"\b(?:{_STOP}|enough (?:with|of))(?: all)?(?: (?:the|these|this|your|of the|those))?"
    rf"(?: \w+)? {SENT}\b",
    rf"\b(?:done|fed up|sick|tired) (?:with|of) (?:\w+ ){{0,3}}{SENT}\b",
    r"\bmake (?:it|this|them) stop\b|\bjust stop\W*$|\bstop altogether\b",
    rf"\b(?:not|never)(?: to)?(?: ever)? {VERB}(?: (?:and|or) {VERB})?(?: {_WHOM})?(?: \w+)?,? {AGAIN}\b",
    rf"\b(?:not|never)(?: to)?(?: ever)? {VERB}(?: (?:and|or) {VERB})? {_WHOM}\W*$",
    rf"\bnot send (?:{WHO} )?(?:any )?(?:more|further) (?:\w+ )?{SENT}\b",
    rf"\bno need for (?:any |these |those |more |your )+(?:\w+ )?{SENT}\b",
    rf"\bif you keep (?:on )?{ING}\b",
    r"\bwrong (?:number|person|address|e?mail)\b.*\b(?:remove|delete|take)\b",
    rf"\bnot send {WHO} (?:anything|any ?more|any further|any)\b(?! (?:pic|photo|text in))",
    rf"\bno (?:more|further) (?:\w+ )?{SENT}\b",
    rf"\bnever (?:(?:ever )?send {WHO}|(?:want|wish) to (?:get|receive|see)) (?:another|any more|any|one"
    rf" more)"
    rf" (?:[\w-]+ )?{SENT}\b",
    rf"\bif (?:i|we) (?:get|receive|see) (?:one more|another|any more) (?:\w+ )?{SENT}\b",
    rf"\b(?:(?:not|no longer) (?:want|wish|care|like|need|consent)|(?:rather|prefer) not)(?: to)?"
    rf" (?:receive|receiving|get|getting)(?! an? )(?: [\w-]+){{0,4}} {SENT}\b",
    rf"\bnot (?:want|need|wish for|care for)(?: any)? {_KIND} (?:\w+ )?{SENT}\b",
    rf"\bnot (?:want|wish) to hear from you\b(?!.*\b(?:that|until|about)\b)(?:.*\b{AGAIN}\b|\W*$)",
    rf"\bnot (?:want|wish|like) (?:you )?to (?:be (?:contacted|called|e?mailed|texted|bothered|solicited)"
    rf"|{VERB} {WHO})(?: {AGAIN}|\W*$|,)",
    rf"\bnot (?:consent to|give (?:you )?(?:\w+ )?(?:permission|consent) to|agree to) (?:\w+ )?(?:\w+ )?"
    rf"(?:{SENT}|{VERB})\b",
    rf"\b(?:take|taken|remove|removed|get|delete|drop|strike|scratch)(?: {_WHOM})?"
    rf"(?: \w+)? (?:off|from|out of)(?: of)? (?:\w+ ){{0,3}}{_LIST}\b",
    rf"\b(?:take|remove) {WHO}(?: off)?(?: please)?\W*$",
    rf"\b(?:delete|remove|erase) my {_MINE}\b(?! (?:from|off|on) (?:the|my) (?!{_LIST}))",
    r"\boff (?:of )?(?:the|your|this) (?:mailing|e?mail|call|contact) lists?\b",
    r"(?:^|[,;:] )please remove\W*$",
    r"\b(?:lose|forget) my e?mail\b",
    r"\b(?:put|add|place) (?:me|us|him|her|my \w+) (?:on|to|in) (?:\w+ )?(?:do not \w+|dnc|no call) list",
    rf"\bunsub(?:scribe)? (?:{WHO}|this (?:{_MINE}|account))\b",
    rf"\bunsub(?:scribe)?(?: {WHO})?(?:\W*$| please|\W*[-,;:!.]"
    rf"| from (?:all |any |future )?(?:\w+ ){{0,3}}{_LIST}\b)",
    rf"\bcancel (?:my|our|the|this) (?:\w+ )?subscription to (?:\w+ ){{0,3}}{_LIST}\b",
    rf"\bopt(?: {WHO})? out(?:\W*$| please| (?:of|from) (?:\w+ ){{0,3}}{SENT}\b)",
    rf"\bleave {WHO} (?:alone|in peace|be)\b(?! until| till)",
    r"\bobject to (?:\w+ ){0,3}marketing\b",
    r"\b(?:withdraw|revoke) (?:\w+ ){0,3}(?:consent|permission)\b",
    r"\b(?:stop|cease|end) (?:all )?(?:contact|communication)\b",
)
SPANISH = (
    r"\bno (?:me|nos) (?:escriba|mande|envie|llame|contacte|moleste|busque)n? (?:mas|nunca|otra vez|de nuevo"
    rf"|(?:\w+ )?{ENVIADO})\b(?! (?:tarde|temprano))",
    r"\bno (?:me|nos) vuelvan? a (?:escribir|llamar|contactar|mandar|enviar|molestar|buscar)\b",
    r"\b(?:dejen?|paren?) de (?:mandar|enviar|escribir|llamar|contactar|molestar|hablar)(?:me|nos|le|les)\b",
    r"\b(?:quit|saqu|borr|elimin|remuev|retir)\w*(?:me|nos|lo|la)\b.*\b(?:lista|base|boletin|correos?)\b",
    r"\b(?:quit|saqu|borr|elimin)\w* mi (?:correo|numero|nombre|direccion)\b",
    r"\bden?(?:me|nos) de baja(?:\W*$| por favor| (?:del boletin|de (?:la|su|sus|las) \w+))",
    r"\bdarme de baja(?:\W*$| por favor| (?:del boletin|de (?:la|su|sus|las) (?:lista|correo)))",
    rf"\b(?:ya )?no (?:quiero|queremos|deseo|deseamos)(?: recibir)?(?: \w+)? {ENVIADO}\b",
    r"\bno (?:quiero|queremos|deseo) que (?:me|nos) (?:escriban?|llamen?|manden?|contacten?|busquen?)\b",
    r"\bya no (?:quiero|queremos|deseo) recibir\b",
    r"\bno (?:me|nos) (?:escriban?|contacten?|molesten?)\W*$",
    rf"\bno mas {ENVIADO}\b",
    r"\bdej\w*(?:me|nos) en paz\b",
    r"\bcancel\w* (?:mi|la) suscripcion\b",
)
OTHERS = (r"配信停止|退会", r"\b(?:desabonn|desinscri|abmeld|abbestell|disiscri|cancellatemi)\w*")
SAYS = re.compile("|".join((*ENGLISH, *SPANISH, *OTHERS)))
STOP = re.compile(r"(?:please )?(?:stop|stopall|stop all|basta|parar)(?: please| now| it)?")
NO_MORE = re.compile(r"\W*(?:please )?no more(?: please)?\W*")
OF_MAIL = re.compile(rf"\b{SENT}\b")
NOT_SO = re.compile(
    r"\b(?:would|does|did|will|could|can|do) not (?:\w+ )?(?:stop|quit)\b|\bhesitate\b|\bby accident\b"
    r"|\bif you (?!keep)|^if (?:the|it|your|there) |\b(?:click|go|follow|reply) (?:here|below|the|stop)\b"
    r"|\bwait(?:ing)? ?list\b"
    r"|\bunsubscribe\b.*\b(?:click|link|reply|visit|here)\b|\bnot (?:delete|remove)\b|\byou told\b"
    r"|\bto (?:unsubscribe|opt out)\b.*[,:]|\bi will (?:stop|not)\b"
    r"|\b(?:did|have|has|had) not (?:\w+ )?(?:get|got|receive|received|contact\w*)\b"
    r"|\b(?:habe|haben) .*\b(?:bekommen|erhalten)\b|\bn'ai plus\b"
    rf"|^(?:and |but |so |why )*(?:do |have |did )?you (?:never|do not|did not|have not)"
    rf" {VERB}\b(?!.*\bagain\b)"
    r"|\boff (?:of )?(?:speaker|work|the bill|the price)\b"
)
ANOTHER_WAY = re.compile(
    r"(?:^|[,;.:!-] ?|\b(?:but|just|only|please|rather|instead) )(?:please |just |only |you can |better )?"
    r"(?:call|text|e?mail|write|message|use|ring)(?: to)? (?:me|us|my|is|at)\b"
    r"|\b(?:text|e?mail|phone|writing|calling) is (?:better|best|fine|easier)\b|\binstead\b"
    r"|\b(?:escriban?|llamen?)me\b"
)
ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
EVERY_LIST = re.compile(
    r"(?:please )?(?:take|remove) (?:me|us) (?:off|from) (?:every|any|all the) lists? you have"
)
REST = re.compile(rf"(?:or |and |nor )?{VERB} {WHO}\b")
LAST = re.compile(r"(?:please |and |just )*(?:stop|end|quit) (?:that|this|it|them|these|those)|will you\??")
HOUR = re.compile(r"\b(?:before|until|till|between|during|antes|hasta|despues de las|at work|tonight)\b")
PHONE = re.compile(
    r"\b(?:call\w*|phon\w*|ring\w*|text\w*|number|cell|llam\w+|numero|dnc|anruf\w*|rufen|appel\w*"
    r"|telefon\w*|telephon\w*)\b"
)
MAIL = re.compile(
    r"\b(?:e?mail\w*|newsletters?|mailings?|surveys?|offers?|correos?|escrib\w*|encuestas?|ofertas?)\b"
)
WHOLE = re.compile(
    r"\bcontact\w*\b|\breach(?:ing)? out\b|\bhear from\b|\bleave \w+ (?:alone|in peace|be)\b|"
    r"\bcommunications? with\b|\ben paz\b|\ball (?:contact|communication)\b|\bkontakt\w*|\ben paix\b"
    r"|\bin (?:ruhe|frieden)\b|\btranquilles?\b|\bforget (?:about )?(?:me|us)\b"
)
DATA = re.compile(r"\b(?:data|datos|daten|donnees|details)\b|\bfor (?:\w+ )?(?:advert|marketing)")
LISTED = re.compile(r"\b(?:lists?|database|system|records?|newsletters?|lista|boletin|liste|verteiler)\b")
OF_CALLS = re.compile(r"\b(?:calls?|calling|contact|phone|text) lists?\b|\bmy number\b|\bmi numero\b|\bdnc\b")


def leave(reading: Reading) -> Leave | None:
    """The first sentence that says it, or that says most; of mail by machines only what says nothing else."""
    if reading.turn.automatic and reading.words > BRIEF:
        return None
    found = list(_found(reading)) or list(_likely(reading))
    if most := next((one for one in found if one.scope is Scope.ALL), None):
        return most
    several = len({one.way for one in found}) > 1
    return replace(found[0], way=Way.ALL) if several else next(iter(found), None)


def says_it(words: str) -> bool:
    """Whether these words of theirs say it: "please take me off your list"."""
    plain = _plain(words)
    return bool(_lone(plain) or _in_words(plain))


def left_alone(inquiry: Inquiry) -> Inquiry:
    """The wish itself is no question; whoever asks for nothing else wants no answer: a person decides."""
    if inquiry.leave is None:
        return inquiry
    if inquiry.leave.likely:
        return _waiting(inquiry)
    lines = [_plain(sentence).strip(" .!") for sentence in ENDS.split(inquiry.text)]
    rest = tuple(one for one in inquiry.questions if one.older or not _is_that(one, lines))
    told = tuple(one for one in inquiry.reminders if not says_it(one.words))
    if rest or not (inquiry.kind in CALM or _is_only_that(inquiry, lines)):
        return replace(inquiry, questions=rest, reminders=told)
    return replace(inquiry, kind=Kind.NOT_AN_INQUIRY, questions=(), reminders=told)


def _waiting(inquiry: Inquiry) -> Inquiry:
    """What only may be that wish is never put aside; what it says of us is no question: "this is spam"."""
    asked = tuple(one for one in inquiry.questions if one.older or "?" in one.text or not _is_maybe(one.text))
    kind = Kind.QUESTION if inquiry.kind in (Kind.NOT_AN_INQUIRY, Kind.THANKS) else inquiry.kind
    return replace(inquiry, kind=kind, questions=asked)


def _is_maybe(words: str) -> bool:
    return perhaps(_plain(words)) or says_it(words)


def _found(reading: Reading) -> Iterator[Leave]:
    lines = [sentence.text for sentence in reading.sentences]
    if reading.words <= EMPTY and not reading.turn.subject.lower().startswith("re:"):
        lines += [sentence.text for sentence in reading.subject]
    whole = _plain(" ".join(lines))
    of_mail = reading.words <= SHORT and any(
        OF_MAIL.search(_plain(one)) or perhaps(_plain(one)) for one in lines
    )
    for line in lines:
        said = _plain(line)
        alone = _lone(said) and (reading.words <= BRIEF or of_mail)
        match = _in_words(said) or (NO_MORE.fullmatch(said) and OF_MAIL.search(whole))
        if alone or BROKEN.search(said) or (match and not _other(said, whole)):
            yield Leave(" ".join(line.split())[:LONGEST], *_of(said))


def _likely(reading: Reading) -> Iterator[Leave]:
    """What may be it, in a few words to us."""
    if reading.turn.automatic or reading.words > SHORT:
        return
    whole = _plain(reading.shown)
    for sentence in reading.sentences:
        said = _plain(sentence.text)
        if perhaps(said) and not _other(said, whole):
            yield Leave(" ".join(sentence.text.split())[:LONGEST], *_of(said), likely=True)


def _lone(plain: str) -> bool:
    bare = plain.strip(" .!?")
    return bool(STOP.fullmatch(bare) or LONE.fullmatch(bare))


def _in_words(plain: str) -> bool:
    return bool(SAYS.search(plain) or PLAIN.search(plain) or says_everything(plain))


def _is_that(question: Question, lines: list[str]) -> bool:
    """Whether it is that wish, or the last words of it: "text me ever again"."""
    plain = _plain(question.text).strip(" .!")
    if LAST.fullmatch(plain) or (
        plain in lines and (_in_words(plain) or BROKEN.search(plain) or perhaps(plain))
    ):
        return True
    if question.topic not in SAID_AS:
        return says_everything(plain) or bool(EVERY_LIST.fullmatch(plain))
    ending = REST.match(plain) and any(line.endswith(plain) and says_it(line) for line in lines)
    return bool(ending) or says_it(question.text)


def _is_only_that(inquiry: Inquiry, lines: list[str]) -> bool:
    """Whether all that went wrong is that we write to them."""
    return says_it(inquiry.harm) and all(
        says_it(one) or perhaps(one) or len(one.split()) <= EMPTY for one in lines
    )


def _other(said: str, whole: str) -> bool:
    """A wish for another way or another hour, or no wish at all."""
    if NOT_SO.search(said):
        return True
    ends = re.search(rf"\b{AGAIN}\b|\bno more\b|\bmas\b", said)
    return not ends and bool(HOUR.search(said) or ANOTHER_WAY.search(whole))


def _of(said: str) -> tuple[Way, Scope]:
    if WHOLE.search(said) or says_everything(said):
        return Way.ALL, Scope.ALL
    phone, mail = PHONE.search(said), MAIL.search(said) or LISTED.search(said)
    if DATA.search(said) or (phone and mail and not OF_CALLS.search(said)):
        return Way.ALL, Scope.COMMERCIAL
    return (Way.PHONE if phone else Way.EMAIL), Scope.COMMERCIAL


_LETTERS = str.maketrans("áéíóúüñèêàçäöâîïôûùë", "aeiouuneeacaoaiiouue")
_SHORT = (
    (re.compile(r"\bdo ?nt\b|\bdon't\b"), "do not"),
    (re.compile(r"\b(do|does|did|would|could|wo|ca|has|have|had|is|was)n'?t\b"), r"\1 not"),
    (re.compile(r"\be-(?=mail)"), "e"),
    (re.compile(r"(?<=\w)-(?=\w)"), " "),
)


def _plain(text: str) -> str:
    """Lower case, plain letters and apostrophes, "don't" as "do not", "e-mail" as "email"."""
    plain = " ".join(text.lower().translate(_LETTERS).replace("’", "'").replace("`", "'").split())
    for pattern, full in _SHORT:
        plain = pattern.sub(full, plain)
    return plain.replace("wo not", "will not").replace("ca not", "can not")
