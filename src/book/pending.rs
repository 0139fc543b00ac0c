//! The names of orders that wait for the writer or are carried out by it.
//!
//! Whoever asks what became of one is not told that nothing did. It decides nothing.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Named;

/// How often each is there: an order may be sent again while it waits.
#[derive(Default)]
pub struct Pending(Mutex<HashMap<String, usize>>);

impl Pending {
    pub fn begins(&self, named: &Named) {
        if let Some(order) = &named.order {
            *self.keys().entry(order.key.clone()).or_default() += 1;
        }
    }

    pub fn is_over(&self, key: Option<&str>) {
        let mut keys = self.keys();
        if let Some(count) = key.and_then(|key| keys.get_mut(key)) {
            *count -= 1;
        }
        keys.retain(|_, count| *count > 0);
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys().contains_key(key)
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::OrderKey;

    #[test]
    fn an_order_that_was_sent_twice_is_over_when_both_are() {
        let (pending, key) = (Pending::default(), "k".to_owned());
        let order = OrderKey { key, request: String::new(), body: String::new(), besides: None };
        let named = Named { order: Some(order), step: None };
        pending.begins(&named);
        pending.begins(&named);
        pending.is_over(None);
        pending.is_over(Some("k"));
        assert!(pending.has("k"));
        pending.is_over(Some("k"));
        assert!(!pending.has("k"));
    }
}
