//! Addresses that let a browser in once.
//!
//! A code is good once and for a minute. Whoever guesses is soon told no more than that. Pure:
//! random bytes and the time are passed in, and it sets no cookie.

use super::moment::Moment;
use super::secret::Secret;

/// How long a launch code opens the door.
const CODE_HOLDS_MS: u64 = 60_000;

/// How many launch codes are remembered; the oldest go first.
pub(super) const CODES_MAX: usize = 32;

/// How many wrong codes are told apart from each other within [`GUESSES_WINDOW_MS`].
pub(super) const GUESSES_MAX: u32 = 20;

/// After this long the count of wrong codes begins anew.
pub(super) const GUESSES_WINDOW_MS: u64 = 60_000;

/// Why a launch code does not open the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Never given out, or forgotten since.
    Unknown,
    /// It opened the door once already.
    Used,
    /// It was not used within a minute.
    Old,
    /// It is wrong, and so were many before it: somebody is guessing.
    TooMany,
}

#[derive(Clone, Debug)]
struct Code {
    secret: Secret,
    until: Moment,
    used: bool,
}

/// Wrong codes since a moment.
#[derive(Clone, Debug, Default)]
struct Guesses {
    since: Option<Moment>,
    count: u32,
}

impl Guesses {
    /// Counts one more; whether that is one too many.
    fn is_too_many(&mut self, now: Moment) -> bool {
        let begun = self.since.filter(|since| now < since.plus_ms(GUESSES_WINDOW_MS));
        if begun.is_none() {
            *self = Self { since: Some(now), count: 0 };
        }
        self.count = self.count.saturating_add(1);
        self.count > GUESSES_MAX
    }
}

/// The codes that were given out, and how many wrong ones came back.
#[derive(Clone, Debug, Default)]
pub struct LaunchCodes {
    codes: Vec<Code>,
    guesses: Guesses,
}

impl LaunchCodes {
    /// A new code. It opens the door once, within 60 seconds.
    pub fn mint(&mut self, random: [u8; 32], now: Moment) -> Secret {
        let secret = Secret::from_bytes(random);
        if self.codes.len() == CODES_MAX {
            self.codes.remove(0);
        }
        self.codes.push(Code { secret: secret.clone(), until: now.plus_ms(CODE_HOLDS_MS), used: false });
        secret
    }

    /// Whether this code has opened the door.
    pub fn is_spent(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known.used && bool::from(known.secret.matches(code)))
    }

    /// Every code given out before is void.
    pub fn clear(&mut self) {
        self.codes.clear();
    }

    /// Spends a code.
    ///
    /// A right code opens the door also after many wrong ones: otherwise any program could lock
    /// the user out by guessing, and 256 random bits are not found by guessing.
    ///
    /// # Errors
    /// Why it opens nothing.
    pub fn redeem(&mut self, code: &str, now: Moment) -> Result<(), CodeRefusal> {
        self.spend(code, now)
            .map_err(|why| if self.guesses.is_too_many(now) { CodeRefusal::TooMany } else { why })
    }

    fn spend(&mut self, code: &str, now: Moment) -> Result<(), CodeRefusal> {
        let mut found = None;
        // All are compared, so that the time taken says nothing about a code.
        for (place, known) in self.codes.iter().enumerate() {
            if known.secret.matches(code).into() {
                found = Some(place);
            }
        }
        match found.map(|place| &mut self.codes[place]) {
            None => Err(CodeRefusal::Unknown),
            Some(known) if known.used => Err(CodeRefusal::Used),
            Some(known) if now >= known.until => Err(CodeRefusal::Old),
            Some(known) => {
                known.used = true;
                Ok(())
            }
        }
    }
}
