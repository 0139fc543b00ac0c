-- What an entry of the log was when it was written: SHA-256 over the id of the book and all that the entry says. A bit
-- that a disk flips in a text or an amount is no fault that SQLite could see.
CREATE TABLE seal (
    revision INTEGER PRIMARY KEY,
    sum      BLOB NOT NULL
) STRICT;
