-- Questions, by the day they open, then close.
SELECT payload
FROM question
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY opens, closes, id
