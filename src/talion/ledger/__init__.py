"""The case file: everything held, from when until when, with the words that it rests on."""
