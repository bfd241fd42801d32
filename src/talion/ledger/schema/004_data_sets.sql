-- Data sets: which one an event came from ("ucdp-ged"), so that a release can be told from the others; NULL for reports.
-- Kept in the row beside its payload, which names the release and the row's own id.

ALTER TABLE event ADD COLUMN origin TEXT;
-- How many of an event's two sides are named; NULL in rows of before, where nobody counted.
ALTER TABLE event ADD COLUMN sides INTEGER;
CREATE INDEX event_one_sided ON event (nr) WHERE sides IS NULL OR sides < 2;
CREATE INDEX event_by_origin ON event (origin) WHERE origin IS NOT NULL;
CREATE INDEX doubt_by_about ON doubt (about);
CREATE INDEX link_by_response ON link (response);
