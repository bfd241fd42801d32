-- Events by their ids (a JSON array), in the order of their days (undated last), then ids. Held ones and closed ones
-- stand under an index each.
SELECT payload
FROM (
    SELECT payload, id, first_day, last_day
    FROM event
    WHERE held_until IS NULL AND id IN (SELECT value FROM json_each(:ids)) AND held_from < :held_before
    UNION ALL
    SELECT payload, id, first_day, last_day
    FROM event
    WHERE held_until IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))
        AND held_from < :held_before AND held_until >= :held_before
) AS held
ORDER BY first_day IS NULL, first_day, last_day, id
