-- Facts of the case itself, by name.
SELECT name, value
FROM setting
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY name
