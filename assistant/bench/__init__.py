"""Measurements that make their own data (seeded) and print a table; never a timed test."""
