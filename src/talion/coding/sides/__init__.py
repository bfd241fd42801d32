"""Parties: the names, roles and pronouns of one report, and who stands behind them."""
