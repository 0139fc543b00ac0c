//! How far a long task has got, and whether it is still wanted.
//!
//! Whoever is at work tells a [`Watch`] now and then; the answer says whether
//! to go on. Nothing here knows the time, draws a bar or waits.

/// What is being done with a bank file, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Bytes become lines.
    Reading,
    /// Lines are compared with the book.
    Comparing,
    /// Lines become transactions.
    Deciding,
    /// Transactions become rows.
    Writing,
    /// The step goes into the log.
    Recording,
}

/// Somebody who looks on, and may want the task to stop.
pub trait Watch: Send + Sync {
    /// `done` of `of` rows are behind it in this stage, or bytes while it reads; `of` is 0 where that is not known.
    ///
    /// # Errors
    /// When the task is not wanted any more: it ends there, and leaves nothing behind.
    fn at(&self, stage: Stage, done: usize, of: usize) -> Result<(), Stopped>;
}

/// The task was not wanted any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was cancelled")]
pub struct Stopped;

/// Nobody looks on.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn at(&self, _: Stage, _: usize, _: usize) -> Result<(), Stopped> {
        Ok(())
    }
}
