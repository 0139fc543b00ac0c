-- What an import became, the payee in the bank's words, and the file itself, as it came.

ALTER TABLE imported_line ADD COLUMN txn_id INTEGER;
ALTER TABLE imported_line ADD COLUMN payee TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN raw TEXT;

-- By the hash of the bytes. They are compressed (RFC 1951); the size is that of the file.
CREATE TABLE raw_file (
    hash  TEXT PRIMARY KEY,
    size  INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- The changes of a large entry, as JSON and compressed; `changes` is empty then.
ALTER TABLE log ADD COLUMN packed BLOB;
