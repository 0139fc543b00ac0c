//! The changes of a step as the log keeps them: JSON, and packed where that is long.
//!
//! It reads and writes no row.

use super::failure::Failure;
use super::{raw_files, stored};
use crate::ledger::Change;

/// From so many bytes of JSON on an entry is packed.
const PACKED_FROM: usize = 16 * 1024;

/// No entry is longer, in bytes of JSON.
const LARGEST_CHANGES: u64 = 4 * 1024 * 1024 * 1024;

/// Changes as the log keeps them: as JSON, and where that is long, packed.
pub struct KeptChanges {
    /// Empty where they are packed.
    pub json: String,
    pub packed: Option<Vec<u8>>,
}

impl KeptChanges {
    pub fn of(changes: &[Change]) -> Result<KeptChanges, Failure> {
        let json = stored::to_json(changes)?;
        if json.len() < PACKED_FROM {
            return Ok(KeptChanges { json, packed: None });
        }
        let packed = raw_files::deflated(json.as_bytes(), flate2::Compression::fast())?;
        Ok(KeptChanges { json: String::new(), packed: Some(packed) })
    }
}

/// The changes again.
pub fn read(json: &str, packed: Option<Vec<u8>>) -> Result<Vec<Change>, Failure> {
    match packed {
        None => stored::from_json(json),
        Some(packed) => {
            let json = raw_files::inflated(&packed, LARGEST_CHANGES)?;
            stored::from_json(std::str::from_utf8(&json).map_err(|_| Failure::Damaged)?)
        }
    }
}
