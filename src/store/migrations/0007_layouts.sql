-- Two exports of one bank may lay out the same days in two ways; what a file of the other way brought is not new.
ALTER TABLE batch ADD COLUMN layout TEXT NOT NULL DEFAULT '';
