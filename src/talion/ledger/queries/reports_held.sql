-- Reports with what was known of them, in the order of their days (undated last), then ids. A NULL :report asks for all.
SELECT report.id, report.text, report_facts.payload
FROM report
JOIN report_facts ON report_facts.report = report.id
WHERE report_facts.held_from < :held_before AND (report_facts.held_until IS NULL OR report_facts.held_until >= :held_before)
    AND (CAST(:report AS TEXT) IS NULL OR report.id = :report)
ORDER BY report_facts.published IS NULL, report_facts.published, report.id
