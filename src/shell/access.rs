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

use super::bearers::{self, Bearer};
pub use super::launch_codes::CodeRefusal;
use super::launch_codes::LaunchCodes;
use super::moment::Moment;
use super::plain_path::is_plain;
use super::reentry::Reentry;
use super::refusal::Refusal;
pub use super::request::{Field, Request};
use super::secret::Secret;

/// 400 days, the longest that browsers keep a cookie (RFC 6265bis, section 5.5): a browser that is started again in the
/// course of a long run is still let in. After the run it opens nothing.
const COOKIE_HOLDS_S: u64 = 34_560_000;

/// Where launch codes are redeemed, before the code.
pub const OPEN_PATH: &str = "/open/";

/// Where a second start asks for a page.
pub const INSTANCE_PATH: &str = "/instance/open";

/// The script by which a visit from another site asks once more; it is the same for everybody.
pub const HOP_PATH: &str = "/hop.js";

/// Where a page that was let in before asks who answers here, and finds its way back.
pub const REENTRY_PATH: &str = "/reentry";

/// Where a page that is let in gets its key for that.
pub const PAGE_KEY_PATH: &str = "/reentry/key";

/// What the door is told of its house.
#[derive(Clone, Debug)]
pub struct Door {
    /// The app's short name, the first part of the cookie's name: `counterfoil`.
    pub app: String,
    /// The port of the listening socket. The door is always 127.0.0.1.
    pub port: u16,
    /// What the cookie holds: another in every run, since browsers show it to every port of 127.0.0.1.
    pub token: Secret,
    /// From which the keys of open pages are made. Kept by the app across restarts, so that they find back.
    pub reentry: Secret,
    /// By which the program proves to them who it is. Kept by the app for good.
    pub own: Secret,
    /// What a second start must show.
    pub instance_key: Secret,
    /// Paths below this are for programs and are refused with JSON: `/api/`.
    pub api: String,
    /// Paths below these are for pages, and for the key of the run, and not for the keys of scripts.
    pub not_for_scripts: Vec<String>,
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

/// The door: what was given out, and who may pass.
#[derive(Clone, Debug)]
pub struct Access {
    door: Door,
    codes: LaunchCodes,
    bearers: Vec<Bearer>,
    /// The way back of pages that were let in.
    pub reentry: Reentry,
}

impl Access {
    /// Nobody is let in yet but who has the token.
    pub fn new(door: Door) -> Self {
        let reentry = Reentry::new(door.reentry.clone(), door.own.clone());
        Self { door, codes: LaunchCodes::default(), bearers: Vec::new(), reentry }
    }

    /// Where the app is: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.authority())
    }

    /// From now on only these let a browser in: every cookie, launch code and page's key given out before is void.
    pub fn renew(&mut self, token: Secret, reentry: Secret) {
        self.door.token = token;
        self.reentry.renew(reentry);
        self.codes.clear();
    }

    /// From now on these keys of scripts are good, and no others.
    pub fn set_bearers(&mut self, bearers: Vec<Bearer>) {
        self.bearers = bearers;
    }

    /// The address of a new launch code. It opens the door once, within 60 seconds.
    pub fn mint(&mut self, random: [u8; 32], now: Moment) -> String {
        format!("{}{OPEN_PATH}{}", self.origin(), self.codes.mint(random, now).text())
    }

    /// Whether this launch address has let somebody in.
    pub fn is_spent(&self, address: &str) -> bool {
        address.rsplit('/').next().is_some_and(|code| self.codes.is_spent(code))
    }

    /// Spends a launch code for the value of a `Set-Cookie` header.
    ///
    /// # Errors
    /// Why it opens nothing.
    pub fn redeem(&mut self, code: &str, now: Moment) -> Result<String, CodeRefusal> {
        self.codes.redeem(code, now).map(|()| self.cookie())
    }

