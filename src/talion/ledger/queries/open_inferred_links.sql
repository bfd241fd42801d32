-- The links that were inferred and still stand.
SELECT 'link' AS kind, nr, id, payload, held_from
FROM link
WHERE report IS NULL AND held_until IS NULL
