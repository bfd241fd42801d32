-- Imports of data sets, the oldest first.
SELECT name, payload, held_from
FROM taken
WHERE held_from < :held_before
ORDER BY held_from, nr
