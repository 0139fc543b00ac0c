-- The order of transactions within a day: the id, until somebody moves a row. It stands with the splits because
-- registers are read in its order. No two transactions ever have the same one.

ALTER TABLE split ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE split SET place = txn_id;
DROP INDEX split_by_register;
CREATE INDEX split_by_register ON split (account_id, date, place, ordinal, amount);

-- Blocks begin at a place. Until now it was the id, and still is for all that is there.
ALTER TABLE block RENAME COLUMN txn_id TO place;
