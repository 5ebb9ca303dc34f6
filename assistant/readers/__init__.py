"""Inbound text -> Inquiry, by rules."""
