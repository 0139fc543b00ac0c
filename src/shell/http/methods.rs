//! What may be done at an address of the door's own, and what all other methods are answered.
//!
//! Source: RFC 9110, sections 9.3.7 (OPTIONS) and 15.5.6 (405). HEAD comes here as GET.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Resource, web};

use super::answer::problem;

/// An address whose methods are `allow`, as it stands in the header of that name.
pub fn only(path: &str, allow: &'static str) -> Resource {
    let otherwise = move |request: HttpRequest| async move { answer(&request, allow) };
    web::resource(path.to_owned()).default_service(web::to(otherwise))
}

fn answer(request: &HttpRequest, allow: &'static str) -> HttpResponse {
    let mut answer = if request.method() == Method::OPTIONS {
        HttpResponse::NoContent().finish()
    } else {
        let means = "This address does not know that method. Nothing was changed.";
        let advice = format!("Use one of {allow}.");
        problem(StatusCode::METHOD_NOT_ALLOWED, "This cannot be done here", means, &advice)
    };
    answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allow));
    answer
}
