-- Ids of the events held now that came from one data set, whatever its release, and lie between two days.
SELECT id
FROM event
WHERE held_until IS NULL AND origin = :origin AND first_day >= :since AND last_day <= :until