    /// The value of a `Set-Cookie` header that lets a browser in for as long as this run lasts.
    pub fn cookie(&self) -> String {
        format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={COOKIE_HOLDS_S}",
            self.cookie_name(),
            self.door.token.text()
        )
    }

    /// Whether this request may pass.
    pub fn judge(&self, request: &Request) -> Verdict {
        let refusal = if !self.is_for_us(request) {
            Refusal::NotOurHost
        } else if !is_plain(request.path) {
            Refusal::OddPath
        } else if request.path == INSTANCE_PATH {
            return self.judge_second_start(request);
        } else if self.is_foreign(request) {
            Refusal::ForeignPage
        } else if self.is_of_a_service_worker(request) {
            Refusal::ServiceWorker
        } else if request.path.starts_with(OPEN_PATH) && is_read(request) {
            return Verdict::Pass;
        } else if request.path == REENTRY_PATH {
            // What the page knows is asked by the handler.
            return if is_read(request) { Verdict::Pass } else { self.judge_write(request) };
        } else if request.path == HOP_PATH && is_read(request) {
            return Verdict::Pass;
        } else if request.authorization != Field::Missing && self.is_api(request.path) {
            // Whoever shows a key is a program. No page can have a browser send one without being asked by
            // the browser first, and that is refused.
            return self.judge_key(request);
        } else if !self.is_let_in(request) {
            Refusal::NotLetIn
        } else if !is_read(request) || request.upgrade || self.is_stream(request.path) {
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
        path.starts_with(&self.door.api) || path.starts_with(REENTRY_PATH) || path == INSTANCE_PATH
    }

    /// We have no service worker: one in our place was left by somebody else. The browser says so when it looks for the
    /// script of one; and a visit that one hands on is no longer said to be for a document. Nor is a file that is saved
    /// by a link, but none of those lies beside the page.
    fn is_of_a_service_worker(&self, request: &Request) -> bool {
        let handed_on = request.fetch_mode == Field::One("navigate")
            && request.fetch_dest == Field::One("empty")
            && !self.is_api(request.path);
        let opens = request.path.starts_with(OPEN_PATH)
            && !matches!(request.fetch_dest, Field::Missing | Field::One("document"));
        request.service_worker != Field::Missing || handed_on || opens
    }

    /// Whether whoever asks for this path wants to listen.
    pub fn is_stream(&self, path: &str) -> bool {
        path.starts_with(&self.door.streams)
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
        let fits = self.is_key_of_the_run(request);
        if from_page {
            Verdict::Refuse(Refusal::ForeignPage)
        } else if fits && matches!(request.method, "POST" | "HEAD") {
            Verdict::Pass
        } else {
            Verdict::Refuse(Refusal::WrongKey)
        }
    }

    fn is_key_of_the_run(&self, request: &Request) -> bool {
        self.door.instance_key.matches(key(request)).into()
    }

    fn judge_key(&self, request: &Request) -> Verdict {
        if self.is_key_of_the_run(request) {
            return Verdict::Pass;
        }
        if !bearers::is_known(&self.bearers, key(request)) {
            return Verdict::Refuse(Refusal::UnknownKey);
        }
        match self.door.not_for_scripts.iter().any(|path| request.path.starts_with(path)) {
            true => Verdict::Refuse(Refusal::NotForScripts),
            false => Verdict::Pass,
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

    /// Whether a link of another site leads here: then the browser held our cookie back.
    pub fn is_from_a_link(&self, request: &Request) -> bool {
        let elsewhere = matches!(request.fetch_site, Field::One("cross-site" | "same-site"));
        elsewhere && self.is_visit(request)
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

/// What it shows; nothing where it shows none.
fn key<'a>(request: &Request<'a>) -> &'a str {
    match request.authorization {
        Field::One(value) => value.strip_prefix("Bearer ").unwrap_or_default(),
        Field::Missing | Field::Odd => "",
    }
}

fn is_read(request: &Request) -> bool {
    matches!(request.method, "GET" | "HEAD")
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
