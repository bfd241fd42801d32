-- What is held now of the actors and relations with these ids (a JSON array), whichever report names them.
SELECT 'actor' AS kind, id, payload FROM actor WHERE held_until IS NULL AND id IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT 'relation' AS kind, id, payload FROM relation
WHERE held_until IS NULL AND id IN (SELECT value FROM json_each(:ids))
