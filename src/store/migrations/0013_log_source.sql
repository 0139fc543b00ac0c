-- What is undone or done again stands in the log already: such an entry names the one that has the changes, and has none
-- itself. What it names names no other.
ALTER TABLE log ADD COLUMN source INTEGER;
-- Whether its changes are the inverse of those.
ALTER TABLE log ADD COLUMN is_inverse INTEGER NOT NULL DEFAULT 0 CHECK (is_inverse IN (0, 1));
