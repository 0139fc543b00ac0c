-- The first book. Dates are ISO 8601 text, amounts integers of minor units.

CREATE TABLE book (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids only grow, also over undo, so that an old page never means another thing.
CREATE TABLE next_id (
    kind TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO next_id VALUES ('account', 1), ('payee', 1), ('transaction', 1), ('batch', 1);

CREATE TABLE account (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
    currency TEXT NOT NULL,
    bank_key TEXT,
    note     TEXT NOT NULL,
    closed   INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;
CREATE INDEX account_by_name ON account (name_key);

CREATE TABLE payee (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE txn (
    id       INTEGER PRIMARY KEY,
    date     TEXT NOT NULL,
    number   TEXT,
    payee_id INTEGER REFERENCES payee (id) DEFERRABLE INITIALLY DEFERRED,
    memo     TEXT NOT NULL,
    currency TEXT NOT NULL
) STRICT;
CREATE INDEX txn_by_payee ON txn (payee_id, date);

-- The date stands here again because registers are read in its order.
CREATE TABLE split (
    txn_id     INTEGER NOT NULL REFERENCES txn (id) DEFERRABLE INITIALLY DEFERRED,
    ordinal    INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    date       TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    memo       TEXT NOT NULL,
    state      INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    bank_id    TEXT,
    PRIMARY KEY (txn_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX split_by_register ON split (account_id, date, txn_id, ordinal, amount);

-- Written with the splits: a running balance is the months before it and part of one.
CREATE TABLE month_total (
    account_id INTEGER NOT NULL,
    month      INTEGER NOT NULL,
    row_count  INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    cleared    INTEGER NOT NULL,
    PRIMARY KEY (account_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    id     INTEGER PRIMARY KEY,
    file   TEXT NOT NULL,
    format TEXT NOT NULL
) STRICT;

CREATE TABLE imported_line (
    batch_id   INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    ordinal    INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    bank_id    TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (batch_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_line_by_id ON imported_line (account_id, bank_id, amount);

-- The change log: what everybody tails, what undo reads, what the audit shows.
CREATE TABLE log (
    revision INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    words    TEXT NOT NULL,
    topics   TEXT NOT NULL,
    changes  TEXT NOT NULL,
    move     TEXT NOT NULL CHECK (move IN ('do', 'undo', 'redo')),
    target   INTEGER
) STRICT;
-- Whether a step was taken back.
CREATE INDEX log_by_target ON log (target, revision) WHERE target IS NOT NULL;

-- Which revisions changed which thing.
CREATE TABLE touched (
    kind     TEXT NOT NULL,
    id       INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (kind, id, revision)
) STRICT, WITHOUT ROWID;

-- The steps that can still be undone or redone.
CREATE TABLE step (
    revision INTEGER PRIMARY KEY,
    undone   INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX step_by_side ON step (undone, revision);
