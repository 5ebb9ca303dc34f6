"""What may be a wish to be left alone: "enough!", "who gave you my number?"; read of plain text.

A person is shown it and says whether it is one; the message waits as an inquiry all the same.
"""

import re

from assistant.readers.leaving_tongues import MAYBE
from assistant.readers.leaving_words import KNOWN, MAIL, NO, OURS, STOPPING, TAKING_OUT, THIS
from assistant.readers.mail_words import ENVIADO, MANY, SENT, WHO

SHORT = 20  # words of a text in which it is looked for
LEAST = 3  # words of the end of a sentence that says it
_ALREADY = r"(?: (?:please|now|already|any ?more|thanks?|ok))*"
_MY = r"(?:my|our) (?:\w+ )?(?:number|e?mail(?: address)?|address|name|contact \w+|info\w*|details|data)"
LIKELY = (
    rf"(?:i|we) do not (?:want|need) (?:these|this|any of (?:this|these)){_ALREADY}",
    r"(?:this|that|these|it) (?:is|are)(?: (?:just|pure|all|total|nothing but))? (?:spam|junk(?: mail)?"
    r"|harassment|unwanted|unsolicited)",
    rf"(?:just )?(?:knock it off|cut it out|enough(?: is enough)?|stop (?:it|that|this)|go away|get lost"
    rf"|buzz off|give it a rest|give me a break){_ALREADY}",
    rf"(?:who gave you|where (?:did|do) you (?:get|have)|how did you (?:get|find)|who sold you) {_MY}(?:"
    rf" from)?",
    r"(?:i|we) (?:have )?(?:never|did not) (?:sign(?:ed)? up for|ask(?:ed)? for|subscribed? to|requested?)"
    rf" (?:this|these|any of (?:this|these))(?: {SENT})?",
    rf"why (?:am i|are we|do i|do we) (?:\w+ )?(?:get|getting|receive|receiving) (?:this|these|those|your)"
    rf"(?: {SENT})?",
    rf"why (?:do|are) you (?:people |guys )?(?:still |keep |keep on )*(?:writing|e?mailing|texting|contacting"
    rf"|messaging|bothering)(?: to)? {WHO}",
    rf"(?:i|we)(?: am|'m| are)? (?:get|getting|receive|receiving) (?:way |far )?too (?:many|much) {SENT}"
    r"(?: from (?:you|this \w+))?",
    r"you (?:people |guys )?(?:send|write|e?mail|text|call)(?: (?:me|us))? (?:way |far )?too"
    rf" (?:often|much|many {SENT})",
    r"i(?: am|'m| will|'ll) (?:be )?(?:report|mark|flag)\w* (?:this|you|these|it|your \w+) as (?:spam|junk)",
    r"i(?: am|'m| will|'ll) (?:be )?block\w* (?:you|this (?:address|number|sender)|your \w+)",
    rf"(?:you (?:can|may|could|should) )?(?:stop|discontinue|quit|cease|end)(?: (?:this|it|now|all of"
    rf" it))?{_ALREADY}",
    r"you (?:can|may|could|should) (?:stop|quit)(?: now)?,? (?:i|we) .*",
    r"(?:i|we) (?:want|need|would like|'d like) (?:off|out)(?: of (?:this|here|it))?",
    rf"no need to (?:write|call|text|e?mail|reply|contact|follow up)(?: {WHO})?(?: (?:again|back|any ?more"
    rf"|further))"
    r"(?:,.*)?",
    r"(?:get|keep|leave) (?:my|our) (?:\w+ )?(?:number|e?mail(?: address)?|address|name) (?:out|off"
    r"|alone)\b.*",
    rf".*\b(?:had it|had enough|fed up|sick|tired|done|over it|enough|annoy\w*|bother\w*|unwanted"
    rf"|unsolicited|nothing"
    rf"|zero|cease|block\w*|pester\w*|harass\w*)\b.*\b(?:{MANY}|(?:by|your) mail|writing|mailing"
    rf"|contacting)\b"
    r".{0,25}",
    r"(?:i|we) (?:do not|no longer) (?:want|need) anything(?: else| more| further)? from (?:you|your \w+)",
    r"no more(?:,? (?:please|pls))?(?:,? (?:i|we) .*)?",
    r"do not (?:reply|respond|write|contact|e?mail|text)",
    r"(?:you have |you've got |you got )?(?:the )?wrong (?:person|number|e?mail|address)",
)
PERHAPS = re.compile("|".join((*LIKELY, *MAYBE)))
_AROUND = re.compile(
    r"^(?:\W|(?:hey|hi|hello|look|listen|ok|sorry|no(?=\W*[,.!;:])|thanks|no thanks|please|pls|but|and"
    r"|so)\b)+"
    r"|(?:\W|\b(?:please|pls|thanks|thank you))+$"
)


