-- The first page of a list is what stands first here, in its standard order.
CREATE INDEX configuration_item_order
    ON binnacle.configuration_item ((CAST(ci_class AS text)) COLLATE "C", (left(lower(name), 100)), id)
    WHERE merged_into IS NULL;

-- Parts of names, keys and of whatever attribute. Where the server has no trigrams (they come with PostgreSQL, in some
-- packages apart from it), or the user may not create them, the same questions are answered, by looking at each item.
DO $$
DECLARE
    home text;
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        BEGIN
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'no right to create the extension pg_trgm';
        END;
    END IF;
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format('CREATE INDEX configuration_item_name_part ON binnacle.configuration_item'
            ' USING gin (name %I.gin_trgm_ops)', home);
        EXECUTE format('CREATE INDEX configuration_item_key_part ON binnacle.configuration_item'
            ' USING gin (key %I.gin_trgm_ops)', home);
        EXECUTE format('CREATE INDEX configuration_item_attributes_part ON binnacle.configuration_item'
            ' USING gin ((CAST(attributes AS text)) %I.gin_trgm_ops)', home);
    END IF;
END
$$;
