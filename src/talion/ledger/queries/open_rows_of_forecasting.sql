-- Questions and forecasts that are held now, by what they say, to tell what is new.
SELECT 'question' AS kind, nr, id, payload, held_from FROM question WHERE held_until IS NULL
UNION ALL
SELECT 'forecast' AS kind, nr, id, payload, held_from FROM forecast WHERE held_until IS NULL
