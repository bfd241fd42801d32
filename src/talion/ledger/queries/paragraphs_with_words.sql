-- Paragraphs that hold the words, the best match first. :words is an FTS5 expression over folded words.
SELECT paragraph.report, paragraph.start, paragraph."end", report.text
FROM paragraph_words
JOIN paragraph ON paragraph.nr = paragraph_words.rowid
JOIN report ON report.id = paragraph.report
WHERE paragraph_words MATCH :words
    AND report.held_from < :held_before
ORDER BY bm25(paragraph_words), paragraph.report, paragraph.start
LIMIT :limit
