//! How an open page finds its way back in after the program was started again.
//!
//! The cookie of a run is worth nothing in the next one. A page that was open has a key of its
//! own, in its memory only, that the state folder can work out again. With it the program proves
//! to the page that it is ours, before the page sends it anything: somebody else may have taken
//! the port meanwhile. And with another the page proves that it was let in before, and gets the
//! cookie of this run. Signing out makes that second key void; the program still proves by the
//! first who it is, to pages that were signed out as well.
//!
//! A third key is for what a page keeps in its browser over a reload: only who is let in can read it.
//!
//! ```text
//! page                                         program
//!   │  GET  /reentry?page=P&nonce=A  (no cookie)  │
//!   │ ──────────────────────────────────────────▶ │
//!   │        B, HMAC(own P, "program", A, B)      │
//!   │ ◀────────────────────────────────────────── │
//!   │  POST /reentry  P, A, B, HMAC(key P, "page", A, B)
//!   │ ──────────────────────────────────────────▶ │
//!   │        the cookie of this run               │
//!   │ ◀────────────────────────────────────────── │
//! ```
//!
//! Pure: random bytes and the time are passed in. It keeps no list of pages: a page's key is
//! worked out from its name.
//!
//! Source: RFC 2104 (HMAC), with SHA-256.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::moment::Moment;
use super::secret::Secret;

/// How long a page may take to answer.
const CHALLENGE_HOLDS_MS: u64 = 30_000;

/// How many pages may be on their way at once; the oldest go first.
const CHALLENGES_MAX: usize = 64;

/// A page's name and its keys, as 64 hexadecimal digits each.
#[derive(Clone, Debug)]
pub struct PageKey {
    /// Under which the program works the keys out again.
    pub page: Secret,
    /// By which the page proves that it was let in. Known to this page only.
    pub key: Secret,
    /// By which the program proves to this page who it is.
    pub own: Secret,
    /// Seals what a page keeps in its browser; the same for every page and run.
    pub kept: Secret,
}

/// What the program answers to a page that asks who it is.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What the page has to answer to.
    pub nonce: Secret,
    /// Only who knows the page's key can make it.
    pub proof: Secret,
}

#[derive(Clone, Debug)]
struct Challenge {
    page: Secret,
    asked: Secret,
    nonce: Secret,
    until: Moment,
}

/// The way back of pages that were let in.
#[derive(Clone, Debug)]
pub struct Reentry {
    secret: Secret,
    own: Secret,
    challenges: Vec<Challenge>,
}

impl Reentry {
    /// `secret` is the same in every run for which pages are to find back; `own` is the same in
    /// every run, whoever is signed out.
    pub fn new(secret: Secret, own: Secret) -> Self {
        Self { secret, own, challenges: Vec::new() }
    }

    /// From now on no page finds back but by keys made from this.
    pub fn renew(&mut self, secret: Secret) {
        self.secret = secret;
        self.challenges.clear();
    }

    /// The keys of a new page, named by random bytes.
    pub fn key(&self, random: [u8; 32]) -> PageKey {
        let page = Secret::from_bytes(random);
        let kept = code(&self.own, &["kept"]);
        PageKey { key: key_of(&self.secret, &page), own: key_of(&self.own, &page), kept, page }
    }

    /// Proves to a page that this is the program that it knows; `asked` is the page's nonce.
    pub fn challenge(&mut self, page: Secret, asked: Secret, random: [u8; 32], now: Moment) -> Proof {
        let nonce = Secret::from_bytes(random);
        let proof = sign(&key_of(&self.own, &page), "program", &asked, &nonce);
        if self.challenges.len() == CHALLENGES_MAX {
            self.challenges.remove(0);
        }
        let until = now.plus_ms(CHALLENGE_HOLDS_MS);
        self.challenges.push(Challenge { page, asked, nonce: nonce.clone(), until });
        Proof { nonce, proof }
    }

    /// Whether a page that was challenged has its key; each challenge is good once.
    pub fn redeem(&mut self, page: &str, nonce: &str, proof: &str, now: Moment) -> bool {
        self.challenges.retain(|challenge| now < challenge.until);
        let fits =
            |challenge: &Challenge| bool::from(challenge.nonce.matches(nonce) & challenge.page.matches(page));
        let Some(place) = self.challenges.iter().position(fits) else { return false };
        let challenge = self.challenges.remove(place);
        let wanted = sign(&key_of(&self.secret, &challenge.page), "page", &challenge.asked, &challenge.nonce);
        wanted.matches(proof).into()
    }
}

fn key_of(secret: &Secret, page: &Secret) -> Secret {
    code(secret, &["key", page.text()])
}

