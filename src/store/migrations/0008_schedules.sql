-- What comes again. There are few, and they are always read together: each is kept
-- as the log keeps it, as JSON whose fields are only ever added.

INSERT INTO next_id VALUES ('schedule', 1);

CREATE TABLE schedule (
    id   INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
