-- Receipts and other files of transactions. Their bytes are in raw_file, by their SHA-256 (64 digits; bank files have
-- shorter names). A transaction that is deleted keeps its rows here, so that undo brings it back with them.
CREATE TABLE attachment (
    id     INTEGER PRIMARY KEY,
    txn_id INTEGER NOT NULL,
    hash   TEXT NOT NULL,
    size   INTEGER NOT NULL,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_txn ON attachment (txn_id);
CREATE INDEX attachment_by_hash ON attachment (hash);
INSERT INTO next_id VALUES ('attachment', 1);
