-- Statements. A split says which one it is ticked in, or was reconciled by.

INSERT INTO next_id VALUES ('statement', 1);

CREATE TABLE statement (
    id          INTEGER PRIMARY KEY,
    account_id  INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    date        TEXT NOT NULL,
    closing     INTEGER NOT NULL,
    is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1))
) STRICT;
CREATE INDEX statement_by_account ON statement (account_id, date);

-- What a finished statement held.
CREATE TABLE held (
    statement_id INTEGER NOT NULL REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED,
    txn_id       INTEGER NOT NULL,
    amount       INTEGER NOT NULL,
    PRIMARY KEY (statement_id, txn_id)
) STRICT, WITHOUT ROWID;

-- No reference: a row that comes back by undo may name a statement that was given up since.
ALTER TABLE split ADD COLUMN statement_id INTEGER;
CREATE INDEX split_by_statement ON split (statement_id) WHERE statement_id IS NOT NULL;
-- What is still to be reconciled is little, however large the book.
CREATE INDEX split_open ON split (account_id, date) WHERE state < 2;

ALTER TABLE month_total ADD COLUMN reconciled INTEGER NOT NULL DEFAULT 0;
WITH sums AS (
    SELECT account_id, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1 AS month, sum(amount) AS total
    FROM split WHERE state = 2 GROUP BY 1, 2
)
UPDATE month_total SET reconciled = sums.total
FROM sums WHERE sums.account_id = month_total.account_id AND sums.month = month_total.month;
