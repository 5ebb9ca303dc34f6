"""Inquiry + Facts -> Proposal: the composer, which needs no network, and a language model."""
