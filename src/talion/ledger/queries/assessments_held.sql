-- Assessments, in the order of their reports and texts.
SELECT payload
FROM assessment
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY report, json_extract(payload, '$.passage.start'), id, payload
