"""What mail programs mark as quoted in HTML: taken out, so that the newest turn is left."""

import re

from lxml import html

# Written by mail programs around what is quoted, and by nobody else.
# Only the quote itself: a reply written between two quotes stands beside them, and must stay.
QUOTES = (
    ".//blockquote[@type='cite' or contains(@class, 'quote') or contains(@class, 'intercom')]"
    " | .//blockquote[contains(translate(@style, 'BORDELFT', 'bordelft'), 'border-left')]"
    " | .//blockquote[@id='isReplyContent' or @id='qt' or starts-with(@id, 'blockquote_')]"
    " | .//div[contains(@class, 'gmail_quote') or contains(@class, 'hs_reply')]/blockquote"
    " | .//*[contains(@class, 'gmail_quote_attribution')]/following-sibling::*[1][self::blockquote]"
    " | .//*[contains(@class, 'gmail_attr') or contains(@class, 'moz-cite-prefix')"
    " or contains(@class, 'gmail_quote_attribution') or @id='reply-intro']"
    " | .//*[contains(@class, 'yahoo_quoted') or contains(@class, 'zmail_extra')]"
    " | .//div[contains(@class, 'protonmail_quote') or contains(@class, 'missive_quote')"
    " or contains(@class, 'freshdesk_quote') or contains(@class, 'intercom-quoted')"
    " or @id='isReplyContent' or @name='messageReplySection']"
    " | .//div[@name='quote' or @data-marker='__QUOTED_TEXT__' or @data-marker='__HEADERS__']"
)
# From here on everything is the earlier mail: Outlook's rule, Apple's and Windows Mail's separators.
REST_IS_QUOTE = (
    ".//*[@id='divRplyFwdMsg' or @id='x_divRplyFwdMsg' or @id='appendonsend' or @id='stopSpelling'"
    " or @id='mail-editor-reference-message-container' or @id='OLK_SRC_BODY_SECTION'"
    " or @name='OLK_SRC_BODY_SECTION' or @id='zwchr' or contains(@class, 'originalmessage')]"
    " | .//div[contains(@style, 'border-top:solid') and contains(@style, 'padding:3.0pt')"
    " and not(preceding-sibling::*[1][self::table])]"
)
# By the programs that keep a signature apart; other programs' ones hold what was typed below them too.
SIGNATURES = (
    ".//div[contains(@class, 'gmail_signature') or contains(@class, 'protonmail_signature_block')"
    " or contains(@class, 'moz-signature') or @id='ms-outlook-mobile-signature']"
    " | .//pre[contains(@class, 'moz-signature')]"
)
LONGEST_SIGNATURE = 800  # characters
FORWARDED = re.compile(
    r"forwarded message|begin forwarded|weitergeleitete nachricht|message transf|mensaje reenviado"
    r"|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|vidarebefordrat|videresendt"
    r"|przekazana wiadomość|пересылаемое|пересланное|转发|転送",
    re.IGNORECASE,
)


def drop_quotes(tree: html.HtmlElement) -> bool:
    """Takes the marked quotes out, forwarded mail excepted; True where there were any."""
    dropped = False
    for element in tree.xpath(QUOTES):
        if element.getparent() is not None and not FORWARDED.search(str(element.text_content())[:400]):
            element.drop_tree()
            dropped = True
    for element in tree.xpath(SIGNATURES):
        words = " ".join(str(element.text_content()).split())
        if element.getparent() is not None and len(words) <= LONGEST_SIGNATURE and "?" not in words:
            element.drop_tree()
            dropped = True
    for element in tree.xpath(REST_IS_QUOTE)[:1]:
        if element.getparent() is not None:
            _drop_from(element)
            dropped = True
    return dropped


def _drop_from(element: html.HtmlElement) -> None:
    """The element and all that follows it in the document."""
    for ancestor in [element, *element.iterancestors()]:
        for sibling in list(ancestor.itersiblings()):
            sibling.getparent().remove(sibling)
        ancestor.tail = None
    element.drop_tree()
