"""WHAT IS TRUE: values and decisions. Standard library only; no clock, no file, no network."""
