-- Ids that begin like this, whole or after their kind ("3fa2" finds "event-3fa2..."). Ranges, so that indexes serve.
SELECT id, kind
FROM record
WHERE (id >= :beginning AND id < :after) OR (tail >= :beginning AND tail < :after)
ORDER BY id
LIMIT :limit
