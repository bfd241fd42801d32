-- What is held now about the events with these ids (a JSON array): claims, doubts, and links that texts state.
SELECT 'claim' AS kind, nr, id, payload, held_from FROM claim
WHERE held_until IS NULL AND event IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT 'doubt' AS kind, nr, id, payload, held_from FROM doubt
WHERE held_until IS NULL AND about IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT 'link' AS kind, nr, id, payload, held_from FROM link
WHERE held_until IS NULL AND report IS NOT NULL AND response IN (SELECT value FROM json_each(:ids))
