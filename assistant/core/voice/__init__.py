"""Learning in the open: what a teammate's edits say of how they write, and a draft said in that way.

use: used, edited, ignored · lesson: values · pair: a draft and what was sent · greeting, sign_off,
contractions, length, left_out: one habit each · lessons: all of them · reach: when a habit counts, and
where · speaking: a draft in somebody's voice · wording: a habit in plain words.
"""
