-- Those of the given ids (a JSON array) that this case never held.
SELECT value
FROM json_each(:ids) AS given
WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.id = given.value)
ORDER BY value
