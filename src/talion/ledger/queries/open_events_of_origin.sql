-- Ids of the events held now that came from one data set, whatever its release; by :origin and what follows it.
SELECT id
FROM event
WHERE held_until IS NULL AND origin = :origin
