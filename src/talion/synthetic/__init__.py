"""Invented wars and reports with known answers."""
