-- What became of an order that named itself: who asks again gets the same answer, and nothing is done twice.
CREATE TABLE answered (
    key      TEXT PRIMARY KEY,
    request  TEXT NOT NULL,
    revision INTEGER NOT NULL,
    made     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_by_revision ON answered (revision);
