//! The door in front of the server: every request passes it, static files too.
//!
//! Wrap the whole app with [`door`], add [`routes`], and put a [`Gate`] into
//! the app's data. What passes is decided by [`Access`]; this file reads the
//! headers, answers refusals in words, and sets the headers that keep other
//! pages out. It never logs a code or a cookie.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, web};
use futures_util::{Stream, StreamExt};
use tracing::{debug, error, warn};

use super::access::{Access, CodeRefusal, Door, Field, INSTANCE_PATH, OPEN_PATH, Request, Verdict};
use super::clock::Clock;
use super::handle::Handle;
use super::presence::SessionId;
use super::random::random;
use super::refusal::Refusal;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// On every answer that does not set them itself.
const HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    // Not `no-referrer`: with that, `sendBeacon` says “Origin: null” (Fetch
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
    clock: Clock,
    handle: Handle,
}

impl Gate {
    /// `name` is the app's name as people read it.
    pub fn new(name: &str, door: Door, handle: Handle) -> Self {
        Self {
            name: name.into(),
            access: Arc::new(Mutex::new(Access::new(door))),
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

    fn access(&self) -> MutexGuard<'_, Access> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refuse(&self, why: Refusal, path: &str) -> HttpResponse {
        let (origin, api) = {
            let access = self.access();
            (access.origin(), access.is_api(path))
        };
        let words = why.words(&self.name, &origin);
        let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::FORBIDDEN);
        if api {
            problem(status, why.title(), &words)
        } else {
            page(status, &self.name, why.title(), &words)
        }
    }
}

/// The middleware: `App::new().wrap(from_fn(http::door))`, as the outermost one.
pub async fn door(
    gate: web::Data<Gate>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let verdict = gate.access().judge(&read(request.request()));
    let no_store = gate.access().is_api(request.path()) || request.path().starts_with(OPEN_PATH);
    let mut response = match verdict {
        Verdict::Pass => next.call(request).await?.map_into_left_body(),
        Verdict::Refuse(why) => {
            warn!(method = %request.method(), ?why, "a request was refused");
            let refusal = gate.refuse(why, request.path());
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

/// The two ways in: a launch address, and what a second start asks for.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route(&format!("{OPEN_PATH}{{code}}"), web::get().to(open))
        .route(INSTANCE_PATH, web::post().to(second_start));
}

async fn open(
    gate: web::Data<Gate>,
    code: web::Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let (redeemed, let_in) = {
        let mut access = gate.access();
        let redeemed = access.redeem(&code, gate.clock.now());
        (redeemed, access.is_let_in(&read(&request)))
    };
    let home = (header::LOCATION, "/");
    match redeemed {
        Ok(cookie) => HttpResponse::SeeOther()
            .insert_header(home)
            .insert_header((header::SET_COOKIE, cookie))
            .finish(),
        // A page that was opened once and is restored by the browser.
        Err(_) if let_in => HttpResponse::SeeOther().insert_header(home).finish(),
        Err(why) => {
            debug!(?why, "a launch code was refused");
            refuse_code(why, &gate.name)
        }
    }
}

fn refuse_code(why: CodeRefusal, name: &str) -> HttpResponse {
    let (status, title) = match why {
        CodeRefusal::Unknown => (StatusCode::FORBIDDEN, "This address is not known"),
        CodeRefusal::Used => (StatusCode::GONE, "This address was used already"),
        CodeRefusal::Old => (StatusCode::GONE, "This address is too old"),
    };
    let words = format!(
        "An address like this lets a browser in once, within a minute. For a new one click the icon of {name} in the tray, or start {name} again."
    );
    page(status, name, title, &words)
}

async fn second_start(gate: web::Data<Gate>) -> HttpResponse {
    gate.handle.browser_comes();
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(gate.address())
}

/// What the headers say, for [`Access::judge`].
fn read(request: &HttpRequest) -> Request<'_> {
    let headers = request.headers();
    let site = |name: &'static str| field(headers, HeaderName::from_static(name));
    Request {
        method: request.method().as_str(),
        path: request.path(),
        authority: request
            .uri()
            .authority()
            .map(|authority| authority.as_str()),
        host: field(headers, header::HOST),
        origin: field(headers, header::ORIGIN),
        fetch_site: site("sec-fetch-site"),
        fetch_mode: site("sec-fetch-mode"),
        fetch_dest: site("sec-fetch-dest"),
        authorization: field(headers, header::AUTHORIZATION),
        cookies: headers
            .get_all(header::COOKIE)
            .filter_map(|value| value.to_str().ok())
            .collect(),
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

/// A refusal for programs (RFC 9457).
fn problem(status: StatusCode, title: &str, detail: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("application/problem+json")
        .body(
            serde_json::json!({
                "type": "about:blank",
                "title": title,
                "status": status.as_u16(),
                "detail": detail,
            })
            .to_string(),
        )
}

/// A page of the door itself: it loads nothing, so that it works for those who are not let in.
fn page(status: StatusCode, name: &str, title: &str, words: &str) -> HttpResponse {
    let nonce: String = random()
        .map(|bytes| {
            bytes[..16]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect()
        })
        .unwrap_or_default();
    let html = include_str!("page.html")
        .replace("{{nonce}}", &nonce)
        .replace("{{name}}", &escape(name))
        .replace("{{title}}", &escape(title))
        .replace("{{words}}", &escape(words));
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// One connection of a session: open as long as this lives.
#[derive(Debug)]
pub struct SessionGuard {
    handle: Handle,
    id: SessionId,
}

impl SessionGuard {
    /// Reports the session as opened; dropping it reports it as closed.
    pub fn open(handle: &Handle, id: SessionId) -> Self {
        handle.session_opened(id.clone());
        Self {
            handle: handle.clone(),
            id,
        }
    }
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.handle.session_closed(self.id.clone());
    }
}

/// A body that keeps the session open until the server or the browser lets go of it.
pub fn guarded<S: Stream>(body: S, guard: SessionGuard) -> impl Stream<Item = S::Item> {
    body.map(move |item| {
        // Owned by the closure, and so by the body.
        let _held = &guard;
        item
    })
}

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
