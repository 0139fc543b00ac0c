//! Lists of changes as JSON, written and read one by one.
//!
//! It knows no form of a change: those are its parent's.

use std::{fmt, io};

use serde::Deserializer as _;
use serde::de::{Error as _, SeqAccess, Visitor};

use super::StoredChange;
use crate::ledger::Change;
use crate::store::failure::Failure;

pub fn to_json(changes: &[Change]) -> Result<String, Failure> {
    let stored: Vec<StoredChange> = changes.iter().map(StoredChange::from).collect();
    serde_json::to_string(&stored).map_err(|error| Failure::Other(error.to_string()))
}

/// One of them.
pub fn write_json(change: &Change, into: &mut impl io::Write) -> Result<(), Failure> {
    let stored = StoredChange::from(change);
    serde_json::to_writer(into, &stored).map_err(|error| Failure::Other(error.to_string()))
}

pub fn from_json(json: &str) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    read_json(json.as_bytes(), &mut changes)?;
    Ok(changes)
}

/// The changes of a list at the end of those that are there.
pub fn read_json(json: &[u8], into: &mut Vec<Change>) -> Result<(), Failure> {
    let mut list = serde_json::Deserializer::from_slice(json);
    list.deserialize_seq(Restoring(into)).and_then(|()| list.end()).map_err(|_| Failure::Damaged)
}

/// Each is made a change as soon as it is read.
struct Restoring<'v>(&'v mut Vec<Change>);

impl<'de> Visitor<'de> for Restoring<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("changes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(stored) = list.next_element::<StoredChange>()? {
            self.0.push(stored.restored().ok_or_else(|| A::Error::custom("no change"))?);
        }
        Ok(())
    }
}
