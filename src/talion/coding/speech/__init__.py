"""Who says what: reports of speech, threats, expectations."""
