"""The patterns by which words for days and times are found; all run on folded text."""

import re

from assistant.core.words import listed

WEEKDAYS = (
    "mon(?:day)?|lunes|lundi",
    "tue(?:s(?:day)?)?|martes|mardi",
    "wed(?:s|nesday)?|mi[ée]rcoles|mercredi",
    "thu(?:rs?(?:day)?)?|jueves|jeudi",
    "fri(?:day)?|viernes|vendredi",
    "sat(?:urday)?|s[áa]bado|samedi",
    "sun(?:day)?|domingo|dimanche",
)
MONTHS = (
    "jan(?:uary)?|enero|janvier",
    "feb(?:ruary)?|febrero|f[ée]vrier",
    "mar(?:ch)?|marzo|mars",
    "apr(?:il)?|abril|avril",
    "may|mayo|mai",
    "june?|junio|juin",
    "july?|julio|juillet",
    "aug(?:ust)?|agosto|ao[ûu]t",
    "sept?(?:ember)?|septiembre|septembre",
    "oct(?:ober)?|octubre|octobre",
    "nov(?:ember)?|noviembre|novembre",
    "dec(?:ember)?|diciembre|d[ée]cembre",
)
WD = "|".join(f"(?P<wd{i}>{names})" for i, names in enumerate(WEEKDAYS))
MONTH = "(?:" + "|".join(MONTHS) + ")"
MONTH_OF = tuple(re.compile(names) for names in MONTHS)
NOT_ALONE = listed("mon tue wed thu fri sat sun mar may march")
SOON_AFTER = re.compile(r"\.?,?\s+(?:at|by|before|after|morning|afternoon|evening|\d)")
BEFORE_DAY = re.compile(
    r"(?:\b(?:on|by|until|till|for|from|before|after|since|this|next|last|or|and)|[,(–-])\s*$"
)

BEFORE_DATE = re.compile(r"(?:\b(?:on|by|until|till|for|from|before|after|since|due)|[(])\s*$")

OFFSETS = {"the day after tomorrow": 2, "day after tomorrow": 2, "pasado mañana": 2, "après-demain": 2}
OFFSETS |= dict.fromkeys(("tomorrow", "tmrw", "tomorow", "mañana", "demain"), 1)
OFFSETS |= dict.fromkeys(("today", "tonight", "hoy", "aujourd'hui"), 0)
OFFSET = re.compile(
    r"\b(?:" + "|".join(re.sub("^mañana", r"(?<!la )mañana", w) for w in OFFSETS) + r")\b(?!')"
)
WEEKDAY = re.compile(
    rf"\b(?:(?P<which>this coming|this|next|coming|last) )?(?:{WD})\b(?!')(?P<later> (?:of )?next week\b)?"
)
MONTH_DAY = re.compile(
    rf"\b(?P<mon>{MONTH})\.?\s+(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:/%]|\s?[ap]\.?m\b|[.,]\d)"
    r"(?:,?\s+(?P<year>20\d\d)\b)?"
)
DAY_MONTH = re.compile(
    rf"(?<![\w.,:/$-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of |de )?(?P<mon>{MONTH})\b\.?"
    r"(?:,?\s+(?P<year>20\d\d)\b)?"
)
THE_NTH = re.compile(
    r"\b(?:the|el|le)\s(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?!\s(?:of|floor|time|street|st|avenue|ave|gen|generation|mile|owner|row|one|year|anniversary"
    r"|service|oil))"
)
ISO = re.compile(r"(?<![\w-])(?P<year>20\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?![\d-])")
SLASHED = re.compile(
    r"(?<![\w/.$#-])(?P<mon>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\w/%]|[.-]\d)"
)
NOT_A_DATE = re.compile(
    r"\s?(?:inch|turn|tank|of\b|ton\b|\"|mile|cup|way|full|off|price|stars?|rating|tread)"
)

