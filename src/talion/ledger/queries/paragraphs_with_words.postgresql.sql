-- Paragraphs that hold the words, the best match first. :words is a tsquery over folded words.
SELECT paragraph.report, paragraph.start, paragraph."end", report.text
FROM paragraph_words
JOIN paragraph ON paragraph.nr = paragraph_words.nr
JOIN report ON report.id = paragraph.report
WHERE paragraph_words.words @@ CAST(:words AS TSQUERY)
    AND report.held_from < :held_before
ORDER BY ts_rank_cd(paragraph_words.words, CAST(:words AS TSQUERY), 1) DESC, paragraph.report, paragraph.start
LIMIT :limit
