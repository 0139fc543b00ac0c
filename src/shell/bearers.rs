//! Keys for scripts: each has a name, and only its fingerprint is kept.
//!
//! Whoever shows one may use the interface, as a page may, and nothing else; what a script must
//! not do with it is refused by its path. Pure: random bytes are passed in, and it reads no
//! header and no disk.

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::secret::Secret;

/// How long a name may be, in characters.
pub const NAME_MAX: usize = 60;

/// How many there may be.
pub const MOST: usize = 100;

/// A key that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of the key: who reads it cannot use it.
    pub fingerprint: [u8; 32],
}

impl Bearer {
    /// Under this name, for this key.
    pub fn new(name: &str, key: &Secret) -> Self {
        Self { name: name.to_owned(), fingerprint: fingerprint(key.text()) }
    }
}

/// Whether one of them is this key. All are compared, so that the time taken says nothing.
pub fn is_known(bearers: &[Bearer], key: &str) -> bool {
    let shown = fingerprint(key);
    let fits = bearers.iter().map(|bearer| bearer.fingerprint.ct_eq(&shown));
    fits.fold(Choice::from(0), |any, fit| any | fit).into()
}

fn fingerprint(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_that_was_given_out_is_known() {
        let (one, other) = (Secret::from_bytes([1; 32]), Secret::from_bytes([2; 32]));
        let known = [Bearer::new("backup", &one)];
        assert!(is_known(&known, one.text()));
        for stranger in [other.text(), "", &one.text()[1..]] {
            assert!(!is_known(&known, stranger), "{stranger}");
        }
        assert!(!is_known(&[], one.text()));
    }
}
