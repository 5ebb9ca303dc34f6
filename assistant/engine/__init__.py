"""How jobs run: the embedded engine for SQLite and one machine."""
