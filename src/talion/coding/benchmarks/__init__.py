"""Scores of the coder on texts that people annotated: other people's collections, and the user's own."""
