"""Thin wrappers of libraries: tokens, language, phones, holidays, HTML, charsets, passwords, phrases."""
