"""Days out of words."""
