"""Which words tell an act, of what kind, with which status, by whom and to whom; rules and models together."""
