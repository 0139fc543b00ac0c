//! Takes the place of the first on a book, and says so where that takes longer.
//!
//! On the terminal, and by a notification of the desktop for those who see none. It waits no
//! longer for that, and decides nothing.

use std::path::Path;

use crate::shell::instance::{self, Wait};
use crate::shell::{Standing, notify, random};

/// Where a wait is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// For a command that runs in a terminal anyway.
    OnTerminal,
    Everywhere,
}

/// The place on this folder, or an address from who has it.
pub fn claim(folder: &Path, told: Told) -> anyhow::Result<Standing> {
    let standing = instance::claim(folder, random()?, instance::PATIENCE, |wait| {
        let words = words(wait);
        tracing::info!("{words}");
        // Not by the log, which tells a terminal of warnings only.
        eprintln!("counterfoil: {words}");
        if told == Told::Everywhere {
            notify("Counterfoil waits", &words);
        }
    });
    Ok(standing?)
}

fn words(wait: Wait) -> String {
    match wait {
        Wait::AtWork(pid) => format!(
            "Another process (number {pid}) is at work on this book. Counterfoil starts when it is done; end that process if it hangs."
        ),
        Wait::Ending(pid) => format!(
            "Counterfoil (number {pid}) is just closing this book. It starts again when that is done."
        ),
        Wait::Silent => format!(
            "Counterfoil runs on this book and does not answer. This start waits for {} seconds; nothing is changed.",
            instance::PATIENCE.as_secs()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_says_what_it_is_for_and_how_long() {
        assert!(words(Wait::AtWork(7)).contains("number 7"));
        assert!(words(Wait::Ending(7)).contains("closing"));
        assert!(words(Wait::Silent).contains("10 seconds"));
    }
}
