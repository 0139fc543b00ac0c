//! The door in front of the server: every request passes it, static files too.
//!
//! [`serve`] does it all; or wrap the whole app with [`door`], add
//! [`routes`], and put a [`Gate`] into the app's data. What passes is decided
//! by [`Access`]; this file reads the headers, answers refusals in words, and
//! sets the headers that keep other pages out. It never logs a code or a cookie.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, web};
use tracing::{error, warn};

pub(super) use answer::document;
use answer::{page, problem};
use methods::only;

use super::access::{Access, CodeRefusal, Door, Field, HOP_PATH, INSTANCE_PATH, OPEN_PATH, Request, Verdict};
use super::bearers::Bearer;
use super::clock::Clock;
use super::handle::Handle;
use super::peer::Owner;
use super::random::random;
use super::refusal::Refusal;
use super::secret::Secret;
use super::tally::Tally;

mod answer;
mod arrival;
mod body;
mod hop;
mod methods;
mod pass;
mod reentry;
mod serve;
mod start;
mod stream;

pub use serve::{Serving, serve};
pub use start::StartError;
pub use stream::stream;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// On every answer that does not set them itself.
const HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    // Not `no-referrer`: with that, Firefox says “Origin: null” in `sendBeacon` (Fetch
    // standard, “append a request Origin header”), and a goodbye would be refused.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The door, shared by all workers of the server and by the tray.
#[derive(Clone, Debug)]
pub struct Gate {
    name: Arc<str>,
    access: Arc<Mutex<Access>>,
    refused: Arc<Mutex<Tally<Stranger>>>,
    clock: Clock,
    handle: Handle,
}

/// What somebody tried who was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stranger {
    Request(Refusal),
    LaunchCode(CodeRefusal),
}

impl Gate {
    /// `name` is the app's name as people read it.
    pub fn new(name: &str, door: Door, handle: Handle) -> Self {
        Self {
            name: name.into(),
            access: Arc::new(Mutex::new(Access::new(door))),
            refused: Arc::new(Mutex::new(Tally::new())),
            clock: Clock::start(),
            handle,
        }
    }

    /// A fresh address that lets a browser in once, within a minute.
    pub fn address(&self) -> String {
        match random() {
            Ok(bytes) => self.access().mint(bytes, self.clock.now()),
            Err(error) => {
                // The page at the plain address says how to try again.
                error!("no launch code could be made: {error}");
                format!("{}/", self.access().origin())
            }
        }
    }

    /// Whether this launch address has let somebody in.
    pub(super) fn is_spent(&self, address: &str) -> bool {
        self.access().is_spent(address)
    }

    /// Signs out every browser: from now on only this token lets one in, and no page finds back
    /// but by keys made from `reentry`.
    pub fn renew(&self, token: Secret, reentry: Secret) {
        self.access().renew(token, reentry);
    }

    /// From now on these keys of scripts are good, and no others.
    pub fn set_bearers(&self, bearers: Vec<Bearer>) {
        self.access().set_bearers(bearers);
    }

    fn access(&self) -> MutexGuard<'_, Access> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first of a kind is told at once, the others once a minute: strangers must not fill the disk.
    fn count(&self, stranger: Stranger) {
        if !self.refused().add(stranger, self.clock.now()) {
            return;
        }
        match stranger {
            Stranger::Request(why) => warn!(?why, "a request was refused"),
            Stranger::LaunchCode(why) => warn!(?why, "a launch address was refused"),
        }
    }

    /// Tells how many were refused in the minute that is over; at the end all that is untold.
    fn sum_up(&self, is_end: bool) {
        let mut refused = self.refused();
        let sums = if is_end { refused.rest() } else { refused.due(self.clock.now()) };
        for (stranger, count) in sums {
            match stranger {
                Stranger::Request(why) => warn!(?why, count, "more requests were refused"),
                Stranger::LaunchCode(why) => warn!(?why, count, "more launch addresses were refused"),
            }
        }
    }

