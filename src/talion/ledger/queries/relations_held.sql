-- Relations that reports state, by subject, kind and object.
SELECT payload
FROM relation
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY subject, kind, object, id, payload
