//! Which day a question is asked of: the day that it names, or today.

use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::mapping;
use crate::wall_clock::WallClock;

/// The day that counts as today.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AsOf {
    /// `YYYY-MM-DD`; the day it is where the program runs when left out. A page sends the day that it shows.
    today: Option<String>,
}

impl AsOf {
    /// # Errors
    /// When it is no date.
    pub fn day(&self, clock: &WallClock) -> Result<Date, ApiError> {
        match self.today.as_deref() {
            Some(text) => mapping::date("today", text),
            None => Ok(clock.today()),
        }
    }
}
