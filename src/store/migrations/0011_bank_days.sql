-- The day that the bank gave a line: what it became, or was matched with, may have another. Older lines do not say.
ALTER TABLE imported_line ADD COLUMN date TEXT;
