-- Events, in the order of their days (undated last), then ids. Lists are JSON arrays; a NULL does not narrow.
-- An event that has no day is left out as soon as a day is asked for.
SELECT event.payload
FROM event
WHERE event.held_from < :held_before AND (event.held_until IS NULL OR event.held_until >= :held_before)
    AND (:since IS NULL OR event.last_day >= :since)
    AND (:until IS NULL OR event.first_day <= :until)
    AND (:kinds IS NULL OR event.action IN (SELECT value FROM json_each(:kinds)))
    AND (:statuses IS NULL OR event.status IN (SELECT value FROM json_each(:statuses)))
    AND (:report IS NULL OR event.report = :report)
    AND (:actors IS NULL OR EXISTS (
        SELECT 1 FROM event_actor AS acts
        WHERE acts.event = event.nr AND acts.side = 'actor' AND acts.actor IN (SELECT value FROM json_each(:actors))
    ))
    AND (:recipients IS NULL OR EXISTS (
        SELECT 1 FROM event_actor AS receives
        WHERE receives.event = event.nr AND receives.side = 'recipient'
            AND receives.actor IN (SELECT value FROM json_each(:recipients))
    ))
ORDER BY event.first_day IS NULL, event.first_day, event.last_day, event.id
