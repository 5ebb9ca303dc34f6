"""How a text says that something was done, family by family, and what on a record shows that it was."""

import re

_DEEDS = {  # after "I have"; after "I did"; what a record says of it
    "talk": (r"sp(?:oke|oken) (?:to|with)|talked (?:to|with)|checked with|asked|called"
    r"|confirmed with|got off the phone|consulted|met with|told|reached out|contacted|followed up with"
    r"|been (?:in touch|in contact|on the phone|speaking|talking) with"
             r"|let \w+ know|passed (?:it|this|that|your)|forwarded|escalated|alerted|notified|shared",
             r"speak (?:to|with)|talk (?:to|with)|check with|ask|call|confirm with|consult|meet with|tell"
             r"|reach out|contact|follow up with|pass (?:it|this|that|your)|forward|escalate|alert|notify"
             r"|share",
             r"spoke|talk|call|ask|told|confirm|check|said|sa(?:y|id)|pass|forward"),
    "hold": (r"put (?:your|a|my|the) (?:name|hold)|set (?:it|one|that|this|aside)|reserved|held"
    r"|put (?:it|one|this|that) (?:aside|on hold)|placed a hold"
             r"|pulled (?:it|one|the (?:car|truck|keys))|tagged",
             r"put (?:your|a|my|the) (?:name|hold)|set (?:it|one|that|this) aside|reserve|hold|tag",
             r"hold|held|reserv|set aside|put|tag"),
    "book": (r"booked|scheduled|moved (?:your|you|it)|rescheduled|cancelled|canceled|put you (?:down"
    r"|in)|penciled|changed your|signed you up|added you",
             r"book|schedule|move (?:your|you|it)|reschedule|cancel|put you (?:down|in)|change your|add you",
             r"book|appointment|schedul|moved|cancel|slot|put .{0,10}down|test drive|visit"),
    "arrange": (r"arranged|organi[sz]ed", r"arrange|organi[sz]e", r"arrang|organi[sz]|book|appointment"),
    "money": (r"credited|refunded|waived|issued|taken .{0,20} off|reversed|adjusted|processed"
    r"|reimbursed|approved|knocked",
              r"credit|refund|waive|issue|take .{0,20} off|reverse|adjust|process|reimburse|approve",
              r"credit|refund|waiv|issu|off|revers|adjust|process|reimburs|approv"),
    "send": (r"sent|e?-?mailed|mailed|shipped|overnighted|texted|faxed", r"send|e?-?mail|ship|text|fax",
             r"sent|send|mail|ship|text|wrote"),
    "order": (r"ordered|placed (?:the|an|your) order|requested", r"order|place (?:the|an|your) order|request",
              r"(?<!repair )(?<!work )order(?:ed|s)?\b(?! (?:number|no\b|form|\w*\d|of\b|on the\b))"
              r"|request|waiting for|ordered"),
    "work": (r"fixed|repaired|replaced|inspected|washed|detailed|test[- ]drove|driven|walked (?:out"
    r"|around|over)|looked (?:at|over|under) (?:the|your)"
             r" (?:car|truck|vehicle|suv|van|brakes|tires|engine)|measured|installed|topped off"
    r"|(?:checked|looked|been|went|searched) (?:\w+ ){0,2}(?:the|our) (?:back )?"
    r"(?:lot|yard|shop floor|shelf|shelves|warehouse)"
             r"|started (?:it|on)",
             r"fix|repair|replace|inspect|wash|detail|test[- ]drive|measure|install|top off"
             r"|look (?:at|over|under) (?:the|your) (?:car|truck|vehicle|suv|van|brakes|tires|engine)",
             r"fix|repair|replac|inspect|wash|detail|dr[oi]ve|walk|look|check|measur|install|top|start"),
    "look": (r"(?:double[- ])?checked|verified|found out|looked (?:it |this |that |them )?(?:up|into)"
             r"|reviewed|looked through|gone (?:over|through)|researched"
             r"|went (?:over|through) (?:the|your|it|all|every)|finished \w+ing",
             r"(?:double[- ])?check|verify|find out|look (?:it |this |that |them )?(?:up|into)|review"
             r"|look through|go (?:over|through)|research",
             r"checked|looked (?:up|into)|reviewed|verified|found out|went over"),
    "receive": (r"received", r"receive", r"receiv|arriv|came in|deliver|got here"),
    "file": (r"updated|corrected", r"update|correct", r"updat|correct"),
    "decide": (r"decided", r"decide", r"decid|agree|approv"),
}  # fmt: skip
_ADVERBS = (
    r"(?:(?:just|already|also|now|personally|gone ahead and|since|even|then|both|myself|today"
    r"|this morning) )*"
)
_PERSON = (
    r"(?:\b(?:i|we)(?: have|'ve)? |\b(?P<who>(?!should|would|could|might|must|may|not|never|you"
    r"|they|nobody)[^\W\d_]{3,20}) (?:has |have |just |already )+"
    r"|\band (?:have |i've |we've )?)"
)
_DID = r"\b(?:i|we) (?:(?:actually|also|really|just) )?(?:did|was able to|were able to|managed to) "
DEEDS = tuple(
    (family, re.compile(rf"(?:{_PERSON}{_ADVERBS}(?:{said})|{_DID}{_ADVERBS}(?:{bare}))\b"))
    for family, (said, bare, _) in _DEEDS.items()
)
SHOWN = {family: re.compile(rf"\b(?:{shown})") for family, (*_, shown) in _DEEDS.items()}
PASSIVE = (
    ("hold", re.compile(r"\b(?:your name is on (?:it|the)|(?:is|it's) (?:on hold|reserved|set aside"
        r"|held) for you)\b")),
    ("book", re.compile(r"\b(?:you(?:'re| are) (?:all |now )?(?:booked|scheduled|confirmed)"
        r"|your (?:appointment|visit|test drive) (?:is|has been) "
                        r"(?:booked|confirmed|moved|scheduled|cancell?ed))\b")),
    ("money", re.compile(r"\b(?:has|have|was|were) been (?:credited|refunded|waived)\b|\b(?:refund"
        r"|credit) (?:is|has been) (?:issued|processed|on its way)\b")),
    ("order", re.compile(r"\b(?:part|parts|it|they) (?:has|have|is|are) (?:been |now )?(?:ordered"
        r"|on order)\b")),
    ("decide", re.compile(rf"\b(?:they|he|she)(?: have|'ve| has|'s)? {_ADVERBS}(?:decided|agreed) to\b")),
)  # fmt: skip
FUTURE = {
    "talk": "I will ask",
    "hold": "I will hold it",
    "book": "I will book it",
    "arrange": "I will arrange it",
    "money": "I will see to the credit",
    "send": "I will send it",
    "order": "I will order it",
    "work": "I will look at it",
    "look": "I will find out",
    "receive": "I will look for it",
    "file": "I will update it",
    "decide": "I will ask what is decided",
}
