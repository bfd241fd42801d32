-- The case: reports, what was coded out of them, and what people decided.
-- A row says from when until when it was held; an open row has no held_until. Times are ISO 8601 in UTC, all of one length.

CREATE TABLE report (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    held_from TEXT NOT NULL
);

-- What is known of a report beside its text; it can be corrected, the text cannot.
CREATE TABLE report_facts (
    nr INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    outlet TEXT,
    published TEXT,
    language TEXT,
    coder TEXT,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX report_facts_by_report ON report_facts (report);

-- The words that records rest on. Never closed: the text of a report does not change.
CREATE TABLE passage (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL
);
CREATE INDEX passage_by_report ON passage (report);

-- Every id that any row of this case ever had; `tail` is what follows the first hyphen.
CREATE TABLE record (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    tail TEXT NOT NULL
);
CREATE INDEX record_by_tail ON record (tail);

CREATE TABLE event (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    first_day TEXT,
    last_day TEXT,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX event_by_id ON event (id);
CREATE INDEX event_by_report ON event (report);
CREATE INDEX event_by_day ON event (first_day);
CREATE UNIQUE INDEX event_held_once ON event (id) WHERE held_until IS NULL;

CREATE TABLE event_actor (
    event INTEGER NOT NULL REFERENCES event (nr),
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    actor TEXT NOT NULL,
    PRIMARY KEY (event, side, actor)
) WITHOUT ROWID;
CREATE INDEX event_actor_by_actor ON event_actor (actor, side);

CREATE TABLE claim (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    event TEXT NOT NULL REFERENCES record (id),
    stance TEXT NOT NULL,
    about TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX claim_by_id ON claim (id);
CREATE INDEX claim_by_report ON claim (report);
CREATE INDEX claim_by_event ON claim (event);

-- A link that a report states has its report; one that was inferred has none.
CREATE TABLE link (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT REFERENCES report (id),
    "trigger" TEXT NOT NULL REFERENCES record (id),
    response TEXT NOT NULL REFERENCES record (id),
    basis TEXT NOT NULL,
    probability REAL NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from),
    CHECK ((report IS NULL) = (basis = 'inferred'))
);
CREATE INDEX link_by_id ON link (id);
CREATE INDEX link_by_report ON link (report);

-- Two records of one act (a Match).
CREATE TABLE same_act (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    first TEXT NOT NULL REFERENCES record (id),
    second TEXT NOT NULL REFERENCES record (id),
    probability REAL NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX same_act_by_id ON same_act (id);

CREATE TABLE relation (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX relation_by_id ON relation (id);
CREATE INDEX relation_by_report ON relation (report);

CREATE TABLE assessment (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    direction TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX assessment_by_id ON assessment (id);
CREATE INDEX assessment_by_report ON assessment (report);

-- Actors that a report names and the registry does not know; several reports may name one.
CREATE TABLE actor (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX actor_by_id ON actor (id);
CREATE INDEX actor_by_report ON actor (report);

CREATE TABLE doubt (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    report TEXT NOT NULL REFERENCES report (id),
    about TEXT NOT NULL,
    severity TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX doubt_by_id ON doubt (id);
CREATE INDEX doubt_by_report ON doubt (report);

CREATE TABLE judgement (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES record (id),
    about TEXT NOT NULL REFERENCES record (id),
    verdict TEXT NOT NULL,
    person TEXT NOT NULL,
    payload TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE INDEX judgement_by_id ON judgement (id);
CREATE INDEX judgement_by_about ON judgement (about);

-- Facts of the case itself, such as its name.
CREATE TABLE setting (
    nr INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    held_from TEXT NOT NULL,
    held_until TEXT CHECK (held_until >= held_from)
);
CREATE UNIQUE INDEX setting_held_once ON setting (name) WHERE held_until IS NULL;
