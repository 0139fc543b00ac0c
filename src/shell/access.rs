//! Who may come in: launch codes, the cookie, and where a request comes from.
//!
//! A page on the loopback address can be reached by every program of the
//! machine and, through the browser, by every site that the user visits. So a
//! request must carry our cookie, must have been sent to our own name (against
//! DNS rebinding), and must not come from a page of somebody else (against
//! forged requests; a page on another port of 127.0.0.1 is somebody else,
//! though browsers call it the same site).
//!
//! Pure: random bytes and the time are passed in. It reads no header by
//! itself, answers nothing and logs nothing. Proxies are not expected, so
//! `Forwarded` and `X-Forwarded-*` are never looked at.
//!
//! Sources: Fetch Metadata (W3C), RFC 6265bis for the cookie, RFC 9112 section
//! 3.2 for `Host` and the absolute form of the request line.

use subtle::Choice;

use super::lifetime::Moment;
use super::refusal::Refusal;
pub use super::request::{Field, Request};
use super::secret::Secret;

/// How long a launch code opens the door.
const CODE_HOLDS_MS: u64 = 60_000;

/// How many launch codes are remembered; the oldest go first.
const CODES_MAX: usize = 32;

/// How many wrong codes are told apart from each other within [`GUESSES_WINDOW_MS`].
const GUESSES_MAX: u32 = 20;

/// After this long the count of wrong codes begins anew.
const GUESSES_WINDOW_MS: u64 = 60_000;

/// 400 days, the longest that browsers keep a cookie (RFC 6265bis, section 5.5).
const COOKIE_HOLDS_S: u64 = 34_560_000;

/// Where launch codes are redeemed, before the code.
pub const OPEN_PATH: &str = "/open/";

/// Where a second start asks for a page.
pub const INSTANCE_PATH: &str = "/instance/open";

/// What the door is told of its house.
#[derive(Clone, Debug)]
pub struct Door {
    /// The app's short name, the first part of the cookie's name: `counterfoil`.
    pub app: String,
    /// The port of the listening socket. The door is always 127.0.0.1.
    pub port: u16,
    /// What the cookie holds. Kept by the app across restarts, so that open tabs stay let in.
    pub token: Secret,
    /// What a second start must show.
    pub instance_key: Secret,
    /// Paths below this are for programs and are refused with JSON: `/api/`.
    pub api: String,
    /// Paths below this hold a session open. They are judged like writes, as every WebSocket is.
    pub streams: String,
}

/// Whether a request may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Pass,
    /// It may not, for this reason.
    Refuse(Refusal),
}

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

/// The door: what was given out, and who may pass.
#[derive(Clone, Debug)]
pub struct Access {
    door: Door,
    codes: Vec<Code>,
    guesses: Guesses,
}

impl Access {
    /// Nobody is let in yet but who has the token.
    pub fn new(door: Door) -> Self {
        Self { door, codes: Vec::new(), guesses: Guesses::default() }
    }

