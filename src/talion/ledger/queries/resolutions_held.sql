-- How questions and assessments came out, the oldest decision first.
SELECT payload
FROM resolution
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY held_from, id
