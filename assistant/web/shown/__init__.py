"""What a template shows: pure functions from records and core values to small frozen values."""
