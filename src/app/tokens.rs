//! The keys for scripts, kept beside what else is remembered of a book's runs.
//!
//! Only fingerprints are written down, for their owner's eyes. A file that cannot be read is an error
//! and not like none: a key that seems to be revoked must not come back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::remembered::write_private;
use crate::server::{KeyRing, ScriptKey};
use crate::shell::{Bearer, Gate, MOST_BEARERS, Secret, random};
use crate::wall_clock::WallClock;

const FILE: &str = "tokens.json";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    name: String,
    /// SHA-256 in hexadecimal digits.
    fingerprint: String,
    /// RFC 3339.
    made: String,
}

/// The keys of one book.
pub struct Tokens {
    path: PathBuf,
    gate: Gate,
    clock: WallClock,
    kept: Mutex<Vec<Kept>>,
}

impl Tokens {
    /// Reads what is in `folder`, and tells the door.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn load(folder: &Path, gate: Gate, clock: WallClock) -> anyhow::Result<Tokens> {
        let path = folder.join(FILE);
        let kept = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
                format!("The keys of scripts in {} cannot be read. Your book was not touched. Move that file away; scripts then need new keys", path.display())
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let tokens = Tokens { path, gate, clock, kept: Mutex::new(kept) };
        tokens.gate.set_bearers(bearers(&tokens.all()));
        Ok(tokens)
    }

    fn all(&self) -> Vec<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// First written, then told: what is not kept opens nothing.
    fn change(&self, change: impl FnOnce(&mut Vec<Kept>) -> io::Result<()>) -> io::Result<()> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut new = kept.clone();
        change(&mut new)?;
        write_private(&self.path, &serde_json::to_vec_pretty(&new)?)?;
        self.gate.set_bearers(bearers(&new));
        *kept = new;
        Ok(())
    }
}

impl KeyRing for Tokens {
    fn list(&self) -> Vec<ScriptKey> {
        let shown = |kept: Kept| ScriptKey { name: kept.name, made: kept.made };
        self.all().into_iter().map(shown).collect()
    }

    fn make(&self, name: &str) -> io::Result<String> {
        let key = Secret::from_bytes(random()?);
        let bearer = Bearer::new(name, &key);
        let made = self.clock.now().timestamp().to_string();
        self.change(|kept| {
            if kept.iter().any(|one| one.name == name) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            if kept.len() >= MOST_BEARERS {
                return Err(io::ErrorKind::QuotaExceeded.into());
            }
            kept.push(Kept { name: name.to_owned(), fingerprint: hex(&bearer.fingerprint), made });
            Ok(())
        })?;
        Ok(key.text().to_owned())
    }

    fn revoke(&self, name: &str) -> io::Result<()> {
        self.change(|kept| {
            let place = kept.iter().position(|one| one.name == name).ok_or(io::ErrorKind::NotFound)?;
            kept.remove(place);
            Ok(())
        })
    }
}

fn bearers(kept: &[Kept]) -> Vec<Bearer> {
    let bearer = |one: &Kept| Some(Bearer { name: one.name.clone(), fingerprint: bytes(&one.fingerprint)? });
    kept.iter().filter_map(bearer).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()
}
