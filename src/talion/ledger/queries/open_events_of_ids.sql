-- What is held now of the events with these ids (a JSON array).
SELECT 'event' AS kind, nr, id, payload, held_from
FROM event
WHERE held_until IS NULL AND id IN (SELECT value FROM json_each(:ids))
