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
    "|bring|drop|have|update|reply)"
)  # "Will call you back": who leaves the "I" out means it all the same
SUBJECT = re.compile(
    r"\b(?:(?P<i>i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i am gonna|ima)"
    r"|(?P<we>we'll|we will|we are going to"
    r"|we're going to)"
    r"|(?P<you>you(?:'ll| will) (?:hear|have|get)|expect (?:a |an |my )?(?:call|e-?mail|note|text"
    r"|message|answer)"
    r"(?= from (?:me|us))|expect my (?:call|e-?mail|note|text|message|answer))"
    r"|(?P<let>let me(?! know| guess| say| be| explain| introduce))|(?P<pro>(?:s?he"
    r"|they)(?:'ll| will))"
    r"|(?P<and>(?:and|then|but) (?:will|shall)(?= [a-z]))|(?P<name>[^\W\d_][\w-]+)(?: (?:from|in"
    r"|at) (?:our )?\w+)?(?:'ll| will)"
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
LEADING = re.compile(
    r"\b(?:a m[áa]s tardar|antes de|para|by|on|at|before|no later than|until|around|about|this|the"
    r"|in|within|from|between)\s*$"
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
