"""Opting out in Spanish, German and French, in patterns of plain text: no accents, no umlauts."""

from assistant.readers.mail_words import ENVIADO

_POST = (
    r"(?:e?mails?|mails|werbung|werbe\w+|anrufe?n?|newsletter|post|nachrichten|briefe|umfragen|angebote|sms)"
)
_SCHREIBEN = r"(?:(?:an|zu)?(?:schreiben|schicken|senden|rufen|mailen)|kontaktieren|belastigen)"
_COURRIER = r"(?:e?mails?|courriels?|appels?|pub\w*|messages?|sms|newsletters?|offres|sondages?)"
_ECRIRE = (
    r"(?:ecri\w+|contact\w+|appel\w+|envoy\w+|relanc\w+|sollicit\w+|derang\w+|telephon\w+|harcel\w+|spamm\w+)"
)
SPANISH = (
    r"\bno (?:me|nos) (?:manden?|envien?|escriban?)(?: mas)? (?:nada|esto|estas cosas)(?: mas)?\W*$",
    r"\b(?:borr|elimin|suprim|quit)\w* (?:todos )?mis datos\b(?!.*\b(?:carro|coche|auto|gps|pantalla)\b)",
    rf"\b(?:ya )?basta (?:ya )?(?:de|con) (?:\w+ )?{ENVIADO}\b",
    r"\bno (?:quiero|queremos|deseo|deseamos) (?:recibir )?(?:ya )?(?:nada|mas) (?:mas )?de (?:ustedes"
    r"|usted|esto)\b",
    r"\b(?:saqu|quit|borr|elimin)\w*(?:me|nos) (?:(?:ya )?de (?:esto|ahi|aqui|su sistema)|ya|por favor)\W*$",
    r"\bno (?:escriban?|llamen?|manden?|envien?) (?:mas|nada mas)\W*$",
    r"\bno (?:me |nos )?sigan? (?:escribiendo|llamando|mandando|enviando|molestando)\w*\b",
    rf"\b(?:paren?|dejen?|cesen?) (?:ya )?(?:con|de) (?:\w+ )?{ENVIADO}\b",
    r"\bno vuelvan? a (?:escribir|llamar|molestar|mandar)\w*(?: nada)?\W*$",
    r"\b(?:me opongo al?|no (?:autorizo|acepto|consiento))\b.*\b(?:tratamiento|uso|procesamiento) de mis"
    r" datos\b",
    r"\b(?:retiro|revoco) mi (?:consentimiento|autorizacion)\b",
    r"\bno (?:escribir|llamar|mandar|enviar|contactar|molestar)(?:me|nos|le)\w* (?:mas|nunca)\b",
    r"\bdejen? de molestar\W*$",
)
GERMAN = (
    rf"(?:^|[,.;!] ?|\bbitte )(?:mir |uns |mich )?nichts? mehr {_SCHREIBEN}\b",
    r"\b(?:schreiben|kontaktieren|rufen|mailen|schicken|senden|belastigen) sie (?:mir|mich|uns|hier|uns"
    r" hier|da)(?: bitte)?"
    rf" (?:nie|nichts?|keine {_POST}) (?:mehr|wieder)\b",
    rf"\bkeine? (?:\w+ )?{_POST}(?: \w+){{0,3}} mehr\b|\bkeine weiteren {_POST}\b",
    r"\bhor(?:en|t)? (?:sie )?(?:bitte |endlich )*auf,? (?:(?:mir|mich|uns) (?:\w+ )?(?:zu \w+|\w+zu\w+)"
    rf"|mit (?:den|diesen|der|ihren|ihrer) {_POST})",
    r"\b(?:losch|entfern|streich)\w* (?:sie )?(?:bitte )?(?:alle )?(?:meine (?:daten|adresse|e?mail\w*"
    r"|nummer)"
    r"|mich|uns)\b(?!.*\b(?:navi\w*|auto|wagen|fahrzeug)\b)",
    r"\bnehm\w* sie (?:mich|uns)\b.*\b(?:verteiler|liste|kartei)\b",
    r"\b(?:verteiler|liste)\b.*\b(?:streichen|nehmen|entfernen|loschen)\b",
    r"\bwiderspr(?:eche|uch)\b.*\b(?:daten|werb\w+)\b",
    r"\bwiderruf\w* (?:\w+ ){0,3}einwilligung\b",
    r"\blass(?:en sie|t)? (?:mich|uns) (?:bitte |endlich )*in (?:ruhe|frieden)\b",
)
FRENCH = (
    rf"\b(?:arret|cess)\w+ (?:s'il vous plait )?de (?:m'|me |nous ){_ECRIRE}",
    rf"\b(?:arret|cess)\w+ (?:avec )?(?:vos|ces|les) {_COURRIER}\b",
    rf"(?<!vous )\bne (?:m'|me |nous ){_ECRIRE} (?:plus|jamais)\b",
    rf"\bde ne (?:plus|jamais) (?:m'|me |nous ){_ECRIRE}",
    rf"(?:^|[,;!.] ?)(?:plus|stop|assez)(?: de| d'| aux?| a la| avec les| avec vos) ?{_COURRIER}\b",
    r"\b(?:retir|enlev|supprim|effac|ray)\w* (?:moi|nous|(?:mon|ma|mes) (?:\w+ )?(?:adresse|numero|nom"
    r"|donnees"
    r"|e?mail|coordonnees))\b",
    r"\bde (?:me|nous) (?:retirer|desinscrire|supprimer|rayer|desabonner)\b",
    r"\bje ne (?:veux|souhaite|desire) (?:plus|pas|pas) (?:recevoir (?:de |d'|vos |ces |aucun )|etre"
    r" (?:contacte|appele"
    r"|derange|sollicite))",
    r"\bm'oppose a\w*\b.*\b(?:donnees|prospection|publicit\w+)\b",
    r"\blaisse[zr]?(?: moi| nous) (?:tranquilles?|en paix)\b",
    r"\bretire mon consentement\b",
)
TONGUES = (*SPANISH, *GERMAN, *FRENCH)
MAYBE = (
    r".*\b(?:dejen?|paren?|basta|no (?:quiero|queremos|deseo))\b.*\b(?:escrib|mand|envi|molest"
    r"|llam)\w+\b.{0,20}",
    r"(?:ya |por favor )*dejen?(?:me|nos)(?: ya)?(?:,? por favor)?",
    rf".*\b(?:nichts?|keine\w*) mehr\b.*\b(?:(?:an)?geschrieben|kontaktiert|angerufen|belastigt"
    rf"|{_POST})\b.{{0,20}}",
    r"(?:bitte )?hor\w* sie (?:bitte |endlich )*mit .*\bauf",
    rf"je ne (?:veux|souhaite|desire) plus (?:de |d'|aucun |vos |de vos ){_COURRIER}",
    rf"(?:merci de )?cess\w+ (?:vos|ces|tous|tout)\b.*\b(?:envois?|{_COURRIER})",
    rf"(?:que )?(?:ya )?no (?:me|nos) (?:llegu|mand|envi|escrib|llam)\w+ (?:mas|tant\w+)? ?(?:\w+"
    rf" )?{ENVIADO}",
    r".*\bnichts mehr\b.*\b(?:horen|bekommen|erhalten|lesen)",
    r".*\bplus (?:rien )?(?:recevoir|entendre parler)\b.*",
    r"(?:ya )?(?:estuvo bien|basta(?: ya)?)",
    r"esto es (?:spam|acoso)|(?:yo )?no (?:pedi|solicite) (?:esto|nada)",
    r"(?:de )?(?:donde|como|quien) (?:les )?(?:sacaron|consiguieron|dio|tienen) mi (?:numero|correo"
    r"|direccion)",
    r"das ist (?:spam|belastigung)|(?:jetzt )?reicht es|es reicht(?: jetzt)?",
    r"woher haben sie meine (?:adresse|nummer|daten|e?mail\w*(?: adresse)?)",
    r"c'est du (?:spam|harcelement)|ca suffit|d'ou (?:tenez|avez) vous mon (?:numero|adresse|e?mail)",
)
