-- Judgements, the oldest first.
SELECT payload
FROM judgement
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY held_from, id
