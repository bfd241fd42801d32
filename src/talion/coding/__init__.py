"""Texts to claims and events."""
