"""Our ledger in the formats that the field's other tools read."""
