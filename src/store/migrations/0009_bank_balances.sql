-- What the bank itself says an account held, where an imported file tells.

CREATE TABLE bank_balance (
    batch_id   INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    account_id INTEGER NOT NULL,
    date       TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (batch_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_balance_by_account ON bank_balance (account_id, date);
