-- Forecasts, by the day they were given on, then question and forecaster.
SELECT payload
FROM forecast
WHERE held_from < :held_before AND (held_until IS NULL OR held_until >= :held_before)
ORDER BY given_on, question, forecaster, id
