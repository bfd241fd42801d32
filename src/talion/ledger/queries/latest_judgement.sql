-- The judgement that one person made last on one record and has not withdrawn.
SELECT nr, payload, held_from
FROM judgement
WHERE about = :about AND person = :person AND held_until IS NULL
ORDER BY json_extract(payload, '$.at') DESC, nr DESC
LIMIT 1
