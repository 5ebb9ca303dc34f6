"""Every mail and lead of the corpora, received and drafted: no crash, and the ledger balances."""

from collections import Counter
from itertools import islice

import pytest
from databases import every

from assistant.channels.anything import form_of
from assistant.core.states import InboundState
from assistant.pipeline.receive import receive
from assistant.records import Draft, Job, LedgerEntry, Message
from assistant.records.ledger import balance

FOLDERS = ("mime", "bounces", "adf", "auto_reply", "reply_text")
NO_MESSAGES = (".json", ".dtd", ".txt.expected")

pytestmark = pytest.mark.corpus


def messages(corpora):
    for folder in FOLDERS:
        for path in sorted((corpora / folder).rglob("*")):
            if path.is_file() and path.suffix not in NO_MESSAGES:
                yield path


def test_everything_is_received_filed_and_answered_for_without_a_crash(cast, corpora):
    services, count = cast.services, 0
    for path in islice(messages(corpora), 0, None, every(services)):
        raw = path.read_bytes()
        form = form_of(raw, path.name)
        receive(services, inbox_id=None, form=form, entry="cli", raw=raw, now=cast.clock())
        count += 1
    cast.works()
    with services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts())))
        failed = session.query(Job).filter(Job.error != "").count()
        undrafted = len(session.scalars(Draft.missing()).all())
        filed = session.query(Message).count()
        reasons = Counter(
            e.reason for e in session.query(LedgerEntry).filter_by(state=InboundState.SET_ASIDE)
        )
    print(f"\n{counts}, {filed} messages; set aside: {dict(reasons)}")
    assert counts["seen"] == count == sum(counts[state.value] for state in InboundState)
    assert counts["received"] == 0
    assert failed == 0
    assert undrafted == 0
    assert counts["set-aside"] <= count * 0.01
