//! Work that may block, on a thread of its own.
//!
//! A fault in it is told as one: whoever waits is not to think that the
//! program is ending, and the next request finds everything as it was.

use std::panic::{AssertUnwindSafe, catch_unwind};

use actix_web::web;

use crate::book::Failure;

/// What the work gave; a [`Failure::Fault`] where it panicked, [`Failure::Closed`] where the program is ending.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    // What a panic leaves half done is dropped with the closure; what is shared is behind locks that mend themselves.
    let caught = web::block(move || catch_unwind(AssertUnwindSafe(work))).await;
    match caught {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(Failure::Fault),
        Err(_) => Err(Failure::Closed),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError;

    use super::*;
    use crate::server::error::ApiError;

    fn told(error: Failure) -> (u16, String, String) {
        let error = ApiError::from(error);
        let problem = error.problem();
        (error.status_code().as_u16(), problem.title, problem.detail)
    }

    #[actix_web::test]
    async fn work_that_panics_is_told_as_a_fault_and_the_next_is_done() {
        let failure = blocking(|| -> u8 { panic!("a reader met what it did not expect") }).await;
        let (status, title, detail) = told(failure.expect_err("it panicked"));
        assert_eq!((status, title.as_str()), (500, "This is a fault in Counterfoil itself."));
        assert!(!detail.is_empty() && !title.contains("ending"));
        assert_eq!(blocking(|| 7).await, Ok(7));
    }
}
