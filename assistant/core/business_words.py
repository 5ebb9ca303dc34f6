"""What belongs to a topic: the words an answer to it uses, and the kinds of fact and claim that answer it."""

import re
from collections.abc import Mapping

from assistant.core.claims import ClaimKind
from assistant.core.inquiry import Topic
from assistant.core.words import fold

_WORDS: Mapping[Topic, str] = {
    Topic.AVAILABILITY: r"tengo|vendi[óo]|aqu[íi]|apart\w+|llega|en camino|unidad|lista|"
    r"here|availab\w*|stock|sold|lot|still have|arriv\w*|transit|incoming|gone"
    r"|hold|have (?:it|one|two)"
    r"|disponible|vendid\w*|tenemos",
    Topic.PRICE: r"precios?|cuestan?|costo|total|"
    r"pric\w*|costs?|out[- ]the[- ]door|discount\w*|numbers?|figures?|total|fees?|quote"
    r"|msrp|listed at|asking|deal"
    r"|taxe?s?|precio|cuesta",
    Topic.TRADE_IN: r"a cuenta|rango|aval[úu]o|valor|vale|"
    r"trade\w*|apprais\w*|value|range|worth|offer|figure|look at (?:it|your)|in person",
    Topic.FINANCE: r"financiamiento|cr[ée]dito|tasas?|mensualidad\w*|enganche|pr[ée]stamo|banco|"
    r"comprobantes?|"
    r"rates?|apr|lenders?|payments?|financ\w*|credit|loan|lease|down|approv\w*|bank"
    r"|month(?:s|ly)?|terms?",
    Topic.APPOINTMENT: r"citas?|venir|venga|libre|hora|lugar|queda|visita|manejar|traer|le espero|"
    r"come (?:in|by)|visit|test[- ]driv\w*|drive|appointment|see you|slots?"
    r"|openings?|book\w*|schedul\w*|works?"
    r"|suits?|free|reserv\w*|stop by|drop|bring|meet|time|cita|venir",
    Topic.CHANGE: r"no hay problema|no se preocupe|gracias por avisar\w*|tarde|"
    r"cancel\w+|cita|libre|queda|hora|muev\w+|cambi\w+|"
    r"mov\w+|resched\w*|no problem|late|cancel\w*|works?|fine|new time|chang\w*|see you"
    r"|instead|problem|slot|suits?",
    Topic.HOURS: r"abiert\w*|horario|abrimos|cerramos|cierra\w*|"
    r"open\w*|clos\w*|hours?|until|from|abiert\w*|horario|abrimos|cerramos",
    Topic.LOCATION: r"estamos en|direcci[óo]n|llegar|calle|avenida|ubicad\w+|"
    r"address|(?:we're|we are) (?:at|on)|turn|left|right|street|st\b|avenue|ave"
    r"|road|located|location|directions?|find us|exit"
    r"|parking|across|next to|drive|corner"
    r"|highway|route|blvd|parkway|pkwy|drive|deliver\w*|ship\w*|direcci[óo]n",
    Topic.REPAIR_STATUS: r"qued[óo]|list[ao]|taller|pieza|t[ée]cnico|reparaci[óo]n|quedar"
    r"|c[óo]mo va|falta|recoger|pasar por|"
    r"ready|done|finish\w*|waiting|parts?|technician|tech|repair\w*|pick\w*"
    r"|status|bay|lift|diagnos\w*|arriv\w*"
    r"|list[ao]",
    Topic.PARTS: r"piezas?|refacci\w+|llega|pedido|queda|sirve|"
    r"parts?|order\w*|stock|fits?|arriv\w*|rack|install\w*|shelf|counter",
    Topic.SERVICE_PRICE: r"cuestan?|precio|cuenta|costo|presupuesto|trabajo|"
    r"costs?|estimate\w*|pric\w*|quote|charge\w*|no charge|warranty|covered"
    r"|runs?|total|labor",
    Topic.FEATURE: r"tiene|trae|incluye|asientos?|viene con|cuenta con|equip\w+|"
    r"has|have|comes?|doesn't|does not|equipp\w*|includ\w*|standard|option\w*"
    r"|feature\w*|fits?|seats?|trim",
    Topic.RECALL: r"llamado|campaña|revisi[óo]n|"
    r"recall\w*|campaign|vin|remedy|open|software|no charge",
    Topic.PAPERWORK: r"papeles|placas|t[íi]tulo|documentos?|registro|tr[áa]mite|"
    r"titles?|registration|papers?|plates?|documents?|paperwork|sign\w*|lien|cop(?:y"
    r"|ies)|forms?|insurance|dmv"
    r"|receipt|invoice|tags?|mail\w*|refund\w*|cancel\w*"
    r"|licen[sc]e|proof|bring|account number|keys",
    Topic.HISTORY: r"historial|dueños?|accidentes?|servicios?|"
    r"noted|measured|owners?|accident\w*|carfax|records?|history|previous|maintained|clean|serviced|miles",
    Topic.CALL_BACK: r"llam\w*|tel[ée]fono|n[úu]mero|marco|"
    r"call\w*|phone|ring|reach|number|llam\w*",
    Topic.OTHER: r"(?!)",
}
TOPIC_WORDS: Mapping[Topic, re.Pattern[str]] = {
    topic: re.compile(rf"\b(?:{words})\b") for topic, words in _WORDS.items()
}

FITTING_CLAIMS: Mapping[Topic, frozenset[ClaimKind]] = {
    Topic.AVAILABILITY: frozenset({ClaimKind.AVAILABILITY, ClaimKind.STOCK}),
    Topic.PRICE: frozenset({ClaimKind.AMOUNT}),
    Topic.TRADE_IN: frozenset({ClaimKind.AMOUNT}),
    Topic.FINANCE: frozenset({ClaimKind.AMOUNT, ClaimKind.NUMBER}),
    Topic.APPOINTMENT: frozenset({ClaimKind.TIME, ClaimKind.DATE}),
    Topic.CHANGE: frozenset({ClaimKind.TIME, ClaimKind.DATE}),
    Topic.HOURS: frozenset({ClaimKind.TIME}),
    Topic.SERVICE_PRICE: frozenset({ClaimKind.AMOUNT, ClaimKind.POLICY}),
    Topic.REPAIR_STATUS: frozenset({ClaimKind.AVAILABILITY, ClaimKind.TIME, ClaimKind.DATE}),
    Topic.PARTS: frozenset({ClaimKind.AVAILABILITY, ClaimKind.DATE}),
    Topic.CALL_BACK: frozenset({ClaimKind.TIME, ClaimKind.PHONE}),
    Topic.FEATURE: frozenset({ClaimKind.NUMBER}),
}
TOLD_BY_KIND = frozenset(
    {Topic.APPOINTMENT, Topic.CHANGE, Topic.PRICE, Topic.AVAILABILITY, Topic.HOURS, Topic.SERVICE_PRICE}
)
"""Topics for which the kind of claim alone tells: an amount answers "what does it cost?"."""
OFFERED_BACK = frozenset({Topic.APPOINTMENT, Topic.CHANGE, Topic.TRADE_IN, Topic.CALL_BACK})
"""Topics that a question may answer: "Would Thursday at 4 or Friday at 9 suit you?"."""


def speaks_of(topic: Topic, text: str) -> int:
    """How many different words of the topic the text has."""
    return len({match[0] for match in TOPIC_WORDS[topic].finditer(fold(text))})
