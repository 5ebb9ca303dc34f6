"""Rightback: every message a dealership receives gets a personal answer that a person approved.

THE MAP. A message travels through these folders in this order:

    channels/   bytes -> InboundMessage                 (email, ADF lead, form, chat; imap)
    pipeline/   receive -> identify -> understand -> recall -> draft -> check
                -> review -> send -> remember -> learn  (one verb a file)
    readers/    inbound text -> Inquiry                 (rules)
    drafters/   Inquiry + Facts -> Proposal             (composer, model)
    gateways/   OutboundMessage -> Outcome              (smtp, folder, chat)

Below them: records/ (what is remembered; the only place that knows SQL) and core/ (what is true;
standard library only). Around them: web/ (the only place that knows HTTP), cli/, imports/, engine/
(how jobs run), live/ (who hears of what at once), tools/ (libraries behind ports), sample/, bench/.
wiring.py is the only file that names concrete adapters.
"""

__version__ = "0.1.0"
