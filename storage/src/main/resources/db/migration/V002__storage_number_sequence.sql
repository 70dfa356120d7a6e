-- The last number given of each prefix. A row, not a sequence object: it rolls back, so numbers have no gaps.
CREATE TABLE number_sequence (
    prefix text PRIMARY KEY,
    last   bigint NOT NULL
);
