-- Rows are closed, not deleted or overwritten: the database itself refuses both, whoever opens it.

CREATE FUNCTION refuse_to_lose_a_row () RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a % row %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END
$$;

DO $$
DECLARE
    held TEXT;
BEGIN
    FOREACH held IN ARRAY ARRAY['report', 'passage', 'record', 'event_actor', 'paragraph'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_to_lose_a_row(''stays'')',
            held || '_is_not_deleted', held
        );
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW '
            || 'EXECUTE FUNCTION refuse_to_lose_a_row(''is not overwritten'')',
            held || '_is_not_overwritten', held
        );
    END LOOP;
    FOREACH held IN ARRAY ARRAY[
        'report_facts', 'event', 'claim', 'link', 'same_act', 'relation', 'assessment', 'actor', 'doubt', 'judgement',
        'setting'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW '
            || 'EXECUTE FUNCTION refuse_to_lose_a_row(''is closed, not deleted'')',
            held || '_is_not_deleted', held
        );
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OF nr, %s, held_from ON %I FOR EACH ROW '
            || 'EXECUTE FUNCTION refuse_to_lose_a_row(''is closed, not overwritten'')',
            held || '_is_not_overwritten',
            CASE held
                WHEN 'report_facts' THEN 'report, payload, coder' WHEN 'setting' THEN 'name, value' ELSE 'id, payload'
            END,
            held
        );
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OF held_until ON %I FOR EACH ROW WHEN (OLD.held_until IS NOT NULL) '
            || 'EXECUTE FUNCTION refuse_to_lose_a_row(''that is closed stays closed'')',
            held || '_is_closed_once', held
        );
    END LOOP;
END
$$;
