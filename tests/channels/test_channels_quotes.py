"""The newest turn above what mail programs quote: by language, by program, and with nothing of it lost."""

import pytest

from assistant.channels import email
from assistant.channels.email.newest import newest_turn

NEW = "Danke, Donnerstag passt.\nZwei Uhr?"
INTRODUCED = (
    "On Mon, Nov 23, 2026 at 3:04 PM {who} wrote:",
    "Am Montag, 23. November 2026, 15:04:05 MEZ hat {who} Folgendes geschrieben:",
    "Le lun. 23 nov. 2026 à 15:04, {who} a écrit :",
    "El 23 nov 2026, a las 15:04, {who} escribió:",
    "Em seg., 23 de nov. de 2026 às 15:04, {who} escreveu:",
    "Il giorno lun 23 nov 2026 alle ore 15:04 {who} ha scritto:",
    "Op ma 23 nov 2026 om 15:04 schreef {who}:",
    "Den mån 23 nov. 2026 kl 15:04 skrev {who}:",
    "ma 23. marrask. 2026 klo 15.04 {who} kirjoitti:",
    "W dniu 23.11.2026 o 15:04, {who} pisze:",
    "po 23. 11. 2026 v 15:04 odesílatel {who} napsal:",
    "2026. 11. 23. 15:04 keltezéssel, {who} írta:",
    "În lun., 23 nov. 2026 la 15:04, {who} a scris:",
    "пн, 23 нояб. 2026 г. в 15:04, {who}:",
    "{who}, 23 Kas 2026 Pzt, 15:04 tarihinde şunu yazdı:",
    "Στις Δευ 23 Νοε 2026 στις 3:04 μ.μ., ο/η {who} έγραψε:",
    "2026/11/23 15:04、{who}のメール:",
    "{who} 于2026年11月23日周一 15:04写道：",
    "2026년 11월 23일 (월) 오후 3:04, {who}님이 작성:",
    "Vào Th 2, 23 thg 11, 2026 vào lúc 15:04 {who} đã viết:",
    "pirmd., 2026. g. 23. nov., plkst. 15:04 — lietotājs {who} rakstīja:",
    "From: {who}\nSent: Monday, November 23, 2026 3:04 PM\nTo: x@y.example\nSubject: Re: car",
    "من: {who}\nتم الإرسال: الاثنين، 23 نوفمبر 2026\nإلى: x@y.example\nالموضوع: car",
    "Šalje: {who}\nPoslano: 23. studenog 2026. 15:04\nPrima: x@y.example\nPredmet: car",
    "Qwert: {who}\nAsdf: 23 Yxcv 2026 15:04\nVbnm: x@y.example\nPoiu: car",
    "-------- Оригінальне повідомлення --------\nВід: {who}",
)
QUOTED = "<div>We have it in blue.</div><div>Sam</div>"
MARKED = (
    '<div class="gmail_quote"><p class="gmail_attr">On Mon Sam wrote:</p><blockquote>{}</blockquote></div>',
    '<blockquote type="cite">{}</blockquote>',
    '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in">Xyz: Sam</div>{}',
    '<div id="divRplyFwdMsg"><b>From:</b> Sam</div>{}',
    '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">From: Sam</div><div>{}</div>',
    '<div name="quote"><div>Gesendet: Montag</div>{}</div>',
    '<div class="originalmessage">Betreff: Auto</div>{}',
    '<blockquote style="border-left:4px solid #ccc">{}</blockquote>',
    '<div>Nov 23, 2026, 15:04 by s@x.example:</div><blockquote class="tutanota_quote">{}</blockquote>',
    '<div class="gmail_signature">Dana Lee<br>555-0100</div><blockquote type="cite">{}</blockquote>',
)


def html_mail(body, subject="Re: car"):
    head = f"From: dana@mail.example\nSubject: {subject}\nContent-Type: text/html; charset=utf-8\n\n"
    return email.read(f"{head}<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize("quote", ["> The old text\n> and more\n", "The old text\nand more\n"])
@pytest.mark.parametrize("introduction", INTRODUCED)
def test_the_earlier_mail_goes_in_whatever_language_it_is_introduced(introduction, quote):
    who = introduction.format(who="Jan Example <jan@mail.example>")
    assert newest_turn(f"{NEW}\n\n{who}\n\n{quote}") == NEW


@pytest.mark.parametrize("quote", MARKED)
def test_what_a_mail_program_marks_as_quoted_in_html_goes(quote):
    message = html_mail("<p>Thursday works.</p><p>Two o'clock?</p>" + quote.format(QUOTED))
    assert message.visible_text.split() == ["Thursday", "works.", "Two", "o'clock?"]
    assert "We have it in blue." in message.text


def test_answers_between_quotes_stay_in_their_order():
    message = html_mail(
        '<blockquote type="cite">Which day?</blockquote><p>Thursday.</p>'
        '<blockquote type="cite">Which hour?</blockquote><p>Two.</p>'
    )
    assert message.visible_text.split() == ["Thursday.", "Two."]


def test_an_indented_paragraph_is_no_quote():
    message = html_mail('<p>I offer:</p><blockquote style="margin:0 0 0 40px;border:none">900</blockquote>')
    assert message.visible_text.split() == ["I", "offer:", "900"]


@pytest.mark.parametrize("above", ["FYI", ""])
def test_a_forwarded_mail_is_the_message_where_little_is_said_above_it(above):
    block = "<b>From:</b> Dana &lt;dana@mail.example&gt;<br><b>Sent:</b> Monday<br><b>Subject:</b> brakes"
    forwarded = f'<div id="divRplyFwdMsg">{block}</div><p>My brakes squeal.</p>'
    assert "My brakes squeal." in html_mail(f"<p>{above}</p>{forwarded}", "FW: brakes").visible_text


def test_the_html_twin_says_where_the_plain_text_goes_on_with_a_quote():
    raw = (
        "From: dana@mail.example\nContent-Type: multipart/alternative; boundary=q\n\n--q\n\n"
        "Thursday works.\n\nRef 4711 / Sam\nWe have it in blue.\n--q\nContent-Type: text/html\n\n"
        "<p>Thursday works.</p><blockquote type=cite>Ref 4711 / Sam<br>We have it in blue.</blockquote>\n"
    )
    message = email.read(raw.encode())
    assert message.visible_text == "Thursday works."
    assert "We have it in blue." in message.text


def test_a_line_to_reply_above_is_no_word_of_theirs():
    assert newest_turn("##- Please type your reply above this line -##\nYes, at two.") == "Yes, at two."


@pytest.mark.parametrize(
    "text",
    [
        "Name: Dana\nPhone: 555-0100\nDate: 23.11.2026\nWhich car is it?",
        "You can reach me until Monday at 15:04. My address is dana@mail.example.",
        "The price on your site on Nov 23, 2026 was:\n\n18,900",
        "He wrote:\nthat it is sold.",
    ],
)
def test_words_that_only_look_like_an_introduction_stay(text):
    assert newest_turn(text) == text
