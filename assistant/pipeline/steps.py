"""The steps that run as jobs, and which comes after which: the order in one place."""

from collections.abc import Mapping
from enum import StrEnum


class Step(StrEnum):
    """The subject of each is the id of the row that it works on."""

    FILE = "file"  # ledger entry: parse, identify, file into a conversation
    UNDERSTAND = "understand"  # inbound message
    DRAFT = "draft"  # inbound message: recall, compose, check
    READ = "read"  # inbound message: the model reads it, too, where one is set
    MODEL = "model"  # inbound message: the model's draft beside the composer's
    VARY = "vary"  # wish: the model writes a draft otherwise
    NEWS = "news"  # promise: a draft for its owner, before its time or after
    HANDED = "handed"  # handoff: a draft of the giver's that tells the customer who takes over
    SEND = "send"  # delivery
    LEARN = "learn"  # approval: what was sent against the draft that was shown
    DISTIL = "distil"  # draft use: the model reads the edit, where one is set
    ACCOUNT_MAIL = "account-mail"  # account link: the mail that carries it
    DIGEST = "digest"  # digest: the mail that tells a teammate what waits


class Lane(StrEnum):
    """Who waits for whom: a model or relay that hangs, or a flood, keeps nobody's first draft waiting."""

    FILING = "filing"
    DESK = "desk"  # reading and drafting what is filed: milliseconds each
    SEND = "send"
    MODEL = "model"


LANES: Mapping[Step, Lane] = {
    Step.FILE: Lane.FILING,
    Step.UNDERSTAND: Lane.DESK,
    Step.DRAFT: Lane.DESK,
    Step.READ: Lane.MODEL,
    Step.MODEL: Lane.MODEL,
    Step.VARY: Lane.MODEL,
    Step.NEWS: Lane.DESK,
    Step.HANDED: Lane.DESK,
    Step.SEND: Lane.SEND,
    Step.LEARN: Lane.DESK,
    Step.DISTIL: Lane.MODEL,
    Step.ACCOUNT_MAIL: Lane.SEND,
    Step.DIGEST: Lane.SEND,
}

NEXT: Mapping[Step, tuple[Step, ...]] = {
    Step.FILE: (Step.UNDERSTAND,),
    Step.UNDERSTAND: (Step.DRAFT,),
    Step.DRAFT: (Step.READ,),  # where a model is set
    Step.READ: (Step.MODEL,),
    Step.MODEL: (),  # then a person
    Step.VARY: (),
    Step.NEWS: (),  # then a person
    Step.HANDED: (),  # then a person
    Step.SEND: (Step.LEARN,),
    Step.LEARN: (Step.DISTIL,),  # where a model is set
    Step.DISTIL: (),
    Step.ACCOUNT_MAIL: (),
    Step.DIGEST: (),
}