/// Who signs stands in what is signed, so that a proof of one side is none of the other.
fn sign(key: &Secret, side: &str, asked: &Secret, nonce: &Secret) -> Secret {
    code(key, &[side, asked.text(), nonce.text()])
}

/// The parts have fixed lengths or no colon, so no two lists of parts are the same message.
fn code(key: &Secret, parts: &[&str]) -> Secret {
    let mut block = [0; 64];
    block.copy_from_slice(key.text().as_bytes());
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(parts.join(":").as_bytes());
    Secret::from_bytes(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_ms(1_000);

    fn secret(byte: u8) -> Secret {
        Secret::from_bytes([byte; 32])
    }

    /// Of a state folder that holds this.
    fn reentry(byte: u8) -> Reentry {
        Reentry::new(secret(byte), secret(byte + 100))
    }

    /// What the page does with its key.
    fn answer(key: &PageKey, asked: &Secret, proof: &Proof) -> Secret {
        sign(&key.key, "page", asked, &proof.nonce)
    }

    #[test]
    fn a_page_of_an_earlier_run_finds_back() {
        let key = reentry(1).key([2; 32]);
        let mut next_run = reentry(1);
        let proof = next_run.challenge(key.page.clone(), secret(3), [4; 32], NOW);
        assert!(bool::from(sign(&key.own, "program", &secret(3), &proof.nonce).matches(proof.proof.text())));
        let answer = answer(&key, &secret(3), &proof);
        assert!(next_run.redeem(key.page.text(), proof.nonce.text(), answer.text(), NOW));
        assert!(!next_run.redeem(key.page.text(), proof.nonce.text(), answer.text(), NOW), "good once");
    }

    #[test]
    fn who_does_not_know_the_secret_proves_nothing() {
        let key = reentry(1).key([2; 32]);
        let mut stranger = reentry(9);
        let proof = stranger.challenge(key.page.clone(), secret(3), [4; 32], NOW);
        assert!(!bool::from(sign(&key.own, "program", &secret(3), &proof.nonce).matches(proof.proof.text())));
        let answer = answer(&key, &secret(3), &proof);
        assert!(!stranger.redeem(key.page.text(), proof.nonce.text(), answer.text(), NOW));
    }

    #[test]
    fn who_was_signed_out_still_knows_the_program_and_is_not_known_by_it() {
        let mut program = reentry(1);
        let key = program.key([2; 32]);
        program.renew(secret(8));
        let proof = program.challenge(key.page.clone(), secret(3), [4; 32], NOW);
        assert!(bool::from(sign(&key.own, "program", &secret(3), &proof.nonce).matches(proof.proof.text())));
        let answer = answer(&key, &secret(3), &proof);
        assert!(!program.redeem(key.page.text(), proof.nonce.text(), answer.text(), NOW));
    }

    #[test]
    fn what_was_kept_is_read_in_every_run_and_by_this_program_alone() {
        let (mut program, stranger) = (reentry(1), reentry(9));
        let kept = program.key([2; 32]).kept;
        program.renew(secret(8));
        assert_eq!(program.key([5; 32]).kept.text(), kept.text());
        assert_ne!(stranger.key([2; 32]).kept.text(), kept.text());
    }

    #[test]
    fn the_proof_of_the_program_is_not_the_proof_of_a_page() {
        let mut reentry = reentry(1);
        let key = reentry.key([2; 32]);
        let proof = reentry.challenge(key.page.clone(), secret(3), [4; 32], NOW);
        assert!(!reentry.redeem(key.page.text(), proof.nonce.text(), proof.proof.text(), NOW));
    }

    #[test]
    fn an_answer_that_comes_late_or_for_another_page_is_none() {
        let mut reentry = reentry(1);
        let (key, other) = (reentry.key([2; 32]), reentry.key([5; 32]));
        let proof = reentry.challenge(key.page.clone(), secret(3), [4; 32], NOW);
        let right = answer(&key, &secret(3), &proof);
        assert!(!reentry.redeem(other.page.text(), proof.nonce.text(), right.text(), NOW));
        let late = NOW.plus_ms(CHALLENGE_HOLDS_MS);
        assert!(!reentry.redeem(key.page.text(), proof.nonce.text(), right.text(), late));
    }

    #[test]
    fn many_pages_on_their_way_do_not_fill_the_memory() {
        let mut reentry = reentry(1);
        for page in 0..=u8::MAX {
            reentry.challenge(secret(page), secret(3), [page; 32], NOW);
        }
        assert_eq!(reentry.challenges.len(), CHALLENGES_MAX);
    }
}
