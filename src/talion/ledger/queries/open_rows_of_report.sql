-- All that is held of one report now, whatever its kind.
SELECT 'event' AS kind, nr, id, payload, held_from FROM event WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'claim' AS kind, nr, id, payload, held_from FROM claim WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'link' AS kind, nr, id, payload, held_from FROM link WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'relation' AS kind, nr, id, payload, held_from FROM relation WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'assessment' AS kind, nr, id, payload, held_from FROM assessment WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'actor' AS kind, nr, id, payload, held_from FROM actor WHERE report = :report AND held_until IS NULL
UNION ALL
SELECT 'doubt' AS kind, nr, id, payload, held_from FROM doubt WHERE report = :report AND held_until IS NULL
