"""Numbers, each with its uncertainty."""
