-- Totals of parts of months with many rows: a place in a register is found without counting a whole month.
-- A block begins at its key and goes up to the next; the first begins with the month. Months of no more than
-- 1,024 rows have none.
CREATE TABLE block (
    account_id INTEGER NOT NULL,
    date       TEXT NOT NULL,
    txn_id     INTEGER NOT NULL,
    ordinal    INTEGER NOT NULL,
    row_count  INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    PRIMARY KEY (account_id, date, txn_id, ordinal)
) STRICT, WITHOUT ROWID;

-- The bare columns beside min() are those of the row it is from (SQLite, "Bare columns in an aggregate query").
INSERT INTO block (account_id, date, txn_id, ordinal, row_count, total)
SELECT account_id,
       iif(part = 0, month || '-01', date),
       iif(part = 0, 0, txn_id),
       iif(part = 0, 0, ordinal),
       row_count,
       total
FROM (
    SELECT account_id, month, place / 512 AS part, date, txn_id, ordinal,
           min(place), count(*) AS row_count, sum(amount) AS total
    FROM (
        SELECT s.account_id, s.date, s.txn_id, s.ordinal, s.amount, substr(s.date, 1, 7) AS month,
               row_number() OVER (PARTITION BY s.account_id, substr(s.date, 1, 7)
                                  ORDER BY s.date, s.txn_id, s.ordinal) - 1 AS place
        FROM month_total m JOIN split s ON s.account_id = m.account_id
            AND s.date >= printf('%04d-%02d-01', m.month / 12, m.month % 12 + 1)
            AND s.date < printf('%04d-%02d-01', (m.month + 1) / 12, (m.month + 1) % 12 + 1)
        WHERE m.row_count > 1024
    )
    GROUP BY account_id, month, part
);
