//! Why the program could not start, for those who started it from a menu: a page in their browser.
//!
//! Whoever has a terminal reads it there. It mends nothing.

use std::io::IsTerminal;
use std::path::Path;

use super::logging;
use crate::shell::{self, Browser};

/// What happened, and where more of it is written.
pub fn with_log(error: &dyn std::fmt::Display, state: &Path) -> String {
    format!("{error}\nThe log is in {}.", logging::path(state).display())
}

/// Says on the terminal and on the screen why nothing was begun; the exit code.
pub fn refused(command: Option<String>, may_open: bool, words: &str) -> i32 {
    eprintln!("counterfoil: {words}");
    tell_on_screen(command, may_open, words);
    1
}

/// For those who started it from a menu.
pub fn tell_on_screen(command: Option<String>, may_open: bool, words: &str) {
    let is_seen = std::io::stderr().is_terminal();
    if is_seen || !may_open || !(command.is_some() || shell::desktop::has_display_soon()) {
        return;
    }
    let browser = command.map_or(Browser::System, Browser::Command);
    if let Err(error) = shell::last_words::show(&browser, "Counterfoil", "Counterfoil could not start", words)
    {
        tracing::warn!(%error, "the reason could not be shown in the browser");
    }
}
