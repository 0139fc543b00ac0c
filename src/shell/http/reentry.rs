//! How an open page asks who answers here, and finds its way back in.
//!
//! It maps what travels to [`Reentry`](crate::shell::reentry::Reentry), which decides. It never
//! logs a key, a nonce or a proof.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{Gate, answer::problem, methods::only};
use crate::shell::access::{PAGE_KEY_PATH, REENTRY_PATH};
use crate::shell::reentry::Proof;
use crate::shell::{Secret, random};

/// Adds the two addresses.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(only(REENTRY_PATH, "GET, HEAD, POST, OPTIONS").get(prove).post(come_back))
        .service(only(PAGE_KEY_PATH, "POST, OPTIONS").post(key));
}

/// Numbers and names are 64 hexadecimal digits each.
#[derive(Serialize)]
struct PageKeyAnswer {
    page: String,
    key: String,
    own: String,
    kept: String,
}

#[derive(Deserialize)]
struct Question {
    page: String,
    nonce: String,
}

#[derive(Serialize)]
struct ProofAnswer {
    nonce: String,
    proof: String,
}

#[derive(Deserialize)]
struct Return {
    page: String,
    nonce: String,
    proof: String,
}

/// `POST /reentry/key`: the keys of a page that is let in.
async fn key(gate: web::Data<Gate>) -> HttpResponse {
    let Ok(bytes) = random() else { return without_random() };
    let keys = gate.access().reentry.key(bytes);
    let text = |secret: &Secret| secret.text().to_owned();
    let (page, key) = (text(&keys.page), text(&keys.key));
    HttpResponse::Ok().json(PageKeyAnswer { page, key, own: text(&keys.own), kept: text(&keys.kept) })
}

/// `GET /reentry?page=&nonce=`: proves to a page that this is the program that it knows.
async fn prove(gate: web::Data<Gate>, question: web::Query<Question>) -> HttpResponse {
    let (Some(page), Some(asked)) = (Secret::from_text(&question.page), Secret::from_text(&question.nonce))
    else {
        let means = "A page is named by 64 hexadecimal digits, and so is its nonce.";
        return problem(StatusCode::BAD_REQUEST, "This is no question of a page", means, "Reload the page.");
    };
    let Ok(bytes) = random() else { return without_random() };
    let now = gate.clock.now();
    let Proof { nonce, proof } = gate.access().reentry.challenge(page, asked, bytes, now);
    gate.handle.tab_returns();
    HttpResponse::Ok().json(ProofAnswer { nonce: nonce.text().into(), proof: proof.text().into() })
}

/// `POST /reentry`: the cookie of this run, for a page that proves that it was let in before.
async fn come_back(gate: web::Data<Gate>, back: web::Json<Return>) -> HttpResponse {
    let now = gate.clock.now();
    let mut access = gate.access();
    if access.reentry.redeem(&back.page, &back.nonce, &back.proof, now) {
        return HttpResponse::NoContent().insert_header((header::SET_COOKIE, access.cookie())).finish();
    }
    drop(access);
    let means = format!(
        "It was signed out, or it took longer than half a minute. {} has changed nothing.",
        gate.name
    );
    let advice = format!("Click the icon of {} in the tray, or start it again.", gate.name);
    problem(StatusCode::FORBIDDEN, "This page has not been let in", &means, &advice)
}

fn without_random() -> HttpResponse {
    let means = "The system gives no random numbers, so no page can be let in again.";
    problem(StatusCode::SERVICE_UNAVAILABLE, "Nobody can be let in now", means, "Try again in a moment.")
}
