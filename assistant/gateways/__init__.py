"""OUT: OutboundMessage -> Outcome. One file a vendor; mail.py makes the mail that they share."""
