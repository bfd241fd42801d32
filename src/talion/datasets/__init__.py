"""Other people's ledgers in our words."""
