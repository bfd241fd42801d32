"""Expectations, scored when the day came."""
