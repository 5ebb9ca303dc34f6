"""The composer's inside: which fact answers which question, and in which order things are said.

said: sentences and what they rest on · parts: wording from files · matter: inquiry, usable facts, due times ·
cars, slots, phrases: naming things · answers and its families: one question each · shapes: whole replies.
"""
