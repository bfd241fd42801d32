-- Matches, by their ids.
SELECT payload
FROM same_act
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY id, payload
