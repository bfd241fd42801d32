-- The resolution that one person gave last to one question or assessment and has not withdrawn.
SELECT nr, payload, held_from
FROM resolution
WHERE about = :about AND person = :person AND held_until IS NULL
ORDER BY held_from DESC, nr DESC
LIMIT 1
