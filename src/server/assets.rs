//! The web page, out of the binary.
//!
//! Files with a hash in their name never change and are kept by the browser;
//! everything else is asked for again each time. Nothing is read from disk.

use actix_web::http::Method;
use actix_web::http::header::{self, CacheControl, CacheDirective};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Built;

/// What may be done with the page and its files.
const ALLOW: (header::HeaderName, &str) = (header::ALLOW, "GET, HEAD, OPTIONS");

/// `GET /…`, and what other methods are answered.
pub async fn any(request: HttpRequest) -> HttpResponse {
    match *request.method() {
        _ if !is_there(&request) => HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("There is no such page. Counterfoil begins at /\n"),
        Method::GET => file(&request),
        Method::OPTIONS => HttpResponse::NoContent().insert_header(ALLOW).finish(),
        _ => HttpResponse::MethodNotAllowed()
            .insert_header(ALLOW)
            .content_type("text/plain; charset=utf-8")
            .body("The page can only be read.\n"),
    }
}

fn is_there(request: &HttpRequest) -> bool {
    let path = below(request);
    path.is_empty() || Built::get(path).is_some()
}

fn below(request: &HttpRequest) -> &str {
    request.path().trim_start_matches('/')
}

/// A file of the page, or the page itself.
fn file(request: &HttpRequest) -> HttpResponse {
    let path = below(request);
    match Built::get(path).filter(|_| !path.is_empty()) {
        Some(file) => answer(path, file, request),
        None => index(request),
    }
}

fn index(request: &HttpRequest) -> HttpResponse {
    match Built::get("index.html") {
        Some(file) => answer("index.html", file, request),
        None => HttpResponse::InternalServerError().body("This build has no page in it.\n"),
    }
}

fn answer(path: &str, file: EmbeddedFile, request: &HttpRequest) -> HttpResponse {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let known =
        request.headers().get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header(caching(path));
    if known {
        return answer.finish();
    }
    let media_type = mime_guess::from_path(path).first_or_octet_stream();
    answer.content_type(with_charset(media_type.as_ref())).body(file.data.into_owned())
}

fn caching(path: &str) -> CacheControl {
    if path.starts_with("assets/") {
        let year = 365 * 24 * 60 * 60;
        let directives = vec![
            CacheDirective::Private,
            CacheDirective::MaxAge(year),
            CacheDirective::Extension("immutable".into(), None),
        ];
        CacheControl(directives)
    } else {
        CacheControl(vec![CacheDirective::NoCache])
    }
}

fn with_charset(media_type: &str) -> String {
    let is_text = media_type.starts_with("text/") || media_type == "application/json";
    if is_text { format!("{media_type}; charset=utf-8") } else { media_type.to_owned() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
