"""WHAT HAPPENS, one verb a file. In the order of a message:

receive · filing · understand · draft · review · send · remember, and care for what people do besides;
handing, handed and absences for what goes from one to another, overdue for what nobody took or answered.
Parts that steps use inside their own transactions: identify, bounced, recall, facts, check, writing, left.
services is what they work with, steps their order; sweep and gave_up let nothing be forgotten.
"""
