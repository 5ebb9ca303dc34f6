"""The forms of an order to a machine: marks, what is to be undone or given away, the answer's shape."""
# ruff: noqa: E501

import re

_SHORT, _FAR = r"[^.!?\n]{0,50}?", r"[^.!?\n]{0,90}?"
_RULES = (
    r"(?:instructions?|directives?|guidelines|prompts?|restrictions?|guardrails?|constraints|programming"
    r"|safeguards?|protocols?|safety|content filters?|system rules|(?:your|all|these|previous|prior) rules)"
)
_SECRETS = (
    r"(?:passwords?|credentials?|api[ _-]?keys?|secrets?|access tokens?|private (?:\w+ )?(?:pages?|keys?|data)"
    r"|restricted (?:\w+ )?(?:pages?|data)|admin (?:\w+ )?(?:pages?|panel)|internal (?:\w+ )?(?:data|notes|documents"
    r"|configuration|files|emails?)|system prompt|environment variables|confidential (?:\w+ )?(?:data|emails?|files"
    r"|information|documents))"
)
_MANY = (
    r"(?:all|every|each|full|entire|complete|whole|other|raw|private|any)\s(?:\w+['’]?s?\s){0,3}?"
    r"(?:emails?|messages|customers?['’]?|customer (?:data|lists?|records|names)|contacts|inbox|databases?|credentials"
    r"|conversations|threads?|client (?:list|data)|users?['’]?)"
)
_TELL = (
    r"(?:forward|send|e-?mail|export|upload|post|leak|dump|print|list|reveal|output|show|copy|exfiltrate|expose"
    r"|collect|disclose|transmit|share|extract|bcc|mirror|relay|encode|return|repeat|summarize)"
)
_ADDRESS = r"[\w.+-]{1,40}@[\w-]{1,40}\.\w{2,10}"

FORMS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|user|assistant|instructions?)>",
        r"^\W{0,12}(?:system|assistant|developer|systeme|sistema)\b(?! (?:action|require))[^\n:]{0,24}\]?:\s*\S",
        r"\[(?:system|admin|developer|assistant|hidden)\b[^\]\n]{0,200}\]",
        r"[-=#*]{3,}\s*(?:end of|begin|new|start of|system|assistant|admin)\b[^\n]{0,60}[-=#*]{3,}",
        r"(?<![\w/?&=.])(?:send|delete|forward|fetch|http|exec|read|write|call)_[a-z_]{2,30}\b(?![.=]\w)",
        r"(?<![\w.])(?:forward|send|delete|fetch|exec|eval|curl)\(\s*[\"'\w]",
        r"\{\{?\s*(?:system|prompt|secret|config|canary|env)[\w.]*\s*\}?\}",
        rf"\b(?:ignore|disregard|forget|override|bypass|discard|suppress|disable|circumvent|neglect)\b"
        rf"(?!\s(?:my|our)\b){_SHORT}\b{_RULES}\b",
        rf"\b(?:stop following|do not follow|don't follow|no longer (?:follow|bound by|subject to)|(?:not|never) bound by"
        rf"|free (?:of|from)|exempt from)\b{_SHORT}\b{_RULES}\b",
        rf"\b{_TELL}\b{_SHORT}\b(?:{_MANY}|(?:your|the|its|any|all)\s(?:\w+\s)?{_SECRETS})\b",
        rf"\b(?:forward|bcc|mirror|relay|exfiltrate)\b{_FAR}\bto\b{_SHORT}{_ADDRESS}",
        rf"\b(?:send|email|copy|post|upload|transmit)\b{_SHORT}"
        rf"\b(?:contents?|summary|transcript|copy of (?:this|the|all)|inbox|data|list)\b{_SHORT}"
        rf"\bto\b{_SHORT}(?:{_ADDRESS}|https?://)",
        rf"\b(?:silently|secretly|covertly|quietly)\b{_SHORT}\b{_TELL}\b",
        r"\b(?:use|call|invoke|run|execute|trigger)\b[^.!?\n]{0,25}?\b(?:tools?|functions?|plugins?|commands?)\b",
        r"\bno (?:further |additional |human )?(?:review|approval|confirmation) (?:is )?(?:needed|required|necessary)\b",
        r"\bwithout (?:any )?(?:human |further )?(?:review|approval|confirmation|asking the user)\b",
        r"\b(?:reply|respond|answer) (?:only )?(?:with|using) (?:the )?(?:exact|exactly|following|word|words|text|only)\b",
        r"\b(?:you are|act as|behave as|pretend to be|roleplay as|simulate)\s(?:now\s)?(?:an?\s)?(?:\w+\s){0,2}"
        r"(?:ai|bot|chatbot|language model|llm|assistant|gpt|machine|terminal|jailbroken)\b(?! (?:manager|service))",
        r"\b(?:what|which|tell me|show me|repeat|print|reveal|output)\b[^.!?\n]{0,40}\b(?:your|the|initial|original|first)"
        r"\s(?:\w+\s)?(?:system (?:prompt|message)|prompt|initial instructions|developer message)\b",
        r"^\W{0,6}(?:dear |hey |hello |hi )?(?:ai|llm|chatbot|gpt|bot)\b[,:]\s*\S",
        r"\byou are (?:now )?dan\b(?! (?:from|at|in|and)\b|[?,] )",
        r"</?(?:message|facts?|thread|question|context|voice|policy|output|prompt|example)s?(?: [^>]{0,60})?>",
        rf"\b(?:give|send|show|read) me\b{_SHORT}\b(?:customer|client) (?:list|database|data|records)\b",
        rf"\b(?:every|each|all|your) (?:reply|replies|answers?|responses?|e-?mails?) (?:has|have|must|should|needs?)"
        rf"\b{_SHORT}\b(?:include|contain|mention|end|start|begin|link|carry)\b",
        rf"\bwhen(?:ever)? you (?:write|draft|compose|generate|produce)\b{_SHORT}\b(?:answer|reply|response|draft)\b"
        rf"{_SHORT}\b(?:mention|include|add|say|state|insert|use|put)\b",
        r"\b(?:prior|previous|all|tool|safety) (?:\w+ )?restrictions (?:are|have been|were)\b",
    )
)
_ANSWER = r"\b(?:your|every|each|any)\s(?:\w+\s){0,2}?(?:answers?|response|responses|reply|replies|output)\b"
_VERB = (
    r"(?:^|(?<=[.!?]\s)|(?<=[:\-]\s))(?!(?:thanks?|appreciate|hope|await|look|based|per|regarding|please|your|in|if|is"
    r"|can|could|would|will|i|we|my|our|after|since|from|as|and|but|so|the|this|that|it|no|yes|hi|hello|dear|for|to"
    r"|what|when|where|why|how|who|with|on|at|he|she|they|there|just|not|any|awaiting|got|received|did|do|does|have"
    r"|had|let|you|re|need|want)\b)[a-z]{3,14}(?<!ing)(?<!ed)\s"
)
TASK = re.compile(
    rf"{_VERB}[^.!?\n]{{0,90}}?{_ANSWER}"
    r"|(?:^|(?<=[.!?]\s))in (?:your|the|every) (?:answer|response|reply), (?!you\b|it\b|i\b|we\b|the\b)[a-z]+"
    r"|\b(?:jumble|scramble|rearrange|reverse|shuffle|misspell)\b[^.!?\n]{0,60}\b(?:letters|words|your message)\b"
    r"|\b(?:render|encode|write|provide|rewrite) your (?:message|answer|text|response|reply)\b",
    re.IGNORECASE | re.MULTILINE,
)
