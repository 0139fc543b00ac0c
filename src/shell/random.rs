//! Random bytes from the operating system, for secrets.

use std::io;

/// 256 random bits, fit for a [`Secret`](super::Secret).
///
/// # Errors
/// When the system has none.
pub fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}
