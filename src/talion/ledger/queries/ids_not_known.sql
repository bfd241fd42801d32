-- Those of the given ids (a JSON array) that this case never held.
SELECT value
FROM json_each(:ids)
WHERE value NOT IN (SELECT id FROM record)
ORDER BY value
