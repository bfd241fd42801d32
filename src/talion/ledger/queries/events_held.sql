-- Events, in the order of their days (undated last), then ids. Lists are JSON arrays; a NULL does not narrow.
-- An event that has no day is left out as soon as a day is asked for.
SELECT event.payload
FROM event
WHERE event.held_from < :held_before AND (event.held_until IS NULL OR event.held_until >= :held_before)
    AND (CAST(:since AS TEXT) IS NULL OR event.last_day >= :since)
    AND (CAST(:until AS TEXT) IS NULL OR event.first_day <= :until)
    AND (CAST(:kinds AS TEXT) IS NULL OR event.action IN (SELECT value FROM json_each(:kinds)))
    AND (CAST(:statuses AS TEXT) IS NULL OR event.status IN (SELECT value FROM json_each(:statuses)))
    AND (CAST(:report AS TEXT) IS NULL OR event.report = :report)
    AND (CAST(:actors AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM event_actor AS acts
        WHERE acts.event = event.nr AND acts.side = 'actor' AND acts.actor IN (SELECT value FROM json_each(:actors))
    ))
    AND (CAST(:recipients AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM event_actor AS receives
        WHERE receives.event = event.nr AND receives.side = 'recipient'
            AND receives.actor IN (SELECT value FROM json_each(:recipients))
    ))
ORDER BY event.first_day IS NULL, event.first_day, event.last_day, event.id