AP = r"(?P<{}>a\.?m\b\.?|p\.?m\b\.?|[ap]\.\sm\b\.?|o'clock)"
HOUR = r"(?P<{}>2[0-3]|1\d|0?\d)"
CLOCK = re.compile(
    r"(?<![\w:.$/#-])"
    + HOUR.format("h")
    + r"(?:(?P<colon>:)(?P<m>[0-5]\d))?(?:-?ish)?\s?(?:"
    + AP.format("ap")
    + r")?(?![\w:/%$]|[.,-]\d)"
)
NOON = re.compile(r"\b(?P<noon>noon|midday|mediod[íi]a|midi)\b|\bmidnight\b")
SPANISH = re.compile(
    r"\b(?:a|al?rededor de|antes de|despu[ée]s de|desde|de|entre|para|sobre|hasta|y|o) las? (?P<h>\d{1,2})"
    r"(?::(?P<m>[0-5]\d))?(?!\d)"
    r"(?:\s?(?P<ap>[ap])\.?\s?m\b\.?|\s(?:de|por|en) la (?P<part>mañana|tarde|noche))?"
    r"|\b[àa] ?(?P<fh>\d{1,2}) ?h(?: ?(?P<fm>[0-5]\d))?\b"
)
RANGE = re.compile(
    r"(?<![\w:.$/#,-])(?P<pre>between |from )?"
    + HOUR.format("h")
    + r"(?::(?P<m>[0-5]\d))?\s?(?:"
    + AP.format("ap")
    + r")?"
    r"\s?(?:-|–|—|to|and|until|till|or)\s?(?:(?P<noon>noon)|"
    + HOUR.format("h2")
    + r"(?::(?P<m2>[0-5]\d))?\s?(?:"
    + AP.format("ap2")
    + r")?)(?![\w:/%$-]|[.,]\d)"
)
A_TIME_FOLLOWS = re.compile(
    r"\b(?:at|by|before|until|till|after|around|from|between|or|and)\s+(?:about |around )?$"
)
AFTER_TIME = re.compile(
    r"\s*(?:$|[.;!?)\n,—–]|(?:today|tomorrow|on|tonight|if|and|or|to|works?|so|then|when"
    r"|this|is|sharp|for|as|with|in the|either|about|regarding|concerning|re"
    r"|mon|tue|wed|thu|fri|sat|sun)\w*\b)"
)
PART = re.compile(
    r"(?<!good )\b(?:(?P<opening>first thing(?: in the morning)?|when we open|a primera hora)"
    r"|(?P<closing>end of (?:the |our )?(?:business |work(?:ing)? )?day|eod|cob|close of business"
    r"|(?:by|before|at|until) (?:we )?clos(?:e|ing)"
    r"(?: time)?|al final del d[íi]a|al cierre)|(?P<lunch>lunch ?(?:time|break)?)"
    r"|(?P<now>this |esta )?(?:in the |the |por la |en la |early |late |mid-?)?"
    r"(?P<part>morning|afternoon|evening|tarde|noche|(?<=la )mañana))\b"
)
WEEK = re.compile(
    r"\b(?P<end>end of |later |before (?=(?:the |this )?weekend))?(?:the |this |(?P<next>next )|(?<=end of ))"
    r"(?:week|(?P<weekend>weekend))\b(?!s)"
)
COUNTS = {"half an": 0, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3}
COUNTS |= dict.fromkeys(("a", "an", "the", "one", "next"), 1)
COUNTS |= {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
N = "(?:a )?couple of|a few|few|half an|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,3}"
AHEAD = re.compile(
    rf"\b(?:in|within|over|dentro de|en)(?: the next| next| under| about| less than| at most)? (?P<n>{N})"
    rf"(?: ?(?:-|–|to|or) ?(?P<n2>{N}))? ?(?P<biz>business |working )"
    r"?(?P<unit>minute|min|hour|hr|day|week|minuto|hora|d[íi]a)s?\b"
    r"(?P<two> or two)?(?!')"
)
FROM_NOW = re.compile(rf"\b(?P<n>{N}) (?P<unit>day|week)s? from (?:today|now)\b")
