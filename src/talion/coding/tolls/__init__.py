"""Counts of people out of words."""