    /// Where the app is: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.authority())
    }

    /// From now on only this lets a browser in: every cookie and launch code given out before is void.
    pub fn renew(&mut self, token: Secret) {
        self.door.token = token;
        self.codes.clear();
    }

    /// The address of a new launch code. It opens the door once, within 60 seconds.
    pub fn mint(&mut self, random: [u8; 32], now: Moment) -> String {
        let secret = Secret::from_bytes(random);
        let address = format!("{}{OPEN_PATH}{}", self.origin(), secret.text());
        if self.codes.len() == CODES_MAX {
            self.codes.remove(0);
        }
        self.codes.push(Code { secret, until: now.plus_ms(CODE_HOLDS_MS), used: false });
        address
    }

    /// Spends a launch code for the value of a `Set-Cookie` header.
    ///
    /// Whoever guesses is soon told no more than that. A right code opens the
    /// door all the same: otherwise any program could lock the user out by
    /// guessing, and 256 random bits are not found by guessing.
    pub fn redeem(&mut self, code: &str, now: Moment) -> Result<String, CodeRefusal> {
        let mut found = None;
        // All are compared, so that the time taken says nothing about a code.
        for (place, known) in self.codes.iter().enumerate() {
            if known.secret.matches(code).into() {
                found = Some(place);
            }
        }
        let spent = match found.map(|place| &mut self.codes[place]) {
            None => Err(CodeRefusal::Unknown),
            Some(known) if known.used => Err(CodeRefusal::Used),
            Some(known) if now >= known.until => Err(CodeRefusal::Old),
            Some(known) => {
                known.used = true;
                Ok(())
            }
        };
        if let Err(why) = spent {
            return Err(if self.guesses.is_too_many(now) { CodeRefusal::TooMany } else { why });
        }
        Ok(format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={COOKIE_HOLDS_S}",
            self.cookie_name(),
            self.door.token.text()
        ))
    }

    /// Whether this request may pass.
    pub fn judge(&self, request: &Request) -> Verdict {
        let refusal = if !self.is_for_us(request) {
            Refusal::NotOurHost
        } else if request.path == INSTANCE_PATH {
            return self.judge_second_start(request);
        } else if self.is_foreign(request) {
            Refusal::ForeignPage
        } else if request.path.starts_with(OPEN_PATH) && is_read(request) {
            return Verdict::Pass;
        } else if !self.is_let_in(request) {
            Refusal::NotLetIn
        } else if !is_read(request) || request.upgrade || request.path.starts_with(&self.door.streams) {
            return self.judge_write(request);
        } else {
            return Verdict::Pass;
        };
        Verdict::Refuse(refusal)
    }

    /// Whether this request carries our cookie.
    pub fn is_let_in(&self, request: &Request) -> bool {
        let name = self.cookie_name();
        let pairs = request.cookies.iter().flat_map(|header| header.split(';'));
        let ours = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(key, _)| *key == name);
        // A service on another port may have set a cookie of our name: one good one is enough.
        let fits = ours.map(|(_, value)| self.door.token.matches(value));
        fits.fold(Choice::from(0), |any, fit| any | fit).into()
    }

    /// Whether a refusal of this path is read by a program and not by a person.
    pub fn is_api(&self, path: &str) -> bool {
        path.starts_with(&self.door.api) || path == INSTANCE_PATH
    }

    fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.door.port)
    }

    fn cookie_name(&self) -> String {
        format!("{}-{}", self.door.app, self.door.port)
    }

    fn is_for_us(&self, request: &Request) -> bool {
        let ours = self.authority();
        request.host == Field::One(&ours) && request.authority.is_none_or(|line| line == ours)
    }

    fn judge_second_start(&self, request: &Request) -> Verdict {
        // A program sends neither header; a browser always sends one with a POST.
        let from_page = request.origin != Field::Missing || request.fetch_site != Field::Missing;
        let key = match request.authorization {
            Field::One(value) => value.strip_prefix("Bearer ").unwrap_or_default(),
            Field::Missing | Field::Odd => "",
        };
        let fits: bool = self.door.instance_key.matches(key).into();
        if from_page {
            Verdict::Refuse(Refusal::ForeignPage)
        } else if fits && request.method == "POST" {
            Verdict::Pass
        } else {
            Verdict::Refuse(Refusal::WrongKey)
        }
    }

    fn is_foreign(&self, request: &Request) -> bool {
        let origin = self.origin();
        let foreign_origin = request.origin != Field::Missing && request.origin != Field::One(&origin);
        let foreign_site = match request.fetch_site {
            Field::Missing | Field::One("same-origin" | "none") => false,
            Field::One(_) | Field::Odd => !self.is_visit(request),
        };
        foreign_origin || foreign_site
    }

    /// A link elsewhere that leads a whole tab to one of our pages: harmless, since it only shows it.
    fn is_visit(&self, request: &Request) -> bool {
        request.method == "GET"
            && request.fetch_mode == Field::One("navigate")
            && request.fetch_dest == Field::One("document")
            && !self.is_api(request.path)
    }

    fn judge_write(&self, request: &Request) -> Verdict {
        let known = match request.fetch_site {
            Field::One(site) => site == "same-origin",
            // Foreign origins have been refused before, so one that is there is ours.
            Field::Missing => request.origin != Field::Missing,
            Field::Odd => false,
        };
        if known { Verdict::Pass } else { Verdict::Refuse(Refusal::UnknownPage) }
    }
}

fn is_read(request: &Request) -> bool {
    matches!(request.method, "GET" | "HEAD")
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
