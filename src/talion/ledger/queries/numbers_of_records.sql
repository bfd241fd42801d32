-- How many rows of each kind are held now.
SELECT 'report' AS kind, count(*) AS rows_held FROM report_facts WHERE held_until IS NULL
UNION ALL
SELECT 'event' AS kind, count(*) AS rows_held FROM event WHERE held_until IS NULL
UNION ALL
SELECT 'claim' AS kind, count(*) AS rows_held FROM claim WHERE held_until IS NULL
UNION ALL
SELECT 'link' AS kind, count(*) AS rows_held FROM link WHERE held_until IS NULL
UNION ALL
SELECT 'match' AS kind, count(*) AS rows_held FROM same_act WHERE held_until IS NULL
UNION ALL
SELECT 'relation' AS kind, count(*) AS rows_held FROM relation WHERE held_until IS NULL
UNION ALL
SELECT 'assessment' AS kind, count(*) AS rows_held FROM assessment WHERE held_until IS NULL
UNION ALL
SELECT 'actor' AS kind, count(*) AS rows_held FROM actor WHERE held_until IS NULL
UNION ALL
SELECT 'doubt' AS kind, count(*) AS rows_held FROM doubt WHERE held_until IS NULL
UNION ALL
SELECT 'judgement' AS kind, count(*) AS rows_held FROM judgement WHERE held_until IS NULL
UNION ALL
SELECT 'question' AS kind, count(*) AS rows_held FROM question WHERE held_until IS NULL
UNION ALL
SELECT 'forecast' AS kind, count(*) AS rows_held FROM forecast WHERE held_until IS NULL
UNION ALL
SELECT 'resolution' AS kind, count(*) AS rows_held FROM resolution WHERE held_until IS NULL
