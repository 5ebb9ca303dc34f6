"""The checks, in the order in which they are shown. Each is a pure function of

(proposal, inquiry, context, phrases) -> findings; replies.md of the design says what each holds.
"""
