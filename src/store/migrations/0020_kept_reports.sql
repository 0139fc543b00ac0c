-- Reports that are kept by name. There are few, and they are always read together: each is kept as the log keeps it, as
-- JSON whose fields are only ever added.

INSERT INTO next_id VALUES ('kept_report', 1);

CREATE TABLE kept_report (
    id   INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
