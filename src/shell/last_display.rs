//! Outlives the display.
//!
//! GDK ends the process at once when its X server or its Wayland compositor
//! goes. The last thing that it does before is to say so through GLib's log
//! (`gdk_x_io_error`, and the event source for Wayland), so the log is ours: it
//! reports that the display has gone, and never gives that thread back. What
//! else the toolkit says goes to the log of the program. It decides nothing.

use std::sync::Once;
use std::thread;

use glib::{LogLevel, LogWriterOutput};

use super::event::End;
use super::handle::Handle;

/// What GDK says last, in the versions 3.22 to 3.24.
const LAST_WORDS: [&str; 6] = [
    "lost its connection to the display",
    "Fatal IO error",
    "Lost connection to Wayland compositor",
    "dispatching to Wayland display",
    "Error reading events from display",
    "Error flushing display",
];

/// Ends the program in order when the display goes. To be called before the toolkit begins.
pub fn outlive(handle: Handle) {
    static ONCE: Once = Once::new();
    // The log can be given out once in a process.
    ONCE.call_once(|| {
        glib::log_set_writer_func(move |level, fields| {
            let field = |key: &str| {
                let field = fields.iter().find(|field| field.key() == key);
                field.and_then(|field| field.value_str()).unwrap_or_default()
            };
            let (domain, words) = (field("GLIB_DOMAIN"), field("MESSAGE"));
            if is_farewell(domain, words) {
                handle.quit_for(End::Display);
                loop {
                    thread::park();
                }
            }
            hand_on(level, domain, words);
            LogWriterOutput::Handled
        });
    });
}

fn is_farewell(domain: &str, words: &str) -> bool {
    domain == "Gdk" && LAST_WORDS.iter().any(|last| words.contains(last))
}

/// What it warns of is about its windows, and we have none.
fn hand_on(level: LogLevel, domain: &str, words: &str) {
    match level {
        LogLevel::Error | LogLevel::Critical => tracing::warn!("{domain}: {words}"),
        _ => tracing::debug!("{domain}: {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gdk_says_before_it_ends_the_process_is_known() {
        let x = "hello: Fatal IO error 11 (Resource temporarily unavailable) on X server :99.\n";
        assert!(is_farewell("Gdk", x));
        assert!(is_farewell("Gdk", "Lost connection to Wayland compositor."));
        assert!(!is_farewell("Gdk", "Unable to load hand from the cursor theme"));
        assert!(!is_farewell("Gtk", x));
    }
}
