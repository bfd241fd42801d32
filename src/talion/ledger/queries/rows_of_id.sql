-- Every row that one id ever had, the one held now first, then the one closed last.
SELECT kind, payload, held_from, held_until
FROM (
    SELECT 'event' AS kind, payload, held_from, held_until FROM event WHERE id = :id AND held_until IS NULL
    UNION ALL
    SELECT 'event' AS kind, payload, held_from, held_until FROM event WHERE id = :id AND held_until IS NOT NULL
    UNION ALL
    SELECT 'claim' AS kind, payload, held_from, held_until FROM claim WHERE id = :id
    UNION ALL
    SELECT 'link' AS kind, payload, held_from, held_until FROM link WHERE id = :id
    UNION ALL
    SELECT 'match' AS kind, payload, held_from, held_until FROM same_act WHERE id = :id
    UNION ALL
    SELECT 'relation' AS kind, payload, held_from, held_until FROM relation WHERE id = :id
    UNION ALL
    SELECT 'assessment' AS kind, payload, held_from, held_until FROM assessment WHERE id = :id
    UNION ALL
    SELECT 'actor' AS kind, payload, held_from, held_until FROM actor WHERE id = :id
    UNION ALL
    SELECT 'doubt' AS kind, payload, held_from, held_until FROM doubt WHERE id = :id
    UNION ALL
    SELECT 'judgement' AS kind, payload, held_from, held_until FROM judgement WHERE id = :id
    UNION ALL
    SELECT 'question' AS kind, payload, held_from, held_until FROM question WHERE id = :id
    UNION ALL
    SELECT 'forecast' AS kind, payload, held_from, held_until FROM forecast WHERE id = :id
    UNION ALL
    SELECT 'resolution' AS kind, payload, held_from, held_until FROM resolution WHERE id = :id
) AS ever_held
ORDER BY held_until IS NOT NULL, held_until DESC, held_from DESC, payload
