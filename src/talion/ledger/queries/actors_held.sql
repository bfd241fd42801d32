-- Actors that the registry does not know, by id; once for each report that names them.
SELECT payload
FROM actor
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY id, report, payload
