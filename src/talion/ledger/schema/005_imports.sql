-- Which files of data sets were imported when, so that what a newer release changed can be asked for by its name.

CREATE TABLE taken (
    nr INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL
);
CREATE TRIGGER taken_is_not_deleted BEFORE DELETE ON taken
BEGIN
    SELECT RAISE(ABORT, 'a taken row stays');
END;
CREATE TRIGGER taken_is_not_overwritten BEFORE UPDATE ON taken
BEGIN
    SELECT RAISE(ABORT, 'a taken row is not overwritten');
END;

-- Ids of events are hashes, and every index over them grows at random places. One over those held, one over those
-- closed and none over their tails serve as well as three over all, and a million rows are taken in sooner.
DROP INDEX record_by_tail;
CREATE INDEX record_by_tail ON record (tail) WHERE kind <> 'event';
DROP INDEX event_by_id;
CREATE INDEX event_closed_by_id ON event (id) WHERE held_until IS NOT NULL;
CREATE INDEX event_closed_when ON event (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX event_opened ON event (held_from);
