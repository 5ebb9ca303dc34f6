"""What points to a person by its form alone: patterns, each for a kind of placeholder.

Some are known by the words before them ("my plate is …"): then only the group `it` is hidden.
Every repetition has an upper bound, so that a long text costs as its length.
"""

_BLANK = r"[ \t\u00a0]"
_JOIN = r"[-–. \u00a0]"
_STREET = (
    "street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|way|court|ct|place|pl|terrace|circle|cir"
    "|highway|hwy|parkway|pkwy|square|sq|trail|trl|calle|avenida|camino"
)
_UNIT = r"(?:apt|apartment|unit|suite|ste|#)\.?\s{0,2}#?\w{1,6}"
_MORE = (
    rf"\.?(?:,?\s{{0,2}}{_UNIT})?"
    r"(?:,\s{0,2}[A-Za-z][A-Za-z .]{1,30}?,?\s{1,2}[A-Z]{2}\s{1,2}\d{5}(?:-\d{4})?)?"
)
_GO_ON = (
    "and|but|or|so|if|in|near|with|by|off|on|at|to|from|for|is|it|i|we|you|my|can|could|please|since"
    "|until|miles?|mi|km|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|am|pm"
)
_NUMBERED = (
    rf"\d{{1,6}}[a-z]?(?:{_BLANK}{{1,2}}(?!(?:{_GO_ON})\b)[a-z][\w'’-]{{0,30}}\.?){{1,4}}"
    rf"(?:,?\s{{1,2}}{_UNIT})?"
)
_IS = (
    r"(?:\s{1,2}(?:is|are|was|of|no|nr|number|num|code|at|on|my|me|us|reads?|ends?|ending|in|with|last"
    r"|digits)\.?)"
)
_FOR = (
    r"(?:\s{1,2}(?:me|us|you|is|was|of|for|about|around|only|just|over|under|up|to|at|almost|nearly|out"
    r"|down|another))"
)
_MEASURED = r"(?!\s?(?:k|mi|miles?|km|hours?|hrs?|days?|minutes?|mins?|am|pm|th|st|nd|rd)\b|[\d:/-]|[.,]\d)"
_KIN = (
    "husband|wife|spouse|partner|son|daughter|mother|father|mom|mum|dad|brother|sister|friend|boss|assistant"
)

PATTERNS: tuple[tuple[str, str], ...] = (
    ("EMAIL", r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*"),
    ("VIN", r"\b(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-HJ-NPR-Za-hj-npr-z0-9]{17}\b"),
    ("VIN", rf"(?i:\bvin{_IS}{{0,4}}\s?[:#]?\s{{0,2}})(?P<it>(?=\w{{0,5}}\d)(?i:[a-z0-9]{{6,16}}))\b"),
    ("CARD", r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"),
    ("NUMBER", r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"),
    (
        "AMOUNT",
        r"(?i:(?:US)?[$€£]\s?\d[\d,.]*\d?(?:\s?(?:k|thousand|grand)\b)?"
        r"|\b\d[\d,]*(?:\.\d{1,2})?\s?(?:dollars?|bucks|grand|usd|eur|euros?|d[oó]lares)\b"
        r"|\b\d[\d,]{0,9}(?:\.\d\d)?\s?(?:/|an?\b|per|every)\s?mo(?:nth)?\b"
        r"|\b\d{1,3}(?:\.\d)?k\b(?!\s*(?:mi|km|miles|service)\b))",
    ),
    (
        "AMOUNT",
        r"(?i:\b(?:paid|pay|paying|costs?|prices?|priced|quoted?|offer(?:ed|ing)?|charged?|billed|owed?|owes"
        rf"|deposit|budget|worth|total|refund(?:ed)?|spent|spend|sold)\b{_FOR}{{0,3}}\s{{0,2}}:?\s{{0,2}})"
        r"(?P<it>\d{1,3}(?:,\d{3}){1,3}(?:\.\d\d)?|\d{1,9}\.\d\d|(?!(?:19|20)\d\d\b)\d{2,6})"
        rf"(?i:{_MEASURED})(?!\w)",
    ),
    (
        "PHONE",
        r"(?<!\w)\+\d(?:[\s().-]{0,2}\d){6,14}(?!\w)"
        r"|(?<![\w-])(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]?\d{4}(?![\w-])"
        r"|(?<![\w.-])\d{3}[-–.]\d{4}(?![\w-])|(?<!\w)\d{10,12}(?!\w)"
        r"|(?<![\w.,-])\d{3}[ \u00a0](?!(?:19|20)\d\d\b)\d{4}(?![\w-])",
    ),
    (
        "PHONE",
        r"(?i:\b(?:cell|cellphone|phone|mobile|call|text|ring|reach|tel|telephone|fax|whatsapp)\b"
        rf"{_IS}{{0,3}}\s?[:#.]?\s{{0,2}})(?P<it>\d{{3}}{_JOIN}?\d{{4}})(?!\w)",
    ),
    (
        "ADDRESS",
        rf"(?i:\bP\.?\s?O\.?\s?Box\s+\d+|\b\d{{1,6}}[a-z]?\s{{1,2}}(?:[\w'’.-]{{1,30}}\s{{1,2}}){{1,3}}"
        rf"(?:{_STREET})\b{_MORE}"
        rf"|\b\d{{1,6}}[a-z]?\s{{1,2}}(?:[nsew]\.?\s{{1,2}})?broadway\b{_MORE}"
        rf"|\b\d{{1,6}}[a-z]?\s{{1,2}}(?:[a-z][\w'’.-]{{0,30}}\s{{1,2}}){{0,2}}[a-z][\w'’.-]{{0,30}},?\s{{1,2}}"
        rf"(?:apt|apartment|suite|ste)\.?\s{{0,2}}#?\w{{1,6}})",
    ),
    (
        "ADDRESS",
        r"(?i:\b(?:address(?:\s{1,2}is)?|(?:live|living|located|reside)\s{1,2}(?:at|on)|home\s{1,2}(?:is|at))\s?:?"
        rf"\s{{0,2}}(?P<it>{_NUMBERED}))",
    ),
    ("PLATE", r"\b[A-Z]{2,3}-\d{3,4}\b|\b\d{1,4}-[A-Z]{2,3}\b|(?<=plate )[A-Z0-9][A-Z0-9 -]{2,7}\b"),
    (
        "PLATE",
        rf"(?i:\b(?:plates?|licen[sc]e|tag|registration|reg){_IS}{{0,3}}\s?[:#]?\s{{0,2}})"
        r"(?P<it>(?=[\w -]{0,6}\d)(?i:[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})|[A-Z0-9]{4,8})(?![\w])",
    ),
    (
        "NAME",
        rf"(?i:\bmy\s{{1,2}}(?:name\s{{1,2}}is|{_KIN}),?\s{{1,2}})"
        r"(?P<it>[A-Z][\w'’-]{1,30}(?:[ ][A-Z][\w'’-]{1,30})?)",
    ),
)
