-- Ids that begin like this, whole or after their kind ("3fa2" finds "event-3fa2..."). Ranges, so that indexes serve.
-- Events are too many for an index over what follows their kind, which is the same for all of them.
SELECT id, kind
FROM record
WHERE (id >= :beginning AND id < :after)
    OR (id >= 'event-' || :beginning AND id < 'event-' || :after)
    OR (kind <> 'event' AND tail >= :beginning AND tail < :after)
ORDER BY id
LIMIT :limit
