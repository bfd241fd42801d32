-- Doubts, by what they are about.
SELECT payload
FROM doubt
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY about, id, payload
