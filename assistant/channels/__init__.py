"""Bytes of strangers -> InboundMessage: email, adf (leads), form, chat; `anything` decides by content.

No channel raises for what it is given: what cannot be read comes back with `set_aside` and the reason.
"""
