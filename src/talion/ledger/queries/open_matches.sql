-- The matches that still stand.
SELECT 'match' AS kind, nr, id, payload, held_from
FROM same_act
WHERE held_until IS NULL
