"""Opting out in passing: "these e-mails need to stop", "take my name off"; read of plain text."""

import re

from assistant.readers.leaving_tongues import TONGUES
from assistant.readers.mail_words import AGAIN, MANY, SENT, VERB, WHO

_THESE = r"(?:these|those|this|them|this stuff|(?:any )?(?:more )?of (?:these|those|this))"
_DATA = r"(?:personal |contact |private |customer )?(?:data|details|info\w*|records?)"
_IN_A_CAR = r"(?!.*\b(?:car|gps|navi\w*|screen|phone|trade in|truck|vehicle|head unit)\b)"
_PLEASE = r"(?: (?:please|pls|plz|now|already|immediately|at once|thanks?|thx|thank you|ok|will you)|,)*"
_DO_NOT = r"(?:^|[,;:!.] ?|\b(?:please|pls|and|kindly|just|so) )(?:please )?(?:do not|never)"
_OFF = rf"(?:{WHO}|(?:my|our|this|his|her) (?:name|number|address|e?mail(?: address)?|family))"
_USE = r"(?:use|using|process|processing|share|sharing|sell|selling)"
_ADVERTS = r"(?:\w+ )?(?:advert\w*|marketing|promo\w*|ads)"
ENGLISH = (
    rf"\b(?:the|these|those|all|your|such)(?: \w+)?(?: \w+)? {SENT}(?: from you)?"
    r" (?:really |just )?(?:needs? to|must|ha(?:s|ve) to|should|ought to|had better|better)"
    r" (?:stop|end|cease|quit)\b",
    rf"\b(?:no longer|not)(?: \w+)? (?:want|wish|care|like)(?: to)? (?:get|receive|be getting|be receiving)"
    rf"(?: getting| receiving)? {_THESE}(?:,? {AGAIN})?{_PLEASE}\W*$",
    rf"\b(?:take|get|pull|strike|drop) {_OFF} off(?: of)?(?: (?:here|there|this|that|it))?{_PLEASE}\W*$",
    rf"{_DO_NOT} (?:ever )?(?:write|reply|respond|answer|e?mail|text|message)(?: to)?(?: {WHO})? (?:back"
    rf"|again)"
    r"\b(?! (?:until|till|before|unless|to (?:the|my)|about|on)\b)",
    rf"\b(?:stop|quit|cut|knock|lay|end|done|finish) (?:it )?(?:out |off )?(?:with )?(?:all )?(?:of"
    rf" )?(?:the|these|those|your"
    rf"|all)(?: \w+)? {MANY}\b",
    rf"\b(?:get|gets|getting|receiv\w+|send|sending|sent|flooded|bombarded)\b.*\b{SENT}\b.*"
    r"\b(?:stop|end|quit) (?:that|this|it|them|these|those|immediately)\b",
    r"\b(?:ask\w*|told|tell\w*|request\w*|demand\w*|want\w*|wish\w*|like|insist\w*)(?: \w+){0,4}? to be"
    rf" (?:removed|taken off|deleted|unsubscribed|opted out|left off){_PLEASE}\W*$",
    rf"\bobject\w* to (?:\w+ ){{0,3}}(?:processing|use|using|collection|sharing)(?: of)? (?:my|our)"
    rf" {_DATA}\b",
    rf"\b(?:not|never|stop) (?:\w+ )?{_USE} (?:my|our)"
    rf" (?:{_DATA}|address|e?mail(?: address)?|number) for {_ADVERTS}\b",
    rf"\b(?:delete|erase|remove|wipe|purge|destroy|scrub)(?: all)?(?: of)? (?:my|our) {_DATA}\b{_IN_A_CAR}",
    rf"\b(?:my|our) {_DATA}(?: to be)? (?:deleted|erased|removed)\b{_IN_A_CAR}",
    rf"\b(?:deletion|erasure|removal) of(?: all)?(?: of)? (?:my|our) {_DATA}\b{_IN_A_CAR}",
    rf"^(?:please |just |pls )?(?:delete|erase|scrub|wipe|drop) (?:me|us){_PLEASE}\W*$",
    r"\b(?:scrub|strike|purge|wipe|delete|erase|remove) (?:me|us|my \w+) (?:from|off|out of)(?: \w+){0,2}"
    r" (?:records?|files?|books|system|database|lists?)\b",
    r"(?:^|[,;.!] ?|\bplease |\bjust )forget (?:about )?(?:me|us)\W*$",
    rf"(?<!did you )\bstop (?:e?mailing|mailing|writing|sending|texting|calling|messaging|spamming|pestering)"
    rf"(?: {_THESE}| stuff| things| anything| junk)?(?: out| over)?(?: to {WHO})?{_PLEASE}\W*$",
    rf"{_DO_NOT} (?:ever )?send (?:{WHO} )?(?:these|those|this stuff|any of (?:this|these)|such \w+)"
    rf"(?: to {WHO})?(?:,? {AGAIN})?{_PLEASE}\W*$",
    rf"\bnot (?:want|need|like|appreciate|care for) (?:any of )?(?:your|these|those|such) (?:\w+ )?{MANY}"
    rf"(?:,? {AGAIN})?{_PLEASE}\W*$",
    rf"\byou(?: are|'re) not (?:allowed |permitted |welcome )?to {VERB} {WHO}\b",
    rf"\b(?:not have|have no|had no|without)(?: \w+)? (?:permission|consent|right) to {VERB} {WHO}\b",
    r"\b(?:not|no longer|never) (?:\w+ )?(?:get|receive|want|send (?:me|us)) any ?(?:more )?of (?:these|those"
    rf"|this)(?: {SENT})?{_PLEASE}\W*$",
    rf"^(?:please,? )?no more of (?:these|those|this){_PLEASE}\W*$",
    rf"\bi(?: am|'m)? (?:hereby )?opt(?:ing)? out(?: of (?:this|these|it|everything))?{_PLEASE}\W*$",
    rf"\b(?:cancel|turn off|switch off|kill) (?:all )?(?:these|those|the|your|my) (?:\w+ )?(?:e?mails"
    rf"|newsletters?|texts|mailings?|surveys|spam|ads){_PLEASE}\W*$",
    r"\b(?:not (?:want|wish|like|need)(?: to)?|should not|no longer want to) (?:be|stay|remain) on"
    r" (?:your|this|that|the|any) (?:\w+ )?lists?\b",
    r"\bhow (?:do|can|could) (?:i|we|one) (?:\w+ )?(?:stop|end|get rid of|avoid|turn off|get out of)"
    rf" (?:(?:getting|receiving) )?(?:all )?(?:these|those|your|this)(?: {MANY})?{_PLEASE}\W*$",
    rf"{_DO_NOT} bother {WHO}(?: with (?:this|these|that|it|your \w+))?(?:,? {AGAIN})?{_PLEASE}\W*$",
    r"\b(?:ask\w*|told|tell\w*|begg?\w*|warn\w*) (?:you|u|y'all)(?: \w+){0,5}? to (?:just )?stop\W*$",
)
BROKEN = re.compile(
    r"\bunsubscribe (?:\w+ )?(?:link|button|page|option|form)\b.*"
    r"\b(?:not (?:\w+ )?work\w*|broken|dead|useless|fails?|failed|does nothing|error|will not (?:load"
    r"|open))\b"
)
LONE = re.compile(
    r"(?:please |pls )?(?:remove|unsubscribe|opt out|(?:can|could|would|will) (?:you|u) (?:please |kindly "
    r"|just )*"
    r"stop)(?: please| pls| now| already|,)*"
)
PLAIN = re.compile("|".join((*ENGLISH, *TONGUES)))
