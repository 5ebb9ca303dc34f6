"""The sample dealership: two stores, their people, cars and customers, and an hour of real inquiries.

`data/` holds what the stores know, `inquiries/` what has just arrived, both with marks for times that
`moments.Calendar` fills in. History goes through the imports, inquiries through `receive`, earlier answers
through drafts, approvals and deliveries: nothing in a sample was made in a way that a real store could not.
"""

from assistant.sample.making import NotASample, SampleCredentials, is_sample, make, renew
from assistant.sample.stores import SignInData

__all__ = ["NotASample", "SampleCredentials", "SignInData", "is_sample", "make", "renew"]
