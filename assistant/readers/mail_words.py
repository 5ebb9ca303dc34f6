"""Words in which people speak of mail, calls and messages, in patterns of plain text."""

WHO = r"(?:me|us|him|her|them|my (?:wife|husband|mom|dad|mother|father|parents))"
ING = (
    r"(?:e?mailing|writing(?: to)?|calling|phoning|ringing|texting|contacting|messaging|spamming|bothering"
    r"|pestering|harassing|soliciting|bugging|reaching out(?: to)?)"
)
VERB = r"(?:e?mail|write(?: to)?|call|phone|ring|text|contact|message|bother|reach out(?: to)?|solicit)"
SENT = (
    r"(?:e?mails?|mails?|mailings?|calls?|texts?|messages?|newsletters?|surveys?|offers?|ads?|advert\w*|spam"
    r"|marketing|promo\w*|communications?|correspondence|contact|reminders?|notifications?|solicitations?)"
)
MANY = (
    r"(?:e?mails|mails|mailings?|newsletters?|texts|calls|messages|surveys|offers|ads|advert\w+|spam|marketing"
    r"|promo\w*|reminders|solicitations|follow ?ups?)"
)
AGAIN = (
    r"(?:again|any ?more|any longer|any further|further|ever|at all|from now on"
    r"|in (?:the )?future|altogether)"
)
ENVIADO = (
    r"(?:correos?|e?mails?|llamadas?|mensajes?|encuestas?|ofertas?|publicidad|promociones|boletin(?:es)?"
    r"|propaganda|anuncios)"
)
