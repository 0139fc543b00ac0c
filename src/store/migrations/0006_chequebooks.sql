-- Chequebooks, the numbers of cheques, and what is still to be paid.

INSERT INTO next_id VALUES ('chequebook', 1);

CREATE TABLE chequebook (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    next_number  INTEGER NOT NULL,
    digits       INTEGER NOT NULL,
    is_closed    INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    is_in_use    INTEGER NOT NULL CHECK (is_in_use IN (0, 1))
) STRICT;
CREATE INDEX chequebook_by_account ON chequebook (account_id, first_number);

-- Which numbers of a book are written is asked of the transactions.
CREATE INDEX txn_by_cheque ON txn (CAST(number AS INTEGER)) WHERE number GLOB '[0-9]*';

-- What goes out and is not cleared, so that it is known without reading every row.
ALTER TABLE month_total ADD COLUMN unpaid INTEGER NOT NULL DEFAULT 0;
WITH sums AS (
    SELECT account_id, substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1 AS month, sum(amount) AS total
    FROM split WHERE state = 0 AND amount < 0 GROUP BY 1, 2
)
UPDATE month_total SET unpaid = sums.total
FROM sums WHERE sums.account_id = month_total.account_id AND sums.month = month_total.month;
