"""Which act answers which."""
