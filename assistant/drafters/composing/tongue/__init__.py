"""What the composer's code says itself, a language a file: days and times, lists, cars, indirect questions.

port: what a language must know · signs: words of a customer that decide what is answered · english ·
chosen: the one for a letter. Whole sentences are no part of this; they stand in
prompts/composer/<language>/.
"""
