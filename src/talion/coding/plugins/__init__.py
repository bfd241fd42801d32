"""Readers that the user brings: a language model, a translator."""
