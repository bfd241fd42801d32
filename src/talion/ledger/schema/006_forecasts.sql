-- Questions about days to come, the chances that somebody gave to their outcomes, and how they came out.

CREATE TABLE question (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    asks TEXT NOT NULL,
    opens TEXT NOT NULL,
    closes TEXT NOT NULL,
    about TEXT,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX question_by_id ON question (id);

CREATE TABLE forecast (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    question TEXT NOT NULL REFERENCES record (id),
    given_on TEXT NOT NULL,
    forecaster TEXT NOT NULL,
    rules TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX forecast_by_id ON forecast (id);
CREATE INDEX forecast_by_question ON forecast (question);

-- What a person decided; `about` is a question or an assessment.
CREATE TABLE resolution (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    about TEXT NOT NULL REFERENCES record (id),
    person TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX resolution_by_id ON resolution (id);
CREATE INDEX resolution_by_about ON resolution (about);

CREATE TRIGGER question_is_not_deleted BEFORE DELETE ON question
BEGIN
    SELECT RAISE(ABORT, 'a question row is closed, not deleted');
END;
CREATE TRIGGER question_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON question
BEGIN
    SELECT RAISE(ABORT, 'a question row is closed, not overwritten');
END;
CREATE TRIGGER question_is_closed_once BEFORE UPDATE OF held_until ON question WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed question row stays closed');
END;

CREATE TRIGGER forecast_is_not_deleted BEFORE DELETE ON forecast
BEGIN
    SELECT RAISE(ABORT, 'a forecast row is closed, not deleted');
END;
CREATE TRIGGER forecast_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON forecast
BEGIN
    SELECT RAISE(ABORT, 'a forecast row is closed, not overwritten');
END;
CREATE TRIGGER forecast_is_closed_once BEFORE UPDATE OF held_until ON forecast WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed forecast row stays closed');
END;

CREATE TRIGGER resolution_is_not_deleted BEFORE DELETE ON resolution
BEGIN
    SELECT RAISE(ABORT, 'a resolution row is closed, not deleted');
END;
CREATE TRIGGER resolution_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON resolution
BEGIN
    SELECT RAISE(ABORT, 'a resolution row is closed, not overwritten');
END;
CREATE TRIGGER resolution_is_closed_once BEFORE UPDATE OF held_until ON resolution WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed resolution row stays closed');
END;
