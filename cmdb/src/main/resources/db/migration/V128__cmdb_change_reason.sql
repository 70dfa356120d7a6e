-- Why somebody changed an item, in his own words; nothing where nobody said.
ALTER TABLE binnacle.ci_change ADD COLUMN reason text;
