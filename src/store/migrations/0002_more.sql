-- What the page remembers, who made a change, tags, void cheques, and the order of accounts.

CREATE TABLE preference (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A browser by its name, "import", "command line"; empty where it was not asked yet.
ALTER TABLE log ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- "bank", "cash", "credit_card" …; empty where only the kind is known.
ALTER TABLE account ADD COLUMN subkind TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN grouping TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN place INTEGER NOT NULL DEFAULT 0;

-- What the sides of a void transaction were, a JSON list of minor units in their order.
ALTER TABLE txn ADD COLUMN void TEXT;

INSERT INTO next_id VALUES ('tag', 1);

CREATE TABLE tag (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE txn_tag (
    txn_id INTEGER NOT NULL REFERENCES txn (id) DEFERRABLE INITIALLY DEFERRED,
    tag_id INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (txn_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX txn_tag_by_tag ON txn_tag (tag_id, txn_id);