WORD = re.compile(r"[a-z']+")
OTHERWISE = re.compile(
    r"\b(?:you|they|he|she) (?:have |had |has |do |would |could )?(?:never|not)\b|\b(?:have|had|has|is|was"
    r"|got) no\b"
    r"|\b(?:take|taken|get|remove|delete|send|need|want|end|stop) (?:it|that|them)\b|\bnot (?:at|like) all\b"
    r"|\bit (?:\w+ )?(?:quits?|stop|stops|stopped|ends?|ended|keeps)\b|\bthat is all\b|\bas of\b|\bcan"
    r" not\b(?!.*\bunsubscribe\b)|\bif (?:i|we)\b|\b(?:not|never) (?:get|receive"
    r"|receiving|getting|hear)\b"
)


STANCE = re.compile(
    r"\b(?:stop\w*|quit|end|ends|ending|cease|tired|sick|fed up|annoy\w*|bother\w*|pester\w*|harass\w*"
    r"|unwanted|delete\w*"
    r"|remov\w*|eras\w*|leave (?:me|us)|off|enough|exclude|opt\w*|unsub\w*|(?:not|no longer|nobody|never|no"
    r" one)"
    r"(?: \w+)? (?:want\w*|needs?|car(?:e|es) for|like|wish|asked|signed|subscribed|text|mail|e?mail|write"
    r"|call))\b"
    r"|\b(?:not|no|never|nobody|nothing|without|lose|pull|close|out)\b|\bgo away\b"
    r"|\b(?:dejen?|paren?|basta|borr\w*|quit\w*|saqu\w*|elimin\w*|no (?:me|nos|quiero|deseo))\b"
    r"|\b(?:nicht|nichts|keine\w*|nie|losch\w*|streich\w*|entfern\w*)\b|\b(?:ne|n'\w+) .*\b(?:plus|pas)\b"
    r"|\b(?:enlev|retir|supprim|effac|arret|cess|ot(?:er|ez))\w*"
)
REF = re.compile(
    rf"\b(?:{MANY}|hear\w* from you|(?:mailing )?lists?|(?:my|our|this) (?:e?mail|address|name|inbox)|inbox"
    r"|mail|letters?|e?mail|text|button|file|(?:my|this|our) info\w*|(?:mail|e?mail|text|delete|erase"
    r"|unsubscribe|remove|exclude) (?:me|us)|text it|bothering (?:me|us))\b"
    rf"|\b(?:{ENVIADO}|escriban?|llamen?|mi (?:correo|numero|nombre))\b"
    r"|\b(?:e?mails?|werbung|anrufe?|newsletter|angebote|post|zu schreiben|nachrichten|verteiler"
    r"|kontaktier\w*|schreiben sie)\b"
    r"|\b(?:m'ecri\w*|courriels?|publicites?|relanc\w*|vos (?:contacts|envois|messages|offres)|liste)\b"
)
BUSINESS = re.compile(
    r"\b(?:old|new|other|second|previous|last|wrong|bill|invoice|title|loan|lease|card|contract|order"
    r"|appointment\w*|car|truck"
    r"|tires?|wheels?|price\w*|deal|deposit|paperwork|recall\w*|quote|warranty|insurance|bank|part|parts"
    r"|service|plan|fees?"
    r"|light|noise|engine|brakes?|waiting|registration|payment|finance|refund|report|review|folder"
    r"|answer\w*|bluetooth|screen"
    r"|app|radio|phone app|pictures?|photos?|carro|coche|auto|factura|cita|llantas|wagen|rechnung|termin"
    r"|voiture|facture"
    r"|rendez|call (?:me|us|back)|e?mail (?:is|works|address is)|until|before|unless|work|dinner|spam"
    r"|permission|gps"
    r"|understand\w*|open\w*|attach\w*|link|(?<!please )see|find|found|repl\w*|respon\w*|heard|know|sure"
    r"|sign\w*|voice ?mail|sending out|forward\w*|read|account|discuss|template|preferences|settings"
    r"|offers end|midnight|valid"
    r"|subscription|plate|frame|happy|glad|stopped getting|llego|add|put|forget|back on)\b"
)


def perhaps(plain: str) -> bool:
    """Whether all of this sentence, or the end of it, may be a wish to be left alone."""
    bare = _AROUND.sub("", plain)
    ending = _AROUND.sub("", re.split(r"[,;:]", bare)[-1])
    if PERHAPS.fullmatch(bare) or (len(ending.split()) >= LEAST and PERHAPS.fullmatch(ending)):
        return True
    return _of_nothing_else(plain) or _of_mail(plain)


def _of_mail(plain: str) -> bool:
    """Something of mail, and something against it; and nothing of what else people write to us about."""
    if BUSINESS.search(plain) or OTHERWISE.search(plain):
        return False
    return bool(STANCE.search(plain) and REF.search(plain))


def _of_nothing_else(plain: str) -> bool:
    """Words of stopping, of taking out, or a no beside mail; and none of what might be stopped besides."""
    words = set(WORD.findall(plain))
    if not words or not words <= KNOWN or OTHERWISE.search(plain):
        return False
    if words & STOPPING:
        return True
    out = words & TAKING_OUT and words & OURS
    return bool(
        out or (words & NO and words & MAIL) or (words & NO and words & THIS and words & {"want", "need"})
    )
