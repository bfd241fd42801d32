"""Sentences parsed once, word by word, and small grammars over the kinds of words."""
