//! What the program answered to orders that are no steps of the book, while it runs.
//!
//! Only what was done is kept: what was refused is judged anew. It carries out
//! nothing, and is gone with the program.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;

use crate::book::OrderKey;

/// So many answers are kept; then the oldest goes.
const MOST: usize = 1_000;

/// As it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    pub status: StatusCode,
    /// The type of the body.
    pub kind: Option<header::HeaderValue>,
    pub body: Bytes,
}

impl KeptAnswer {
    pub fn response(self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        if let Some(kind) = self.kind {
            answer.insert_header((header::CONTENT_TYPE, kind));
        }
        answer.body(self.body)
    }
}

/// One order; no answer while it is carried out.
struct Order {
    request: (String, String),
    answer: Option<KeptAnswer>,
}

#[derive(Default)]
struct Orders {
    by_key: HashMap<String, Order>,
    /// Those that are answered, the oldest first.
    answered: VecDeque<String>,
}

/// The orders of this run.
#[derive(Default)]
pub struct KeptAnswers(Mutex<Orders>);

/// What is known of an order that comes.
pub enum Begun<'k> {
    /// It is new: carry it out.
    Now(Underway<'k>),
    /// It was answered.
    Before(KeptAnswer),
    /// It is being carried out for somebody else.
    Elsewhere,
    /// The key was another order's.
    Another,
}

/// An order that is carried out. Dropped without an answer it is forgotten.
pub struct Underway<'k> {
    kept: &'k KeptAnswers,
    key: String,
}

impl KeptAnswers {
    pub fn begin(&self, order: &OrderKey) -> Begun<'_> {
        let request = (order.request.clone(), order.body.clone());
        let mut orders = self.orders();
        match orders.by_key.get(&order.key) {
            Some(known) if known.request != request => Begun::Another,
            Some(Order { answer: Some(answer), .. }) => Begun::Before(answer.clone()),
            Some(_) => Begun::Elsewhere,
            None => {
                orders.by_key.insert(order.key.clone(), Order { request, answer: None });
                Begun::Now(Underway { kept: self, key: order.key.clone() })
            }
        }
    }

    /// What an order of this name was answered.
    pub fn answered(&self, key: &str) -> Option<KeptAnswer> {
        self.orders().by_key.get(key)?.answer.clone()
    }

    /// Whether an order of this name is carried out just now.
    pub fn is_underway(&self, key: &str) -> bool {
        self.orders().by_key.get(key).is_some_and(|order| order.answer.is_none())
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Underway<'_> {
    pub fn answer(self, answer: KeptAnswer) {
        let mut orders = self.kept.orders();
        if let Some(order) = orders.by_key.get_mut(&self.key) {
            order.answer = Some(answer);
        }
        orders.answered.push_back(self.key.clone());
        if orders.answered.len() > MOST
            && let Some(oldest) = orders.answered.pop_front()
        {
            orders.by_key.remove(&oldest);
        }
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        let mut orders = self.kept.orders();
        if orders.by_key.get(&self.key).is_some_and(|order| order.answer.is_none()) {
            orders.by_key.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(key: &str, body: &str) -> OrderKey {
        OrderKey { key: key.into(), request: "POST /backups".into(), body: body.into(), besides: None }
    }

    fn done() -> KeptAnswer {
        KeptAnswer { status: StatusCode::OK, kind: None, body: Bytes::from_static(b"{}") }
    }

    #[test]
    fn an_order_is_carried_out_once_at_a_time_and_again_where_it_failed() {
        let kept = KeptAnswers::default();
        let Begun::Now(first) = kept.begin(&order("k", "a")) else { panic!("it is new") };
        assert!(matches!(kept.begin(&order("k", "a")), Begun::Elsewhere));
        assert!(matches!(kept.begin(&order("k", "b")), Begun::Another));
        drop(first);
        let Begun::Now(again) = kept.begin(&order("k", "b")) else { panic!("it was not done") };
        again.answer(done());
        assert!(matches!(kept.begin(&order("k", "b")), Begun::Before(answer) if answer == done()));
        assert!(matches!(kept.begin(&order("k", "a")), Begun::Another));
    }

    #[test]
    fn the_oldest_answers_go() {
        let kept = KeptAnswers::default();
        for n in 0..=MOST {
            let Begun::Now(underway) = kept.begin(&order(&n.to_string(), "")) else { panic!("new") };
            underway.answer(done());
        }
        assert_eq!(kept.answered("0"), None);
        assert!(kept.answered("1").is_some());
    }
}
