"""What a label of a form, of lines or of a JSON object means: "Daytime Phone", "your-email", "Teléfono"."""

import re
import unicodedata

NOISE = (
    "your|the|customers?|contacts?|buyers?|shoppers?|leads?|clients?|prospects?|users?|visitors?|from|my|su|tu|ihre?"
    "|deine?|votre|vos|kunden?"
)
MEANINGS = {
    "contact_by": r"(?:preferred|best|prefer\w*|favou?rite) (?:contact|way|method|form|means|mode)\b.*"
    r"|(?:contact|communication) (?:method|preference|by|via|mode)"
    r"|(?:preferred )?(?:method|way|means) of (?:contact|communication)|how (?:should|can|may|do"
    r"|would) .*(?:contact|reach).*"
    r"|preferred contact|prefers?|contacto preferido|(?:forma|medio|metodo) de contacto.*"
    r"|bevorzugte?r? kontakt\w*"
    r"|kontaktart|kontaktweg|moyen de contact.*|contact prefere",
    "contact_time": r"(?:best|preferred|convenient|good|call ?back|callback|contact"
    r"|appointment) (?:day and |day or |contact )?"
    r"(?:time|times|hours?|day|date|date and time|day time)(?: (?:to|for) .*)?|(?:when"
    r"|what time) .*(?:call|contact|reach).*"
    r"|time to (?:call|contact|reach)\b.*|call (?:me )?(?:time|after|at)|(?:mejor )?hora(?:rio)?(?: de"
    r"| para)?.*"
    r"|(?:beste )?(?:uhrzeit|erreichbarkeit)|beste zeit.*|erreichbar(?: ab)?|wunschtermin"
    r"|(?:meilleure )?heure.*|horaires?.*",
    "timeframe": r"(?:purchase |buying |buy |purchasing )?(?:time ?frames?|time ?line|horizon)"
    r"|purchase date|purchase time"
    r"|when .*(?:buy|purchase|need).*|(?:plan\w* to|looking to|ready to) (?:buy|purchase).*|plazo.*"
    r"|cuando .*compr.*"
    r"|kaufzeitraum|kaufzeitpunkt|delai.*|date d achat",
    "payoff": r"(?:trade(?: in)? )?(?:pay ?off|amount owed|balance owed|loan balance)(?: amount)?",
    "trade": r"(?:have (?:a )?)?trade(?: ?ins?)?(?: (?:vehicle|car|info\w*|details?|description|model"
    r"|year|make|vin|mileage"
    r"|vehicle description))?|part exchange|current vehicle|vehicle to trade|a cambio|(?:vehiculo"
    r"|auto) a cuenta"
    r"|inzahlungnahme|(?:vehicule de )?reprise",
    "finance": r"financ\w*(?: \w+){0,2}|(?:how .*)?pay(?:ment|ing)?(?: (?:method|type|option|preference"
    r"|plan))?"
    r"|down ?payment(?: amount)?|monthly(?: payment| budget)?|(?:payment )?budget|credit(?: (?:score"
    r"|rating|history))?"
    r"|lease or (?:buy|finance)|purchase (?:type|method)|(?:method|type) of payment|(?:forma"
    r"|metodo) de pago|presupuesto"
    r"|anzahlung|zahlungsart|zahlungsweise|apport|mode de paiement",
    "email": r"(?:\w+ )?e ?mails?(?: (?:address\w*|id|adresse?))?|mail(?: ?adresse)?"
    r"|correo(?: electronico)?"
    r"|courriel|adresse (?:e ?)?mail|reply to|direccion de correo",
    "phone": r"(?:(?:home|work|cell|mobile|day|daytime|evening|primary|alternate|best|phone|contact"
    r"|telephone|main|business"
    r"|other|office|secondary) )*(?:phones?|telephones?|tel|mobile|cell|cellular|cellphone|telefon"
    r"|telefono|telephone"
    r"|handy|movil|celular|portable|rufnummer|mobil|telefonnummer|handynummer|mobilnummer|mobiltelefon"
    r"|number to call)"
    r"(?: ?(?:number|no|nr|nummer|\d))?|contact number|numero(?: de)? (?:telefono|telephone|contacto)"
    r"|phone ?number"
    r"|(?:home|day|cell|mobile|work|contact)phone",
    "first": r"first(?: ?name)?|fname|given ?name|fore ?name|vorname|prenom|first nm|nombre de pila",
    "last": r"last(?: ?name)?|lname|sur ?name|family ?name|apellidos?|nachname|familienname|nom de famille",
    "name": r"(?:full|first and last|contact|customer|person)? ?names?|fullname|customer"
    r"|contact(?: person)?|client|buyer|shopper"
    r"|name of customer|nombre(?: completo| y apellidos?)?|nom(?: complet| et prenom)?|kunde"
    r"|ansprechpartner|sender",
    "stock": r"(?:vehicle |inventory )?(?:stock|stk)(?: ?(?:number|no|num|nr|id))?|inventory (?:id"
    r"|stock id|number)"
    r"|(?:numero de )?inventario|lagernummer|unit (?:number|no)",
    "vin": r"(?:vehicle |car )?vin(?: (?:number|no))?|vehicle identification number|fahrgestellnummer|fin",
    "year": r"(?:vehicle |inventory |model |car )?year|ano|baujahr|annee",
    "make": r"(?:vehicle |car )?make|brand|manufacturer|marca|marke|hersteller|marque",
    "model": r"(?:vehicle |car )?model(?: of interest)?|modelo|modell|modele",
    "trim": r"(?:vehicle )?trim(?: level)?|ausstattung",
    "odometer": r"(?:vehicle )?(?:mileage|odometer|miles|kilometers|kilometerstand|kilometraje"
    r"|kilometrage)",
    "price": r"(?:asking |listed? |sale |vehicle |internet )?price|precio|preis|prix",
    "vehicle": r"(?:vehicle|car|unit|truck|bike|auto|ad|listing|item|model)(?: (?:of interest"
    r"|interested in|name|title|info"
    r"|description|requested|wanted|inquired))?|(?:interested|interest) in|inventory item"
    r"|desired (?:vehicle|car)|interest"
    r"|vehiculo(?: de interes)?|coche|fahrzeug|wunschfahrzeug|vehicule|voiture|annonce|anzeige",
    "comments": r"(?:additional |other |special )?(?:comments?|messages?|questions?|inquir(?:y|ies)"
    r"|enquir(?:y|ies)|notes?"
    r"|remarks|requests?|details)(?: (?:or|and|/) (?:comments?|questions?|requests?))?(?: body| text)?"
    r"|comment text"
    r"|(?:tell us|how can we help|what can we).*|s message|mensaje|comentarios?|consulta|preguntas?"
    r"|nachricht|anfrage"
    r"|bemerkung(?:en)?|frage|mitteilung|commentaires?|question|demande",
    "address": r"(?:street|mailing|home|postal)? ?address(?: ?(?:line)? ?\d)?|street|city|town|state"
    r"|province|region"
    r"|zip(?: ?code)?|post(?:al)? ?code|location|direccion|ciudad|estado|codigo postal|strasse"
    r"|anschrift|adresse|plz|ort"
    r"|ville|country|pais|land|pays",
    "id": r"(?:lead|reference|request|inquiry)(?: (?:id|no|number|nr))|reference|ref|lead #",
}  # fmt: skip
PATTERNS = {key: re.compile(pattern) for key, pattern in MEANINGS.items()}
LEADING = re.compile(rf"(?:(?:{NOISE}) )+(?=\w)")
LONGEST = 60  # characters of a label


def field_of(label: str) -> str:
    """Our own name of the field, "" where nobody knows it."""
    spelled = plain(label)
    if not spelled or len(spelled) > LONGEST:
        return ""
    for said in dict.fromkeys((spelled, LEADING.sub("", spelled, count=1), spelled.replace(" ", ""))):
        for key, pattern in PATTERNS.items():
            if pattern.fullmatch(said):
                return key
    return ""


def plain(label: str) -> str:
    """Lower case, accents off, camelCase and signs as blanks."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", label[: LONGEST * 2])
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("#", " number "))
    text = "".join(char for char in text if not unicodedata.combining(char)).lower()
    return " ".join(re.sub(r"[^\w]|_", " ", text).split())
