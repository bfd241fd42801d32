"""Published texts: read, main text, feeds, languages."""
