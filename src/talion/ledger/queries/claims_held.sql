-- Claims in the order of their reports' days and of the text; :events is a JSON array of event ids, or NULL for all.
SELECT claim.payload
FROM claim
JOIN report_facts ON report_facts.report = claim.report
WHERE claim.held_from < :held_before AND (claim.held_until IS NULL OR claim.held_until >= :held_before)
    AND report_facts.held_from < :held_before AND (report_facts.held_until IS NULL OR report_facts.held_until >= :held_before)
    AND (CAST(:events AS TEXT) IS NULL OR claim.event IN (SELECT value FROM json_each(:events)))
ORDER BY report_facts.published IS NULL, report_facts.published, claim.report,
    json_extract(claim.payload, '$.passage.start'), claim.id, claim.payload
