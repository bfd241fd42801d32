-- Rows are closed, not deleted or overwritten: the file itself refuses both, whoever opens it.

CREATE TRIGGER report_is_not_deleted BEFORE DELETE ON report
BEGIN
    SELECT RAISE(ABORT, 'a report row stays');
END;
CREATE TRIGGER report_is_not_overwritten BEFORE UPDATE ON report
BEGIN
    SELECT RAISE(ABORT, 'a report row is not overwritten');
END;

CREATE TRIGGER passage_is_not_deleted BEFORE DELETE ON passage
BEGIN
    SELECT RAISE(ABORT, 'a passage row stays');
END;
CREATE TRIGGER passage_is_not_overwritten BEFORE UPDATE ON passage
BEGIN
    SELECT RAISE(ABORT, 'a passage row is not overwritten');
END;

CREATE TRIGGER record_is_not_deleted BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record row stays');
END;
CREATE TRIGGER record_is_not_overwritten BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record row is not overwritten');
END;

CREATE TRIGGER event_actor_is_not_deleted BEFORE DELETE ON event_actor
BEGIN
    SELECT RAISE(ABORT, 'a event_actor row stays');
END;
CREATE TRIGGER event_actor_is_not_overwritten BEFORE UPDATE ON event_actor
BEGIN
    SELECT RAISE(ABORT, 'a event_actor row is not overwritten');
END;

CREATE TRIGGER paragraph_is_not_deleted BEFORE DELETE ON paragraph
BEGIN
    SELECT RAISE(ABORT, 'a paragraph row stays');
END;
CREATE TRIGGER paragraph_is_not_overwritten BEFORE UPDATE ON paragraph
BEGIN
    SELECT RAISE(ABORT, 'a paragraph row is not overwritten');
END;

CREATE TRIGGER report_facts_is_not_deleted BEFORE DELETE ON report_facts
BEGIN
    SELECT RAISE(ABORT, 'a report_facts row is closed, not deleted');
END;
CREATE TRIGGER report_facts_is_not_overwritten BEFORE UPDATE OF nr, report, payload, coder, held_from ON report_facts
BEGIN
    SELECT RAISE(ABORT, 'a report_facts row is closed, not overwritten');
END;
CREATE TRIGGER report_facts_is_closed_once BEFORE UPDATE OF held_until ON report_facts WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed report_facts row stays closed');
END;

CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'a event row is closed, not deleted');
END;
CREATE TRIGGER event_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON event
BEGIN
    SELECT RAISE(ABORT, 'a event row is closed, not overwritten');
END;
CREATE TRIGGER event_is_closed_once BEFORE UPDATE OF held_until ON event WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed event row stays closed');
END;

CREATE TRIGGER claim_is_not_deleted BEFORE DELETE ON claim
BEGIN
    SELECT RAISE(ABORT, 'a claim row is closed, not deleted');
END;
CREATE TRIGGER claim_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON claim
BEGIN
    SELECT RAISE(ABORT, 'a claim row is closed, not overwritten');
END;
CREATE TRIGGER claim_is_closed_once BEFORE UPDATE OF held_until ON claim WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed claim row stays closed');
END;

CREATE TRIGGER link_is_not_deleted BEFORE DELETE ON link
BEGIN
    SELECT RAISE(ABORT, 'a link row is closed, not deleted');
END;
CREATE TRIGGER link_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON link
BEGIN
    SELECT RAISE(ABORT, 'a link row is closed, not overwritten');
END;
CREATE TRIGGER link_is_closed_once BEFORE UPDATE OF held_until ON link WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed link row stays closed');
END;

CREATE TRIGGER same_act_is_not_deleted BEFORE DELETE ON same_act
BEGIN
    SELECT RAISE(ABORT, 'a same_act row is closed, not deleted');
END;
CREATE TRIGGER same_act_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON same_act
BEGIN
    SELECT RAISE(ABORT, 'a same_act row is closed, not overwritten');
END;
CREATE TRIGGER same_act_is_closed_once BEFORE UPDATE OF held_until ON same_act WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed same_act row stays closed');
END;

CREATE TRIGGER relation_is_not_deleted BEFORE DELETE ON relation
BEGIN
    SELECT RAISE(ABORT, 'a relation row is closed, not deleted');
END;
CREATE TRIGGER relation_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON relation
BEGIN
    SELECT RAISE(ABORT, 'a relation row is closed, not overwritten');
END;
CREATE TRIGGER relation_is_closed_once BEFORE UPDATE OF held_until ON relation WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed relation row stays closed');
END;

CREATE TRIGGER assessment_is_not_deleted BEFORE DELETE ON assessment
BEGIN
    SELECT RAISE(ABORT, 'a assessment row is closed, not deleted');
END;
CREATE TRIGGER assessment_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON assessment
BEGIN
    SELECT RAISE(ABORT, 'a assessment row is closed, not overwritten');
END;
CREATE TRIGGER assessment_is_closed_once BEFORE UPDATE OF held_until ON assessment WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed assessment row stays closed');
END;

CREATE TRIGGER actor_is_not_deleted BEFORE DELETE ON actor
BEGIN
    SELECT RAISE(ABORT, 'a actor row is closed, not deleted');
END;
CREATE TRIGGER actor_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON actor
BEGIN
    SELECT RAISE(ABORT, 'a actor row is closed, not overwritten');
END;
CREATE TRIGGER actor_is_closed_once BEFORE UPDATE OF held_until ON actor WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed actor row stays closed');
END;

CREATE TRIGGER doubt_is_not_deleted BEFORE DELETE ON doubt
BEGIN
    SELECT RAISE(ABORT, 'a doubt row is closed, not deleted');
END;
CREATE TRIGGER doubt_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON doubt
BEGIN
    SELECT RAISE(ABORT, 'a doubt row is closed, not overwritten');
END;
CREATE TRIGGER doubt_is_closed_once BEFORE UPDATE OF held_until ON doubt WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed doubt row stays closed');
END;

CREATE TRIGGER judgement_is_not_deleted BEFORE DELETE ON judgement
BEGIN
    SELECT RAISE(ABORT, 'a judgement row is closed, not deleted');
END;
CREATE TRIGGER judgement_is_not_overwritten BEFORE UPDATE OF nr, id, payload, held_from ON judgement
BEGIN
    SELECT RAISE(ABORT, 'a judgement row is closed, not overwritten');
END;
CREATE TRIGGER judgement_is_closed_once BEFORE UPDATE OF held_until ON judgement WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed judgement row stays closed');
END;

CREATE TRIGGER setting_is_not_deleted BEFORE DELETE ON setting
BEGIN
    SELECT RAISE(ABORT, 'a setting row is closed, not deleted');
END;
CREATE TRIGGER setting_is_not_overwritten BEFORE UPDATE OF nr, name, value, held_from ON setting
BEGIN
    SELECT RAISE(ABORT, 'a setting row is closed, not overwritten');
END;
CREATE TRIGGER setting_is_closed_once BEFORE UPDATE OF held_until ON setting WHEN OLD.held_until IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed setting row stays closed');
END;
