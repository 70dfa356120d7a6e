-- Filters that people keep. A name is one of its owner's, per list.
CREATE TABLE binnacle.saved_search (
    id         uuid PRIMARY KEY,
    list       text        NOT NULL,
    name       text        NOT NULL,
    q          text        NOT NULL,
    sort       text,
    owner      text        NOT NULL,
    shared     boolean     NOT NULL,
    version    integer     NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (owner, list, name)
);
