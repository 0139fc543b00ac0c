//! What happens in the life of the program, for its log.
//!
//! Who came, who left and why, and why the program ends. It never holds a code, a cookie, or
//! anything of what the pages show.

use std::fmt;

use super::presence::Visitor;

/// Something worth a line in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A session opened.
    Came(Visitor),
    /// A session closed.
    Left(Visitor, Leave),
    /// The program ends.
    Ends(End),
}

/// How a session closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The page said that it goes.
    Goodbye,
    /// Its connection ended without a word.
    Ended,
    /// It did not show in time that it lives.
    Silent,
}

/// Why the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nobody is here any more.
    LastSession,
    /// Somebody chose Quit in the tray.
    Tray,
    /// A page or a script asked for it.
    Page,
    /// The system sent this signal.
    Signal(&'static str),
    /// The display has gone.
    Display,
    /// The desktop ends the session of its user.
    Desktop,
}

impl fmt::Display for Event {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Came(visitor) => write!(to, "{} came by {}", visitor.browser, visitor.transport),
            Self::Left(visitor, how) => write!(to, "{} left: {how}", visitor.browser),
            Self::Ends(why) => write!(to, "the program ends: {why}"),
        }
    }
}

impl fmt::Display for Leave {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Goodbye => "its page was closed",
            Self::Ended => "its connection ended",
            Self::Silent => "it showed no sign of life",
        })
    }
}

impl fmt::Display for End {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastSession => to.write_str("no page is open any more"),
            Self::Tray => to.write_str("Quit was chosen in the tray"),
            Self::Page => to.write_str("a page or a script asked for it"),
            Self::Signal(name) => write!(to, "{name} was sent"),
            Self::Display => to.write_str("the display has gone"),
            Self::Desktop => to.write_str("the desktop's session ends"),
        }
    }
}
