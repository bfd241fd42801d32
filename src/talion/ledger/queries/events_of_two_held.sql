-- Events that have one of :few and one of :many (JSON arrays) among their parties, on whichever side; and those of
-- either that name one side alone, since the other may be meant. In the order of their days (undated last), then ids.
SELECT event.payload
FROM event
WHERE event.nr IN (
        SELECT one.event
        FROM event_actor AS one
        WHERE one.actor IN (SELECT value FROM json_each(:few))
            AND EXISTS (
                SELECT 1 FROM event_actor AS other
                WHERE other.event = one.event AND other.actor IN (SELECT value FROM json_each(:many))
            )
        UNION
        SELECT alone.nr
        FROM event AS alone
        WHERE (alone.sides IS NULL OR alone.sides < 2)
            AND EXISTS (
                SELECT 1 FROM event_actor AS named
                WHERE named.event = alone.nr
                    AND named.actor IN (SELECT value FROM json_each(:few) UNION SELECT value FROM json_each(:many))
            )
    )
    AND event.held_from < :held_before AND (event.held_until IS NULL OR event.held_until >= :held_before)
ORDER BY event.first_day IS NULL, event.first_day, event.last_day, event.id