    fn refused(&self) -> MutexGuard<'_, Tally<Stranger>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refuse(&self, why: Refusal, path: &str, hops: bool) -> HttpResponse {
        let (origin, api) = {
            let access = self.access();
            (access.origin(), access.is_api(path))
        };
        let (means, advice) = (why.means(&self.name, &origin), why.advice(&self.name, &origin));
        let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::FORBIDDEN);
        let words = format!("{means} {advice}");
        let mut refusal = match (api, hops) {
            (true, _) => problem(status, why.title(), &means, &advice),
            (false, true) => hop::page(&self.name, why.title(), &words),
            (false, false) => page(status, &self.name, why.title(), &words),
        };
        let challenge = why.challenge(&self.name).and_then(|text| HeaderValue::try_from(text).ok());
        if let Some(challenge) = challenge {
            refusal.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if why == Refusal::ServiceWorker {
            let (name, value) = arrival::CLEAR_STORAGE;
            refusal.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        refusal
    }
}

/// The middleware: `App::new().wrap(from_fn(http::door))`, as the outermost one.
pub async fn door(
    gate: web::Data<Gate>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let verdict = judge(&gate, request.request());
    let no_store = gate.access().is_api(request.path()) || request.path().starts_with(OPEN_PATH);
    let mut response = match verdict {
        Verdict::Pass if request.query_string() == hop::QUERY => {
            request.into_response(hop::home()).map_into_right_body()
        }
        Verdict::Pass => pass::on(&gate, request, next).await?,
        Verdict::Refuse(why) => {
            gate.count(Stranger::Request(why));
            let hops = why == Refusal::NotLetIn && gate.access().is_from_a_link(&read(request.request()));
            let refusal = gate.refuse(why, request.path(), hops);
            request.into_response(refusal).map_into_right_body()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        set_if_missing(headers, HeaderName::from_static(name), value);
    }
    if no_store {
        set_if_missing(headers, header::CACHE_CONTROL, "no-store");
    }
    Ok(response)
}

fn judge(gate: &Gate, request: &HttpRequest) -> Verdict {
    // Before anything that it says is believed, its cookie included.
    if !owner(request).may_come_in() {
        return Verdict::Refuse(Refusal::AnotherUser);
    }
    gate.access().judge(&read(request))
}

/// Who connected, as it was found when the connection began.
fn owner(request: &HttpRequest) -> Owner {
    request.conn_data().copied().unwrap_or_else(|| match request.peer_addr() {
        Some(client) => Owner::of(client, request.app_config().local_addr()),
        None => Owner::Unknown,
    })
}

/// The ways in: a launch address, what a second start asks for, a page that comes back, and a link elsewhere.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(only(&format!("{OPEN_PATH}{{code}}"), "GET, OPTIONS").get(arrival::open))
        .service(only(INSTANCE_PATH, "POST, OPTIONS").post(second_start))
        .service(only(HOP_PATH, "GET, HEAD, OPTIONS").get(hop::script))
        .configure(reentry::routes);
}

async fn second_start(gate: web::Data<Gate>) -> HttpResponse {
    if gate.handle.status().borrow().ending {
        let means = format!("{} is about to end. A start waits for that and then begins.", gate.name);
        return problem(StatusCode::SERVICE_UNAVAILABLE, "It is ending", &means, "Start it again.");
    }
    gate.handle.browser_comes();
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(gate.address())
}

/// What the headers say, for [`Access::judge`].
fn read(request: &HttpRequest) -> Request<'_> {
    let headers = request.headers();
    let site = |name: &'static str| field(headers, HeaderName::from_static(name));
    Request {
        method: request.method().as_str(),
        path: request.path(),
        upgrade: request.head().upgrade(),
        authority: request.uri().authority().map(|authority| authority.as_str()),
        host: field(headers, header::HOST),
        origin: field(headers, header::ORIGIN),
        fetch_site: site("sec-fetch-site"),
        fetch_mode: site("sec-fetch-mode"),
        fetch_dest: site("sec-fetch-dest"),
        service_worker: site("service-worker"),
        authorization: field(headers, header::AUTHORIZATION),
        cookies: headers.get_all(header::COOKIE).filter_map(|value| value.to_str().ok()).collect(),
    }
}

fn field(headers: &HeaderMap, name: HeaderName) -> Field<'_> {
    let mut values = headers.get_all(name);
    match (values.next(), values.next()) {
        (None, _) => Field::Missing,
        (Some(value), None) => value.to_str().map_or(Field::Odd, Field::One),
        (Some(_), Some(_)) => Field::Odd,
    }
}

fn set_if_missing(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests;
