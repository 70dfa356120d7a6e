-- The columns that a search shows, as addresses name them, commas between; nothing for the list's own.
ALTER TABLE binnacle.saved_search ADD COLUMN columns text;
