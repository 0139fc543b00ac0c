//! Imported files and attachments as they came, packed.
//!
//! They are kept by the hash of their bytes, beside the log and not in it: a
//! file that is let go of leaves nothing behind. It goes in no other way. An
//! import that was undone can be done again from the history, however much
//! came after it, and comes back with its file; so does an attachment that was
//! removed. Nothing here reads a file.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::failure::Failure;
use crate::ledger::{RawFile, RawHash};

/// The longest file that is kept, in bytes: no packed one may grow larger.
const LONGEST: u64 = 512 * 1024 * 1024;

/// The digits of the name of an attachment; the name of a bank file is shorter.
const PROVEN: usize = 64;

const FNV_OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Packs a file for the book (RFC 1951). Its hash is FNV-1a of 128 bits: it names, it proves nothing.
pub fn pack(bytes: &[u8]) -> Result<RawFile, Failure> {
    Ok(RawFile {
        hash: hashed(bytes),
        size: bytes.len() as u64,
        packed: Arc::from(deflated(bytes, Compression::new(5))?),
    })
}

/// Packs an attachment. Its name is its SHA-256: what somebody else made is never taken for another file.
pub fn pack_attachment(bytes: &[u8]) -> Result<RawFile, Failure> {
    Ok(RawFile {
        hash: proven(bytes),
        size: bytes.len() as u64,
        // Pictures and PDF are packed already.
        packed: Arc::from(deflated(bytes, Compression::fast())?),
    })
}

/// SHA-256 in hexadecimal digits.
fn proven(bytes: &[u8]) -> RawHash {
    let digits = Sha256::digest(bytes).iter().fold(String::with_capacity(PROVEN), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    RawHash(digits)
}

fn hashed(bytes: &[u8]) -> RawHash {
    let hash = bytes.iter().fold(FNV_OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(FNV_PRIME));
    RawHash(format!("{hash:032x}{:x}", bytes.len()))
}

/// Whether a packed file is what it says of itself.
pub fn is_whole(raw: &RawFile) -> bool {
    let bytes = inflated(&raw.packed, raw.size.min(LONGEST));
    let named = if raw.hash.0.len() == PROVEN { proven } else { hashed };
    bytes.is_ok_and(|bytes| bytes.len() as u64 == raw.size && named(&bytes) == raw.hash)
}

/// Bytes made smaller (RFC 1951).
pub fn deflated(bytes: &[u8], level: Compression) -> Result<Vec<u8>, Failure> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).map_err(|error| Failure::Other(error.to_string()))?;
    encoder.finish().map_err(|error| Failure::Other(error.to_string()))
}

/// The bytes as they were; damage where they cannot have been, or are longer than `most`.
pub fn inflated(packed: &[u8], most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut decoder = DeflateDecoder::new(packed).take(most.saturating_add(1));
    decoder.read_to_end(&mut bytes).map_err(|_| Failure::Damaged)?;
    if bytes.len() as u64 > most { Err(Failure::Damaged) } else { Ok(bytes) }
}

pub fn put(connection: &Connection, raw: &RawFile) -> Result<(), Failure> {
    let sql = "INSERT OR IGNORE INTO raw_file (hash, size, bytes) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute((&raw.hash.0, raw.size, &raw.packed[..]))?;
    Ok(())
}

/// All that are kept, by their names.
pub fn all(connection: &Connection) -> Result<Vec<RawFile>, Failure> {
    let sql = "SELECT hash, size, bytes FROM raw_file ORDER BY hash";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let packed: Vec<u8> = row.get(2)?;
        Ok(RawFile { hash: RawHash(row.get(0)?), size: row.get(1)?, packed: Arc::from(packed) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The file as it came; none where the user let go of it.
pub fn get(connection: &Connection, hash: &RawHash) -> Result<Option<Vec<u8>>, Failure> {
    let sql = "SELECT size, bytes FROM raw_file WHERE hash = ?1";
    let found: Option<(u64, Vec<u8>)> = connection
        .prepare_cached(sql)?
        .query_row([&hash.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(size, packed)| inflated(&packed, size)).transpose()
}

pub fn delete(connection: &Connection, hash: &RawHash) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM raw_file WHERE hash = ?1")?.execute([&hash.0])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_file_comes_back_as_it_was() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| (n % 251) as u8).collect();
        let raw = pack(&bytes).expect("memory is enough");
        assert!(raw.packed.len() < bytes.len() / 10);
        assert_eq!(inflated(&raw.packed, raw.size), Ok(bytes));
    }

    #[test]
    fn a_file_is_whole_that_is_what_it_says_of_itself() {
        let raw = pack(b"D05/13/2024").expect("memory is enough");
        assert!(is_whole(&raw));
        assert!(!is_whole(&RawFile { size: 10, ..raw.clone() }));
        assert!(!is_whole(&RawFile { hash: RawHash("0".into()), ..raw.clone() }));
        assert!(!is_whole(&RawFile { packed: Arc::from(&b"\xff\xff"[..]), ..raw.clone() }));
        let large = pack(&vec![0; LONGEST as usize + 1]).expect("memory is enough");
        assert!(!is_whole(&large), "it would take the memory of whoever reads it");
    }

    #[test]
    fn the_name_of_an_attachment_proves_what_it_is() {
        let raw = pack_attachment(b"%PDF-1.7").expect("memory is enough");
        assert_eq!(raw.hash.0.len(), PROVEN);
        assert!(is_whole(&raw));
        let other = pack_attachment(b"%PDF-1.8").expect("memory is enough");
        assert!(!is_whole(&RawFile { packed: other.packed, ..raw }));
    }

    #[test]
    fn what_is_longer_than_it_says_is_damage() {
        let raw = pack(&[0; 1000]).expect("memory is enough");
        assert_eq!(inflated(&raw.packed, 999), Err(Failure::Damaged));
        assert_eq!(inflated(b"\xff\xff", 10), Err(Failure::Damaged));
    }
}
