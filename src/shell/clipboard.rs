//! Puts a text into the clipboard of the desktop.
//!
//! To be called in the event loop. It never reads what is there.

/// In GTK's own way, which an X server and most compositors take.
#[cfg(target_os = "linux")]
pub fn put(text: &str) {
    gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_text(text);
}

/// The page has a button for it, too.
#[cfg(not(target_os = "linux"))]
pub fn put(_text: &str) {}
