-- Links, those that a text states before those that were inferred, then by their ids.
SELECT payload
FROM link
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY report IS NULL, id, report, payload
