"""Ties between parties that a text states."""
