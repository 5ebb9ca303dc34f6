"""Spanish words that decide what is said, and what is found out where a question cannot be turned."""

import re

from assistant.core.inquiry import Topic
from assistant.core.words import listed
from assistant.drafters.composing.tongue.signs import Sign

SIGNS = {
    Sign.LATE: re.compile(r"\b(?:tarde|retras\w*|tr[áa]fico|demor\w*|minutos|atorad\w*)\b", re.I),
    Sign.DELAYED: re.compile(r"\b(?:llego|llegar[ée]|voy|llegando) (?:\w+ ){0,4}tarde\b|\bretrasad\w*", re.I),
    Sign.CANCEL: re.compile(
        r"\b(?:cancel\w*|no (?:voy a )?(?:poder|puedo) (?:ir|llegar|asistir)|ya no voy)\b", re.I
    ),
    Sign.STRANDED: re.compile(
        r"\b(?:varad\w*|gr[úu]a|tirad\w* en|no (?:me )?(?:arranca|prende)|me qued[ée]|aeropuerto|vuelo"
        r"|sin frenos|echa humo|emergencia|hospital)\b",
        re.I,
    ),
    Sign.HAGGLE: re.compile(
        r"\b(?:mejor precio|lo (?:menos|[úu]ltimo)|rebaja\w*|descuento\w*|menos|negocia\w*|final"
        r"|ya con todo)\b",
        re.I,
    ),
    Sign.SEATS: re.compile(
        r"\b(?:cabemos|caben)\b|\bcu[áa]nt[oa]s (?:asientos|pasajeros|personas|plazas)\b"
        r"|\bpara cu[áa]nt[oa]s\b",
        re.I,
    ),
    Sign.STARS: re.compile(r"\b(?:\d|una|dos|tres|cuatro|cinco) estrellas?\b", re.I),
    Sign.PHOTO: re.compile(r"\b(?:foto|fotograf[íi]a|imagen|captura)\b|\.(?:jpe?g|png|heic)\b", re.I),
    Sign.SHOP: re.compile(
        r"\b(?:servicio|taller|reparaci[óo]n|aceite|frenos|balatas|llantas|ruido|motor|revisi[óo]n)\b", re.I
    ),
    Sign.THERE: re.compile(
        r"\b(?:disponib\w*|todav[íi]a|a[úu]n|tienen|hay|sigue|vendi\w+|qued[ao]n?|existencia|interesad[oa]|interesa"
        r"|busc\w+|ver|manejar|probar|comprar|lleg[óo]|apart\w+)\b|https?:|\d{4}|\b[A-Z]\d{3,5}\b",
        re.I,
    ),
    Sign.HOLD: re.compile(
        r"\b(?:ap[áa]rt[ae]\w*|gu[áa]rd[ae]\w*|reserv\w+)\b"
        r"(?! (?:una? |la |mi )?(?:cita|hora|lugar|espacio))",
        re.I,
    ),
    Sign.PAPERS: re.compile(
        r"\b(?:papel\w*|documentos?|requisitos"
        r"|qu[ée] (?:necesito|ocupo|llevo|hay que|tengo que|se necesita))\b",
        re.I,
    ),
    Sign.FINANCED: re.compile(r"\b(?:financi\w+|cr[ée]dito|pr[ée]stamo|enganche|mensualidad\w*)\b", re.I),
    Sign.BROUGHT_BACK: re.compile(
        r"\b(?:(?:lo|la) (?:puedo|podemos|puede) (?:regresar|devolver)|(?:regresar|devolver)l[oa]"
        r"|devoluci[óo]n\w*)\b",
        re.I,
    ),
    Sign.CASE: re.compile(
        r"\b(?:por mi cuenta|en efectivo|itin|sin (?:social|cr[ée]dito|licencia|papeles)|mi propio negocio"
        r"|no tengo (?:\w+ )?(?:talon\w*|social|cr[ée]dito|licencia|historial|recibos|comprobante\w*))\b",
        re.I,
    ),
    Sign.COSTS: re.compile(
        r"\b(?:cu[áa]nto|precio|costo|cobr\w+|cuest\w+|sale|presupuesto|cotiz\w+)\b", re.I
    ),
    Sign.HOW_LONG: re.compile(
        r"\b(?:cu[áa]nto (?:tiempo|(?:se |me |le )*(?:tard\w+|dura|demor\w+|llev\w+))"
        r"|qu[ée] tanto (?:se )?tard\w+)\b",
        re.I,
    ),
    Sign.LIFT: re.compile(
        r"\b(?:(?:me|nos) (?:puede|pueden|podr[íi]an?) (?:llevar|dejar|recoger"
        r"|dar (?:un )?(?:raite|ride|avent[óo]n))"
        r"|llevarme|(?:me|nos) llevan|transporte|shuttle|raite|avent[óo]n)\b",
        re.I,
    ),
    Sign.NUDGE: re.compile(
        r"\b(?:siguen|hay alguien|est[áa]n) ah[íi]\b|\bno (?:me|nos) han (?:contestado|respondido)\b"
        r"|\b(?:segunda|tercera) vez que (?:les )?(?:escribo|pregunto)\b"
        r"|\bya les (?:hab[íi]a )?(?:escrit?o|escrib[íi])\b",
        re.I,
    ),
    Sign.WHERE: re.compile(
        r"\b(?:en|sobre|por|cerca de|afuera de|frente a|junto a) (?:la|el|las|los)? ?"
        r"(?:\d{1,3}\b|I-\d|ruta|salida"
        r"|carretera|autopista|freeway|calle|avenida|estacionamiento|gasolinera|[A-Z]\w+)",
    ),
    Sign.LOANER: re.compile(
        r"\b(?:prest\w+|rent\w+) (?:me )?(?:un[oa]?|alg[úu]n|otro)\b|\b(?:carro|coche|auto) prestado\b", re.I
    ),
    Sign.OPEN: re.compile(r"^\W*(?:abren|est[áa]n abiertos|trabajan)\b", re.I),
}
HARMS = (
    ("third", re.compile(r"\b(?:el banco|la aseguradora|el seguro|el fabricante|la financiera)\b", re.I)),
    ("bill", re.compile(r"\b(?:cobr\w+|factura\w*|cargo|cotiza\w+|reembols\w+)\b", re.I)),
    ("rude", re.compile(r"\b(?:groser\w*|grit\w+|ignor\w+|trat\w+|burl\w+|actitud|respeto)\b", re.I)),
    (
        "work",
        re.compile(r"\b(?:otra vez|sigue|mism[oa]|ruido|rechin\w+|ray\w+|no qued[óo]|luz|arregl\w+)\b", re.I),
    ),
    (
        "wait",
        re.compile(
            r"\b(?:tard\w+|esper\w+|demor\w+|promet\w+|d[íi]as?|semanas?|horas?|minutos|llam\w+|contest\w+"
            r"|respond\w+)\b",
            re.I,
        ),
    ),
)
VAGUE = {
    Topic.PAPERWORK: "en qué van sus papeles",
    Topic.FINANCE: "qué financiamiento le podemos ofrecer",
    Topic.PARTS: "lo de la pieza que necesita",
    Topic.SERVICE_PRICE: "cuánto cuesta el trabajo",
    Topic.RECALL: "qué necesita su vehículo",
    Topic.HISTORY: "qué dice nuestro historial",
    Topic.PRICE: "el precio",
    Topic.FEATURE: "lo que pregunta del vehículo",
    Topic.HOURS: "el horario de ese día",
    Topic.LOCATION: "la mejor manera de llegar",
    Topic.REPAIR_STATUS: "cómo va su vehículo",
}
DEPARTMENTS = {
    "sales": "ventas",
    "service": "servicio",
    "parts": "refacciones",
    "finance": "financiamiento",
}
NUMBERS = {
    "a": "una", "one": "uno", "two": "dos", "three": "tres", "four": "cuatro", "five": "cinco", "six": "seis",
    "seven": "siete", "eight": "ocho", "nine": "nueve", "ten": "diez",
    "fifteen": "quince", "twenty": "veinte",
    "thirty": "treinta",
}  # fmt: skip
OURS = listed("el la los las de del que y en un una para con por se su sus le nos es son está tiene hasta si")
ENGLISH = listed(
    "the a an of to and in for with we you your is are it can has have at on by from our will or any that"
)
