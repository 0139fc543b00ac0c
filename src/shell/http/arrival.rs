//! A launch address: it lets a browser in once.
//!
//! Somebody else may have listened at our address before, and have left a service worker in the browser
//! that would answer, or listen to, all that our page asks for. So a browser first gets a page that looks
//! for one, and gives nothing away; it comes in by the next request, which has the browser throw out what
//! was left. Nothing is thrown out where nothing was left: other tabs keep there what was typed in them.
//! Programs say nothing of what they load, and come in at once.
//!
//! Sources: Service Workers (W3C), Clear Site Data (W3C), Fetch Metadata (W3C).

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, HttpResponse, web};

use super::{Gate, Stranger, answer, field, page, read};
use crate::shell::access::{CodeRefusal, Field};

/// What the page asks for where nobody left anything.
const IN: &str = "in";

/// What it asks for where somebody did.
const CLEAR: &str = "clear";

/// Service workers and what they keep, also those that run. The cookie stays.
pub const CLEAR_STORAGE: (&str, &str) = ("clear-site-data", "\"storage\"");

/// `GET /open/CODE`.
pub async fn open(gate: web::Data<Gate>, code: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let kind = field(request.headers(), HeaderName::from_static("sec-fetch-dest"));
    let step = request.query_string();
    if kind == Field::One("document") && !matches!(step, IN | CLEAR) {
        return look(&gate.name);
    }
    let mut answer = let_in(&gate, &code, &request);
    if step == CLEAR {
        answer.headers_mut().insert(
            HeaderName::from_static(CLEAR_STORAGE.0),
            header::HeaderValue::from_static(CLEAR_STORAGE.1),
        );
    }
    answer
}

fn let_in(gate: &Gate, code: &str, request: &HttpRequest) -> HttpResponse {
    let (redeemed, is_in) = {
        let mut access = gate.access();
        let redeemed = access.redeem(code, gate.clock.now());
        (redeemed, access.is_let_in(&read(request)))
    };
    let home = (header::LOCATION, "/");
    match redeemed {
        Ok(cookie) => {
            HttpResponse::SeeOther().insert_header(home).insert_header((header::SET_COOKIE, cookie)).finish()
        }
        // A page that was opened once and is restored by the browser.
        Err(_) if is_in => HttpResponse::SeeOther().insert_header(home).finish(),
        Err(why) => {
            gate.count(Stranger::LaunchCode(why));
            refuse_code(why, &gate.name)
        }
    }
}

/// The page that looks. Its script stands in it: one of its own address could be another's.
fn look(name: &str) -> HttpResponse {
    let nonce = answer::nonce();
    let html =
        include_str!("arrival.html").replace("{{nonce}}", &nonce).replace("{{name}}", &answer::escape(name));
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html)
}

fn refuse_code(why: CodeRefusal, name: &str) -> HttpResponse {
    let (status, title) = match why {
        CodeRefusal::Unknown => (StatusCode::FORBIDDEN, "This address is not known"),
        CodeRefusal::Used => (StatusCode::GONE, "This address was used already"),
        CodeRefusal::Old => (StatusCode::GONE, "This address is too old"),
        CodeRefusal::TooMany => (StatusCode::TOO_MANY_REQUESTS, "Too many wrong addresses"),
    };
    let words = format!(
        "An address like this lets a browser in once, within a minute. For a new one click the icon of {name} in the tray, or start {name} again."
    );
    page(status, name, title, &words)
}
