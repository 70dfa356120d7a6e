-- States are few, and the rare ones are those that people look for.
CREATE INDEX configuration_item_health ON binnacle.configuration_item (health) WHERE merged_into IS NULL;
CREATE INDEX configuration_item_lifecycle ON binnacle.configuration_item (lifecycle COLLATE "C")
    WHERE merged_into IS NULL;

-- Values of attributes as a whole, whatever the attribute, capitals apart.
CREATE INDEX configuration_item_attributes_exact ON binnacle.configuration_item
    USING gin ((CAST(lower(CAST(attributes AS text)) AS jsonb)) jsonb_path_ops);
