-- An import writes a hundred thousand rows in one step, and each index is written with every one of them. What these
-- three told is told by a few rows now.

-- How many rows of a month are not reconciled: what is open is found in the months that have such rows.
ALTER TABLE month_total ADD COLUMN open_rows INTEGER NOT NULL DEFAULT 0;
WITH open AS (
    SELECT account_id, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1 AS month, count(*) AS row_count
    FROM split WHERE state < 2 GROUP BY 1, 2
)
UPDATE month_total SET open_rows = open.row_count
FROM open WHERE open.account_id = month_total.account_id AND open.month = month_total.month;
DROP INDEX split_open;

-- Which imports brought something to an account. Their lines stand together.
CREATE TABLE batch_account (
    account_id INTEGER NOT NULL,
    batch_id   INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (account_id, batch_id)
) STRICT, WITHOUT ROWID;
INSERT INTO batch_account (account_id, batch_id) SELECT DISTINCT account_id, batch_id FROM imported_line;
DROP INDEX imported_line_by_id;

-- Transactions with ids one after the other that a revision changed; such a run is not in `touched`.
CREATE TABLE touched_run (
    revision INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id  INTEGER NOT NULL,
    PRIMARY KEY (revision, first_id)
) STRICT, WITHOUT ROWID;
