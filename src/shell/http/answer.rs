//! What the door itself answers: a problem for programs, a page for people.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use crate::shell::random;

/// A refusal for programs (RFC 9457): what happened, what it means, and what to do.
pub fn problem(status: StatusCode, title: &str, detail: &str, advice: &str) -> HttpResponse {
    HttpResponse::build(status).content_type("application/problem+json").body(
        serde_json::json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "detail": detail,
            "advice": advice,
        })
        .to_string(),
    )
}

/// A page of the door itself, with its content security policy. It loads nothing, so that it
/// works for those who are not let in.
pub fn document(name: &str, title: &str, words: &str) -> (String, String) {
    let nonce = nonce();
    let html = include_str!("page.html")
        .replace("{{nonce}}", &nonce)
        .replace("{{name}}", &escape(name))
        .replace("{{title}}", &escape(title))
        .replace("{{words}}", &escape(words));
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    (html, policy)
}

/// By which a policy lets in what stands in the page itself; where the system gives none, nothing is let in.
pub fn nonce() -> String {
    random().map(|bytes| bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default()
}

/// [`document`] as an answer.
pub fn page(status: StatusCode, name: &str, title: &str, words: &str) -> HttpResponse {
    let (html, policy) = document(name, title, words);
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html)
}

/// Text as it stands in a page.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
