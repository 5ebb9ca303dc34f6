"""Scenarios of our own writing and the runner that judges drafters by them: `rightback eval`.

A scenario is a customer's message in the sample dealership, with what came before it, what a good answer must
say and must not, and the answer an excellent person would send. It goes the whole way of a message: parsed,
filed, understood, recalled, drafted, checked.
"""
