//! The changes of a step as the log keeps them: JSON, and packed where that is long.
//!
//! It reads and writes no row.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::failure::Failure;
use super::{raw_files, stored};
use crate::ledger::Change;

/// From so many bytes of JSON on an entry is packed.
const PACKED_FROM: usize = 16 * 1024;

/// So many bytes of JSON are packed at a time.
const WRITTEN_FROM: usize = 64 * 1024;

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
        let packed = raw_files::deflated(json.as_bytes(), Compression::fast())?;
        Ok(KeptChanges { json: String::new(), packed: Some(packed) })
    }

    /// The same of very many: they are packed as they come, and never together in memory as JSON. It ends early where
    /// the step `is_given_up`.
    pub fn of_many(changes: &[Change], is_given_up: &AtomicBool) -> Result<KeptChanges, Failure> {
        let failed = |error: io::Error| Failure::Other(error.to_string());
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        let mut json = Vec::with_capacity(2 * WRITTEN_FROM);
        for (at, change) in changes.iter().enumerate() {
            json.push(if at == 0 { b'[' } else { b',' });
            stored::write_json(change, &mut json)?;
            if json.len() >= WRITTEN_FROM {
                if is_given_up.load(Ordering::Relaxed) {
                    return Err(Failure::Stopped);
                }
                packed.write_all(&json).map_err(failed)?;
                json.clear();
            }
        }
        json.push(b']');
        packed.write_all(&json).map_err(failed)?;
        Ok(KeptChanges { json: String::new(), packed: Some(packed.finish().map_err(failed)?) })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Edit, Payee, PayeeId};

    #[test]
    fn many_changes_are_kept_as_few_are() {
        let name = |n: i64| format!("Payee “{n}” {}", "x".repeat(90));
        let payee = |n| Change::Payee(Edit::made(Payee { id: PayeeId(n), name: name(n) }));
        let changes: Vec<Change> = (0..2_000).map(payee).collect();
        let kept = KeptChanges::of_many(&changes, &AtomicBool::new(false)).expect("is kept");
        assert_eq!(read(&kept.json, kept.packed), Ok(changes.clone()));
        assert!(KeptChanges::of_many(&changes, &AtomicBool::new(true)).is_err());
    }
}
