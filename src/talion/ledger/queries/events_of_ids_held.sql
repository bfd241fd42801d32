-- Events by their ids (a JSON array), in the order of their days (undated last), then ids.
SELECT payload
FROM event
WHERE id IN (SELECT value FROM json_each(:ids))
    AND held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY first_day IS NULL, first_day, last_day, id
