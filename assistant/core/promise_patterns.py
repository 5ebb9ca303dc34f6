"""The patterns by which a commitment is found; all run on folded text."""

import re

from assistant.core.words import listed

SPANISH_TO = r"(?:le|te|les|os|lo|la|los|las|se (?:lo|la|los|las))"
SPANISH_REPORT = (
    r"(?:escrib(?:o|ir[ée])|llam(?:o|ar[ée])|marco|marcar[ée]|avis(?:o|ar[ée])|env(?:[íi]o|iar[ée])"
    r"|mand(?:o|ar[ée])"
    r"|confirm(?:o|ar[ée])|respond(?:o|er[ée])|contest(?:o|ar[ée])|inform(?:o|ar[ée])|doy|dar[ée])"
)
SPANISH_OURS = (
    r"(?:llam|avis|confirm|mand|envi|respond|contest|inform|escrib)(?:amos|emos|imos|aremos|eremos|iremos)"
)
SPANISH_STEP = (
    r"(?:averigu(?:o|ar[ée])|revis(?:o|ar[ée])|consult(?:o|ar[ée])|pregunt(?:o|ar[ée])|verific(?:o|ar[ée])"
    r"|chec(?:o|ar[ée])|me comunico|me comunicar[ée]|me encargo|me encargar[ée]|investig(?:o|ar[ée]))"
)
BARE_VERBS = (
    "(?:call|text|e-?mail|write|send|check|ask|get|let you|follow|confirm|order|find|be in touch"
    "|ring|phone|look|see"
    r"|bring|drop|have|update|reply|do(?! (?:so|not|my)\b))"
)  # "Will call you back": who leaves the "I" out means it all the same
ANSWERS = (
    r"(?:answer|reply|call|note|letter|e-?mail|text|word|news|price|quote|figure|number|range|estimate|date)"
)
AN_ANSWER = rf"(?:an? |the |your |my |that |some )?(?:\w+ )?{ANSWERS}s?\b"
CALLING = r"(?:calling|phoning|ringing|texting|e-?mailing|messaging|writing(?: to)?) you\b(?! (?:about|to\b))"
SENDING = r"(?:sending|mailing|shipping|bringing|delivering|ordering|dropping off)\b(?! this\b)"
# What counts only with a time of its own: "I'm calling you tomorrow", not "I'm calling about your invoice".
DATED = (
    rf"(?:i'm|i am|we're|we are)(?= (?:{CALLING}|{SENDING}))"
    rf"|(?:i|we)(?: still)? owe you(?= {AN_ANSWER}(?!.*\bsince\b))"
    rf"|(?:i|we) can(?= (?:(?:get|give|send|have) (?:you )?{AN_ANSWER}"
    r"|have (?:it|that|them|(?:your|the) [\w-]+) (?:ready|done)\b))"
    rf"|(?:i|we) should(?= (?:have {AN_ANSWER}|know|hear|be able to))"
    r"|(?:me comprometo a|(?:le |te )?prometo|quedo (?:en|de)|quedamos (?:en|de))"
    r"(?= [a-záéíóú]+r(?:l[eoa]s?|te)\b)"
)
# Of our doing, though nobody is named; not what somebody else says of it.
READY = (
    r"(?<!said )(?<!says )(?<!that )(?<!if )(?<!when )(?<!whether )(?<!hope )"
    r"(?:your|the) (?:[\w'-]+ ){0,2}?[\w-]+(?:'ll| will) be(?= (?:ready|done|finished)\b)"
)
SUBJECT = re.compile(
    r"\b(?:(?P<i>i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i am gonna|ima"
    r"|i promise(?: you)? to)"
    r"|(?P<we>we'll|we will|we are going to|we're going to|we promise(?: you)? to)"
    rf"|(?P<dated>{DATED})|(?P<thing>{READY})"
    r"|(?P<you>you(?:'ll| will) (?:hear|have|get)|expect (?:a |an |my )?(?:call|e-?mail|note|text"
    r"|message|answer)"
    r"(?= from (?:me|us))|expect my (?:call|e-?mail|note|text|message|answer)"
    rf"|you should (?:hear(?= (?:back|from))|have(?= {AN_ANSWER})))"
    r"|(?P<let>let me(?! know| guess| say| be| explain| introduce))|(?P<pro>(?:s?he"
    r"|they)(?:'ll| will))"
    r"|(?P<and>(?:and|then|but) (?:will|shall)(?= [a-z]))|(?P<name>[^\W\d_][\w-]+)(?: (?:from|in"
    rf"|at) (?:our )?\w+)?(?:'ll| will|(?P<going>(?:'s| is) (?:going to|gonna)|(?:'s| is)(?= {CALLING})))"
    rf"|(?P<es>(?:yo )?{SPANISH_TO})(?= {SPANISH_REPORT}\b)"
    rf"|(?P<nos>(?:nosotros )?{SPANISH_TO})(?= {SPANISH_OURS}\b)"
    rf"|(?P<voy>(?:(?:le|lo|la|se (?:lo|la)) )?(?:voy|vamos) a)(?= [a-záéíóú]+r))(?!\w)"
    rf"|\b(?P<yo>(?={SPANISH_STEP}\b))"
    rf"|(?:^|(?<=: ))(?:(?P<bare>will|gonna|going to)(?= {BARE_VERBS}\b)|(?P<back>)(?=back to you\b))"
)
SOFT = re.compile(
    r"(?:\s+(?:personally|also|then|just|gladly|happily|definitely|certainly|be sure to|make sure to"
    r"|make sure (?:that )?"
    r"i|myself|now|first|in turn|both|go ahead and|be happy to|be glad to|be able to|try to))*\s*"
)
REPORT = re.compile(
    r"(?:be (?:right )?in touch|be (?:right )?back (?:to|with)|get (?:right )?back|follow[- ]?up"
    r"|reach out|let you know"
    r"|keep you (?:posted|updated|informed)"
    r"|(?:call|phone|ring|text|e-?mail|write|message|answer|update|contact|tell|reply|respond)\b"
    r"|back to you|report back|come back (?:to|with)"
    r"|send|mail\b|give you (?:a |an |the |my )?(?:call|ring|update|answer|price|figure|number|range"
    r"|quote|time|date)"
    r"|have (?:an? |the |your |that |those )?(?:answer|prices?|figures?|numbers?|quote|estimate|range"
    r"|details)|hear\b|get you"
    r"|be (?:calling|writing|sending|mailing|e-?mailing)|return your|share\b|escrib|llam|marc[oa]"
    r"|avis|env[íi]"
    r"|contest|inform|me comuni|doy|dar[ée]?"
    r"|mand|confirm(?:o|ar[ée])"
    r"|respond(?:o|er[ée])|(?:call|e-?mail|note|text|message|answer) from)"
)
STEP = re.compile(
    r"(?:check|find out|look (?:into|it|that|this|up)|confirm|ask\b|order\b|prepare|put together"
    r"|work up|talk (?:to|with)|speak"
    r"|pull\b|track|forward|pass\b|refund|credit|arrange|investigate|research|verify|see (?:if|what"
    r"|whether)|schedule|make sure"
    r"|take care|get (?:it|this|that|the|an|to)\b|dig\b|run (?:the|it|those)|chase|escalate|handle|sort"
    r"|averigu|revis|consult|pregunt|verific|chec[oa]|me encarg|investig"
    r"|fix|have (?:him|her|them|someone|somebody) )"
)
NO_PROMISE = re.compile(
    r"(?:be (?!in touch|back|calling|writing|sending|mailing|e-?mailing|ready)|admit|say\b|have to|need"
    r"|see\b(?! (?:if|what|whether)\b)|understand|miss|always"
    r"|never|not\b|love|get (?:out of|there|here)|find (?:it|us|me|that)\b|want|like|save|pay|receive"
    r"|notice|probably|only)"
)
YOUR_MOVE = re.compile(
    r"\b(?:if|once you|when(?:ever)? you|unless|until you|as soon as you|after you|should you"
    r"|(?:just )?(?:reply|answer|pick|choose"
    r"|say)\b|(?:just )?(?:tell|send|give|let|show|text|call|email|e-mail) me|say the word|want me to"
    r"|would you like|whichever"
    r"|si gusta|si quiere|cuando gust[ea]|cuando quiera|whenever|bring|come|stop|swing|drop by"
    r"|si (?:me|nos|usted)|cuando usted)\b"
)
EVENT = re.compile(
    r"\b(?:once|when|as soon as(?! possible| i can| we can)|the (?:moment|minute|day|second)"
    r"|after|until|cuando)\b"
)
OF_SOMETHING_ELSE = re.compile(r"\b(?:for|about|of|your|the|our|regarding|confirming)\s+$")
SAME_MESSAGE = re.compile(
    r"\b(?:in the|with the|en el|con el) (?:same|mismo) (?:message|letter|e?-?mail|mensaje)\b"
)
IF_YOU = re.compile(r"\b(?:if|unless|should you|whenever)\b|^(?:come|stop|swing|drop|si)\b")
SAID_BEFORE = re.compile(r"\b(?:about|because|as (?:we|i|you)|since|regarding|from|of|that|which|so)\b")
FROM_WHOM = re.compile(r"\bfrom ([^\W\d_][\w-]+)")
AT_THE_LATEST = re.compile(r"[\s,]*\b(?:at (?:the )?(?:very )?latest|a m[áa]s tardar)\b", re.I)
WILL_BE = re.compile(r"(?:['’]ll| will) be ")
PLAIN = {
    "do": "do it", "calling": "call", "phoning": "phone", "ringing": "ring", "texting": "text",
    "emailing": "email", "e-mailing": "e-mail", "messaging": "message", "writing": "write",
    "sending": "send", "mailing": "mail", "shipping": "ship", "bringing": "bring",
    "delivering": "deliver", "ordering": "order", "dropping": "drop",
}  # fmt: skip
LEADING = re.compile(
    r"\b(?:a m[áa]s tardar|antes de|para|by|on|at|before|no later than|until|around|about|this|the"
    r"|in|within|from|between|el)\s*$"
)
NO_NAMES = listed(
    """it that this these those there here who what which everything everyone nothing all one both
    either each and but the a an customer customers someone somebody anyone nobody something car
    truck part parts vehicle service team manager people store shop price payment technician
    adviser advisor order appointment time which what so then you i we he she they s t m your
    our my prices value battery tire tires oil work repair not day today tomorrow"""
)
YOUR_MOVE_AFTER = re.compile(
    r"\b(?:if|once you|when(?:ever)? you|unless|as soon as you|after you|should you)\b"
)
