-- Words to paragraphs: every paragraph of every report, under its words as they are looked for.
-- The words are folded before they come here (see words.py), since unicode61 splits Arabic words at their vowel signs.

CREATE TABLE paragraph (
    nr INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX paragraph_by_report ON paragraph (report);

CREATE VIRTUAL TABLE paragraph_words USING fts5 (folded, content='', tokenize = 'unicode61 remove_diacritics 2');
