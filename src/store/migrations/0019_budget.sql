-- What is planned: the way of the budget (0), the rule of a category, and its amount in a month. The number of an entry
-- is made from the category and the month; each is kept as the log keeps it, as JSON whose fields are only ever added.
CREATE TABLE budget (
    id          INTEGER PRIMARY KEY,
    category_id INTEGER,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX budget_by_category ON budget (category_id);
