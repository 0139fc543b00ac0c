//! Says a [`Notice`] aloud: one notification of the desktop.
//!
//! On Linux by `org.freedesktop.Notifications` (Desktop Notifications
//! Specification 1.2) on the session bus. A desktop that shows none is no
//! fault: it is logged once and the icon still tells. It decides nothing.

use super::handle::Handle;
use super::notice::Notice;

#[cfg(target_os = "linux")]
pub use linux::{say, tell};

/// Elsewhere the log tells.
#[cfg(not(target_os = "linux"))]
pub fn tell(_title: &str, _words: &str) {}

/// Elsewhere the icon and its tooltip tell.
#[cfg(not(target_os = "linux"))]
pub fn say(_name: &str, _notice: &Notice, _handle: &Handle) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;
    use std::thread;

    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::Value;

    use super::{Handle, Notice};
    use crate::shell::core::Input;
    use crate::shell::menu::Choice;

    const SERVICE: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    /// Shows it, from a thread of its own, which waits until it was clicked or has gone.
    pub fn say(name: &str, notice: &Notice, handle: &Handle) {
        let (name, notice, handle) = (name.to_owned(), notice.clone(), handle.clone());
        thread::spawn(move || {
            if let Err(error) = show(&name, &notice, &handle) {
                tracing::warn!("the desktop shows no notification ({error}); the tray tells what waits");
            }
        });
    }

    /// Shows these words once, from a thread of its own. Where the desktop shows none, the log has them.
    pub fn tell(title: &str, words: &str) {
        let (title, words) = (title.to_owned(), words.to_owned());
        thread::spawn(move || {
            if let Err(error) = show_words(&title, &words) {
                tracing::debug!("the desktop shows no notification ({error})");
            }
        });
    }

    fn show_words(title: &str, words: &str) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let hints: HashMap<&str, Value> = HashMap::new();
        let actions: [&str; 0] = [];
        let notice = ("", 0_u32, "", title, escaped(words), &actions[..], hints, -1_i32);
        Proxy::new(&bus, SERVICE, PATH, SERVICE)?.call::<_, _, u32>("Notify", &notice)?;
        Ok(())
    }

    fn show(name: &str, notice: &Notice, handle: &Handle) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let service = Proxy::new(&bus, SERVICE, PATH, SERVICE)?;
        // Listen first: a quick click must not be missed.
        let signals = service.receive_all_signals()?;
        let mut hints = HashMap::new();
        hints.insert("desktop-entry", Value::from(name.to_lowercase()));
        let title = format!("{name}: {}", notice.label.trim_end_matches('…'));
        let (actions, body) = (["default", "Open"], escaped(&notice.lines.join("\n")));
        let id: u32 = service.call("Notify", &(name, 0_u32, "", title, body, &actions[..], hints, -1_i32))?;
        for signal in signals {
            let header = signal.header();
            match header.member().map(|member| member.as_str()) {
                Some("ActionInvoked") if signal.body().deserialize::<(u32, String)>()?.0 == id => {
                    handle.send(Input::Chosen(Choice::Notice));
                }
                Some("NotificationClosed") if signal.body().deserialize::<(u32, u32)>()?.0 == id => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// A body may hold markup, so what was typed must not be taken for some.
    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn what_was_typed_is_no_markup() {
            assert_eq!(super::escaped("A&B <i>"), "A&amp;B &lt;i&gt;");
        }
    }
}
