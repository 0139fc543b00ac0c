-- The preview of a short file asks for the lines of a few days and rows, and a book may have hundreds of thousands. Files
-- are in the order of their days and make rows one after the other: both indexes grow at their ends, which costs little.
CREATE INDEX imported_line_by_date ON imported_line (date);
CREATE INDEX imported_line_by_txn ON imported_line (txn_id);
