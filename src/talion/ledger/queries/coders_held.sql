-- Which coders the records held come from, and how many reports each read.
SELECT coder, count(*) AS reports
FROM report_facts
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
GROUP BY coder
ORDER BY coder
