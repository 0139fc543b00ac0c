-- Of an order that named itself: its body's fingerprint, empty where an older version kept none, and what it was
-- answered besides the step.
ALTER TABLE answered ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE answered ADD COLUMN besides TEXT;
