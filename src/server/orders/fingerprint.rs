//! Whether two requests order the same: a hash of what they ask for.
//!
//! The body is hashed as it is read, however long it is. It is not looked into.

use std::cell::RefCell;
use std::fmt::Write;
use std::future::ready;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};

/// The name under which progress is asked: another one makes no other order.
const OF_PROGRESS: &str = "task=";

/// Grows with what is read of the body.
#[derive(Clone)]
pub struct Fingerprint(Rc<RefCell<Sha256>>);

impl Fingerprint {
    pub fn of_query(query: &str) -> Fingerprint {
        let mut hash = Sha256::new();
        for part in query.split('&').filter(|part| !part.starts_with(OF_PROGRESS)) {
            hash.update(part.as_bytes());
            hash.update(b"&");
        }
        hash.update(b"\n");
        Fingerprint(Rc::new(RefCell::new(hash)))
    }

    /// Passes the body on, and takes in what is read of it.
    pub fn of_all(self, body: Payload) -> Payload {
        let taken = body.inspect(move |piece| {
            if let Ok(bytes) = piece {
                self.0.borrow_mut().update(bytes);
            }
        });
        Payload::Stream { payload: Box::pin(taken) }
    }

    /// In hexadecimal digits.
    pub fn so_far(&self) -> String {
        let hash = self.0.borrow().clone().finalize();
        hash.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// A body that was read, to be read again.
pub fn whole(body: Bytes) -> Payload {
    Payload::Stream { payload: Box::pin(stream::once(ready(Ok(body)))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn what_is_read_counts_and_the_name_for_progress_does_not() {
        let of = |query: &'static str, body: &'static [u8]| async move {
            let print = Fingerprint::of_query(query);
            let mut payload = print.clone().of_all(whole(Bytes::from_static(body)));
            while payload.next().await.is_some() {}
            print.so_far()
        };
        let first = of("revision=1&task=a", b"{}").await;
        assert_eq!(first, of("task=b&revision=1", b"{}").await);
        for other in [of("revision=2", b"{}").await, of("revision=1", b"[]").await] {
            assert_ne!(first, other);
        }
        assert_eq!(first.len(), 64);
    }
}
