-- One append-only stream for all records; the audit log is a view of it.
CREATE TABLE activity (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor_kind   text NOT NULL,
    actor_name   text NOT NULL,
    actor_origin text,
    record_type  text NOT NULL,
    record_id    text NOT NULL,
    verb         text NOT NULL,
    message      text,
    changes      jsonb NOT NULL
);

CREATE INDEX activity_of_record ON activity (record_type, record_id, id);
CREATE INDEX activity_at ON activity (at);

-- Statement level, so that even a statement that touches no row is refused.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER activity_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON activity
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
