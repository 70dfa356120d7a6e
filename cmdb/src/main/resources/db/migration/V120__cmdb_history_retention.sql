-- The history of changes is only added to, but for what is older than history is kept (estate.historyRetention): that goes,
-- by a transaction that says so.
CREATE FUNCTION binnacle.refuse_ci_change_unless_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('binnacle.forgetting', true) = 'history' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the history of items is append-only';
END
$$;

DROP TRIGGER ci_change_append_only ON binnacle.ci_change;

CREATE TRIGGER ci_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON binnacle.ci_change
    FOR EACH STATEMENT EXECUTE FUNCTION binnacle.refuse_ci_change_unless_forgotten();
