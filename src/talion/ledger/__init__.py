"""The case file: one SQLite file, one case."""
