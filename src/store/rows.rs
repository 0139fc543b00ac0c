//! Many rows written by few statements.
//!
//! SQLite takes as long to begin and end a statement as to write a row or two: fifty rows in one take three fifths of
//! the time. It knows no table and decides nothing.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::failure::Failure;

/// So many rows in one statement. More gain next to nothing.
const TOGETHER: usize = 50;

/// Rows of `WIDTH` columns on their way into a table. What was not [finished](Rows::finish) may not be written.
pub struct Rows<'c, 'v, const WIDTH: usize> {
    connection: &'c Connection,
    /// `INSERT INTO table (columns)`.
    into: &'static str,
    /// The statement for [`TOGETHER`] rows, once it was needed.
    many: Option<String>,
    values: Vec<ToSqlOutput<'v>>,
}

impl<'c, 'v, const WIDTH: usize> Rows<'c, 'v, WIDTH> {
    pub fn new(connection: &'c Connection, into: &'static str) -> Rows<'c, 'v, WIDTH> {
        Rows { connection, into, many: None, values: Vec::new() }
    }

    fn statement(into: &str, rows: usize) -> String {
        let row = format!("({})", ["?"; WIDTH].join(", "));
        format!("{into} VALUES {}", vec![row; rows].join(", "))
    }

    pub fn add(&mut self, row: [ToSqlOutput<'v>; WIDTH]) -> Result<(), Failure> {
        self.values.extend(row);
        if self.values.len() == WIDTH * TOGETHER {
            let many = self.many.get_or_insert_with(|| Self::statement(self.into, TOGETHER));
            self.connection.prepare_cached(many)?.execute(params_from_iter(self.values.drain(..)))?;
        }
        Ok(())
    }

    /// Writes the last ones, too.
    pub fn finish(mut self) -> Result<(), Failure> {
        if self.values.is_empty() {
            return Ok(());
        }
        let one = Self::statement(self.into, 1);
        let mut statement = self.connection.prepare_cached(&one)?;
        let mut values = self.values.drain(..);
        while values.len() > 0 {
            statement.execute(params_from_iter(values.by_ref().take(WIDTH)))?;
        }
        Ok(())
    }
}

pub fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

pub fn text_or_null(text: Option<&str>) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())))
}

pub fn owned<'v>(text: String) -> ToSqlOutput<'v> {
    ToSqlOutput::Owned(Value::Text(text))
}

pub fn text_or_nothing<'v>(text: Option<String>) -> ToSqlOutput<'v> {
    text.map_or(ToSqlOutput::Borrowed(ValueRef::Null), owned)
}

pub fn number<'v>(number: i64) -> ToSqlOutput<'v> {
    ToSqlOutput::Borrowed(ValueRef::Integer(number))
}

pub fn number_or_null<'v>(number: Option<i64>) -> ToSqlOutput<'v> {
    ToSqlOutput::Borrowed(number.map_or(ValueRef::Null, ValueRef::Integer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_rows_there_are_each_is_written_once() {
        for count in [0, 1, 49, 50, 51, 100, 149] {
            let connection = Connection::open_in_memory().expect("memory is enough");
            connection.execute_batch("CREATE TABLE t (a INTEGER, b TEXT)").expect("makes");
            let mut rows = Rows::new(&connection, "INSERT INTO t (a, b)");
            for n in 0..count {
                rows.add([number(n), owned(n.to_string())]).expect("is written");
            }
            rows.finish().expect("is written");
            let sql = "SELECT count(*), count(DISTINCT a), coalesce(sum(a), 0), coalesce(sum(CAST(b AS INTEGER)), 0) FROM t";
            let told: (i64, i64, i64, i64) = connection
                .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .expect("is counted");
            let sum = count * (count - 1) / 2;
            assert_eq!(told, (count, count, sum, sum));
        }
    }
}
