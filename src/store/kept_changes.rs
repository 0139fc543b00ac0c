//! The changes of a step as the log keeps them: JSON, and packed where that is long.
//!
//! It reads and writes no row.

use std::io::{self, BufWriter, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::failure::Failure;
use super::{raw_files, stored};
use crate::ledger::Change;

/// From so many bytes of JSON on an entry is packed.
const PACKED_FROM: usize = 16 * 1024;

/// So many bytes of JSON are packed at a time.
const WRITTEN_FROM: usize = 64 * 1024;

/// So many changes are packed before the next look at whether they are still wanted.
const LOOK_AFTER: usize = 1_000;

/// So many bytes of JSON are unpacked at a time, and so many such parts wait to be read.
const READ_AT_ONCE: u64 = 256 * 1024;
const PARTS_AHEAD: usize = 4;

/// No entry is longer, in bytes of JSON.
const LARGEST_CHANGES: u64 = 4 * 1024 * 1024 * 1024;

/// Changes as the log keeps them: as JSON, and where that is long, packed.
#[derive(Debug, Default)]
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

    /// Packs very many changes. It ends early where the step `is_given_up`.
    pub fn of_many(changes: &[Change], is_given_up: &AtomicBool) -> Result<KeptChanges, Failure> {
        let mut packing = Packing::begin();
        for part in changes.chunks(LOOK_AFTER) {
            if is_given_up.load(Ordering::Relaxed) {
                return Err(Failure::Stopped);
            }
            packing.add(part)?;
        }
        packing.finish()
    }
}

/// Very many changes on their way into the log: they are packed as they come, and never together in memory as JSON.
pub struct Packing {
    json: BufWriter<DeflateEncoder<Vec<u8>>>,
    is_empty: bool,
}

impl Packing {
    pub fn begin() -> Packing {
        let packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        Packing { json: BufWriter::with_capacity(WRITTEN_FROM, packed), is_empty: true }
    }

    pub fn add(&mut self, changes: &[Change]) -> Result<(), Failure> {
        for change in changes {
            let mark = if std::mem::take(&mut self.is_empty) { b"[" } else { b"," };
            self.json.write_all(mark).map_err(failed)?;
            stored::write_json(change, &mut self.json)?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<KeptChanges, Failure> {
        self.json.write_all(if self.is_empty { b"[]" } else { b"]" }).map_err(failed)?;
        let packed = self.json.into_inner().map_err(|error| failed(error.into_error()))?;
        Ok(KeptChanges { json: String::new(), packed: Some(packed.finish().map_err(failed)?) })
    }
}

fn failed(error: io::Error) -> Failure {
    Failure::Other(error.to_string())
}

/// The changes again. Those that are packed are many: they are unpacked on one core while they are read on the other,
/// and never together in memory as JSON.
pub fn read(json: &str, packed: Option<Vec<u8>>) -> Result<Vec<Change>, Failure> {
    let Some(packed) = packed else {
        return stored::from_json(json);
    };
    let (sender, parts) = sync_channel(PARTS_AHEAD);
    thread::scope(|scope| {
        let unpacking = scope.spawn(move || unpack(&packed, &sender));
        let mut changes = Vec::new();
        let mut read = Ok(());
        while let (Ok(()), Ok(part)) = (&read, parts.recv()) {
            read = stored::read_json(&part, &mut changes);
        }
        // Whoever still unpacks has nobody to give it to any more.
        drop(parts);
        let unpacked = unpacking.join().map_err(|_| Failure::Damaged)?;
        read.and(unpacked).map(|()| changes)
    })
}

/// Gives the list part by part, each a list of its own.
fn unpack(packed: &[u8], parts: &SyncSender<Vec<u8>>) -> Result<(), Failure> {
    let mut json = DeflateDecoder::new(packed).take(LARGEST_CHANGES);
    let mut list = List::default();
    loop {
        let read =
            (&mut json).take(READ_AT_ONCE).read_to_end(&mut list.text).map_err(|_| Failure::Damaged)?;
        // Nobody reads it any more where the list is damaged, and there it is said.
        if let Some(part) = list.part()
            && parts.send(part).is_err()
        {
            return Ok(());
        }
        if read == 0 {
            return if list.is_over() { Ok(()) } else { Err(Failure::Damaged) };
        }
    }
}

/// The text of a list in JSON as it comes.
#[derive(Default)]
struct List {
    text: Vec<u8>,
    /// So much of it was looked at.
    seen: usize,
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
}

impl List {
    /// The elements that are whole, as a list, and no longer part of this.
    fn part(&mut self) -> Option<Vec<u8>> {
        let mut end = None;
        for (at, byte) in self.text.iter().enumerate().skip(self.seen) {
            if self.is_in_string {
                self.is_in_string = *byte != b'"' || self.is_escaped;
                self.is_escaped = *byte == b'\\' && !self.is_escaped;
                continue;
            }
            match byte {
                b'"' => self.is_in_string = true,
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        end = Some(at);
                    }
                }
                b',' if self.depth == 1 => end = Some(at),
                _ => {}
            }
        }
        self.seen = self.text.len();
        let end = end?;
        let rest = self.text.split_off(end);
        let mut part = std::mem::replace(&mut self.text, rest);
        self.seen = self.text.len();
        // Either the list begins here or goes on after a comma.
        if let Some(first) = part.first_mut() {
            *first = b'[';
        }
        part.push(b']');
        Some(part)
    }

    fn is_over(&self) -> bool {
        self.depth == 0 && self.text == b"]"
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

    #[test]
    fn a_list_comes_back_in_parts_wherever_it_is_cut() {
        let name = "a [list], {“braces”}, \"quotes\\\", and \\ \n";
        let payee = |n: i64| Change::Payee(Edit::made(Payee { id: PayeeId(n), name: format!("{n} {name}") }));
        let changes: Vec<Change> = (0..20).map(payee).collect();
        let json = stored::to_json(&changes).expect("is written");
        for width in [1, 2, 3, 7, 100, json.len()] {
            let (mut list, mut read) = (List::default(), Vec::new());
            for bytes in json.as_bytes().chunks(width) {
                list.text.extend_from_slice(bytes);
                if let Some(part) = list.part() {
                    stored::read_json(&part, &mut read).expect("is read");
                }
            }
            assert!(list.is_over());
            assert_eq!(read, changes, "{width}");
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_no_list() {
        let payee = |n: i64| Change::Payee(Edit::made(Payee { id: PayeeId(n), name: "x".repeat(90) }));
        let changes: Vec<Change> = (0..9_000).map(payee).collect();
        let whole = stored::to_json(&changes).expect("is written");
        let half = whole[..whole.len() / 2].to_owned();
        let odd = whole.replacen("\"name\"", "\"none\"", 1);
        for json in [half, odd, String::new(), "[]]".into(), "{}".into()] {
            let packed = raw_files::deflated(json.as_bytes(), Compression::fast()).expect("is packed");
            assert_eq!(read("", Some(packed)), Err(Failure::Damaged), "{:.20}", json);
        }
        assert_eq!(read("", Some(b"\xff\xff".to_vec())), Err(Failure::Damaged));
    }
}
