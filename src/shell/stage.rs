//! Where in its life the program is, for those who show it. It knows no clock.

use super::moment::Moment;

/// Where in its life the program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No session was ever open; it waits for ever.
    Waiting,
    /// This many tabs are open.
    Open(usize),
    /// None is open, and the user wants it to stay.
    Kept,
    /// None is open; it ends at this moment unless one comes.
    Lingering(Moment),
    /// It has been told to end.
    Stopping,
}
