-- Events on one :side of which (actor or recipient) one of the :parties stands (a JSON array), in the order of their days
-- (undated last), then ids. The index over actors serves it, so that a dyad of a million events comes in no time.
SELECT event.payload
FROM event
WHERE event.nr IN (
        SELECT event FROM event_actor
        WHERE side = :side AND actor IN (SELECT value FROM json_each(:parties))
    )
    AND event.held_from < :held_before AND (event.held_until IS NULL OR event.held_until >= :held_before)
    AND (CAST(:since AS TEXT) IS NULL OR event.last_day >= :since)
    AND (CAST(:until AS TEXT) IS NULL OR event.first_day <= :until)
ORDER BY event.first_day IS NULL, event.first_day, event.last_day, event.id
