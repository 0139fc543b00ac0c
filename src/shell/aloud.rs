//! Says a [`Notice`] aloud: one notification of the desktop.
//!
//! On Linux by `org.freedesktop.Notifications` (Desktop Notifications
//! Specification 1.2) on the session bus. A desktop that shows none is no
//! fault: it is logged once and the icon still tells. It decides nothing.

use super::handle::Handle;
use super::notice::Notice;

#[cfg(target_os = "linux")]
pub use linux::{say, say_last, tell, tell_last};

/// Elsewhere the log tells.
#[cfg(not(target_os = "linux"))]
pub fn tell(_title: &str, _words: &str) {}

/// Elsewhere the terminal tells.
#[cfg(not(target_os = "linux"))]
pub fn tell_last(_title: &str, _words: &str) {}

/// Elsewhere the icon and its tooltip tell.
#[cfg(not(target_os = "linux"))]
pub fn say(_name: &str, _notice: &Notice, _handle: &Handle) {}

/// Elsewhere the log and the exit code tell.
#[cfg(not(target_os = "linux"))]
pub fn say_last(_name: &str, _notice: &Notice) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

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

    /// How long the desktop may take to show the last one: the program is about to end.
    const LAST: Duration = Duration::from_millis(500);

    /// Shows it and waits for no click: the program ends.
    pub fn say_last(name: &str, notice: &Notice) {
        let (name, notice) = (name.to_owned(), notice.clone());
        at_last(move || {
            let bus = Connection::session()?;
            notify(&Proxy::new(&bus, SERVICE, PATH, SERVICE)?, &name, &notice, &[]).map(drop)
        });
    }

    /// Shows these words and waits until they are shown: the process ends.
    pub fn tell_last(title: &str, words: &str) {
        let (title, words) = (title.to_owned(), words.to_owned());
        at_last(move || show_words(&title, &words));
    }

    fn at_last(show: impl FnOnce() -> zbus::Result<()> + Send + 'static) {
        let (done, shown) = channel();
        thread::spawn(move || done.send(show()));
        match shown.recv_timeout(LAST) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("the desktop shows no notification ({error})"),
            Err(_) => tracing::warn!("the desktop did not show the notification in time"),
        }
    }

    fn notify(service: &Proxy, name: &str, notice: &Notice, actions: &[&str]) -> zbus::Result<u32> {
        let mut hints = HashMap::new();
        hints.insert("desktop-entry", Value::from(name.to_lowercase()));
        let title = format!("{name}: {}", notice.label.trim_end_matches('…'));
        let body = escaped(&notice.lines.join("\n"));
        service.call("Notify", &(name, 0_u32, "", title, body, actions, hints, -1_i32))
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
        let id = notify(&service, name, notice, &["default", "Open"])?;
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
