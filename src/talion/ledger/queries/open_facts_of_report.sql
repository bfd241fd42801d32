-- What is known of one report now, beside its text.
SELECT nr, payload, coder, held_from
FROM report_facts
WHERE report = :report AND held_until IS NULL
