//! How the cells of the dates are read, once their order is known.

use super::cell;
use super::grid::Row;
use super::roles::Roles;
use crate::import::dates::{Order, pattern, read_in_language};
use crate::import::layout::Role;

/// The manner of all dates of a table.
#[derive(Debug, Clone)]
pub struct Dating {
    pub order: Order,
    /// The date, and the value date for rows that have no other.
    columns: Vec<usize>,
    languages: Vec<usize>,
    pattern: Option<String>,
}

impl Dating {
    pub fn new(order: Order, roles: &Roles, languages: &[usize], pattern: Option<String>) -> Dating {
        let columns = roles.columns(Role::Date).chain(roles.columns(Role::ValueDate)).collect();
        let pattern = pattern.filter(|pattern| pattern::is_pattern(pattern));
        Dating { order, columns, languages: languages.to_vec(), pattern }
    }

    /// The date, or the value date where it has none.
    pub fn date(&self, row: &Row) -> Result<Option<jiff::civil::Date>, String> {
        let mut texts = self.columns.iter().map(|column| row.cell(*column));
        let Some(text) = texts.find(|text| !text.is_empty()) else {
            return Ok(None);
        };
        if let Some(pattern) = &self.pattern {
            return pattern::read(text, pattern, &self.languages)
                .map(Some)
                .map_err(|error| error.to_string());
        }
        read_in_language(text, self.order, &self.languages)
            .or_else(|error| cell::serial_day(text).ok_or_else(|| error.to_string()))
            .map(Some)
    }
}
