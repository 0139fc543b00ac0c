//! The way in for who follows a link of another site.
//!
//! A browser holds a `SameSite=Strict` cookie back from such a visit, so nobody can tell whether
//! it was let in. A page of ours asks once more, and then the browser sends it. It shows nothing of
//! the book, and hops once: what comes from itself is judged like everything else.
//!
//! Source: RFC 6265bis, section 5.2 (same-site requests).

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use super::answer;
use crate::shell::access::HOP_PATH;

/// What the page asks for.
pub const QUERY: &str = "again";

/// For who is not let in so far: asks once more, and says what to do where no script runs.
pub fn page(name: &str, title: &str, words: &str) -> HttpResponse {
    let (html, policy) = answer::document(name, title, words);
    let html = html.replace("</head>", &format!("<script src=\"{HOP_PATH}\"></script>\n</head>"));
    HttpResponse::build(StatusCode::UNAUTHORIZED)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, format!("{policy}; script-src 'self'")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html)
}

/// The script itself: the same for everybody.
pub async fn script() -> HttpResponse {
    HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(include_str!("hop.js"))
}

/// Where who hopped and is let in goes on: the plain address. The browser keeps the part behind `#`
/// (RFC 9110, section 10.2.2).
pub fn home() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/")).finish()
}
