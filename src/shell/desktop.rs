//! Is there a display, a session bus, a tray host?
//!
//! Only looks. The toolkit under the event loop panics when it is started
//! without a display, so this is decided before. And an icon is accepted by
//! the session bus though nothing shows it, so whether there is a *tray host*
//! is asked of the bus, and watched: a panel may start later or start again.

use super::handle::Handle;

#[cfg(target_os = "linux")]
pub use linux::{has_bus, has_display, has_tray_host, offers, watch_tray};

/// These desktops always have a display.
#[cfg(not(target_os = "linux"))]
pub fn has_display() -> bool {
    true
}

/// These desktops have something else in its place.
#[cfg(not(target_os = "linux"))]
pub fn has_bus() -> bool {
    true
}

/// These desktops always have a tray.
#[cfg(not(target_os = "linux"))]
pub fn has_tray_host() -> bool {
    true
}

/// These desktops offer nothing by such a name.
#[cfg(not(target_os = "linux"))]
pub fn offers(_name: &str) -> bool {
    false
}

/// Whether there is a display that says so soon: one that hangs counts as none.
pub fn has_display_soon() -> bool {
    in_time(has_display).unwrap_or(false)
}

/// The answer of a desktop that may hang; none when it does.
pub fn in_time<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(ask()));
    told.recv_timeout(super::screen::ANSWERS).ok()
}

/// These desktops always have a tray.
#[cfg(not(target_os = "linux"))]
pub fn watch_tray(handle: Handle) {
    handle.tray_shown(true);
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::net::{Ipv4Addr, TcpStream};
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
    use std::thread;
    use std::time::Duration;

    use tracing::{info, warn};
    use zbus::blocking::connection::Builder;
    use zbus::blocking::{Connection, MessageIterator, Proxy, fdo::DBusProxy};
    use zbus::names::BusName;

    use super::Handle;
    use crate::shell::screen::ANSWERS;

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    const WATCHER_PATH: &str = "/StatusNotifierWatcher";

    /// How long our icon may be on its way to a tray that is there.
    const REGISTERED: Duration = Duration::from_secs(2);

    /// Whether a Wayland compositor or an X server answers.
    pub fn has_display() -> bool {
        let wayland = env::var_os("WAYLAND_DISPLAY").is_some_and(|name| {
            let folder = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
            wayland_answers(folder.as_deref(), Path::new(&name))
        });
        wayland || env::var("DISPLAY").is_ok_and(|name| x_answers(&name))
    }

    fn wayland_answers(folder: Option<&Path>, name: &Path) -> bool {
        // An absolute name stands for itself (wl_display_connect).
        let socket = folder.unwrap_or(Path::new("")).join(name);
        !name.as_os_str().is_empty() && UnixStream::connect(socket).is_ok()
    }

    fn x_answers(display: &str) -> bool {
        match x_display(display) {
            Some((true, number)) => x_socket_answers(number),
            // An X server reached through ssh -X.
            Some((false, number)) => number
                .checked_add(6_000)
                .is_some_and(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()),
            None => false,
        }
    }

    /// `:0`, `unix:0.0` → this machine's socket; `localhost:10.0` → its network.
    /// Displays of other machines count as none: nothing leaves the loopback.
    fn x_display(display: &str) -> Option<(bool, u16)> {
        let (host, rest) = display.rsplit_once(':')?;
        let number = rest.split('.').next()?.parse().ok()?;
        match host {
            "" | "unix" => Some((true, number)),
            "localhost" | "127.0.0.1" => Some((false, number)),
            _ => None,
        }
    }

    fn x_socket_answers(number: u16) -> bool {
        let path = format!("/tmp/.X11-unix/X{number}");
        let hidden = SocketAddr::from_abstract_name(&path);
        UnixStream::connect(&path).is_ok()
            || hidden.is_ok_and(|address| UnixStream::connect_addr(&address).is_ok())
    }

    /// Says whether a tray shows the icon, now and whenever that changes, from threads of its own.
    pub fn watch_tray(handle: Handle) {
        let (tell, told) = channel();
        let watched = handle.clone();
        thread::spawn(move || {
            if let Err(error) = watch(&watched, &tell) {
                warn!("there is no tray to be seen ({error}); use the page in the browser instead");
                watched.tray_shown(false);
            }
        });
        // A bus that hangs gives neither an answer nor an error.
        thread::spawn(move || {
            if told.recv_timeout(ANSWERS) == Err(RecvTimeoutError::Timeout) {
                warn!(
                    "no tray shows the icon, since the session bus does not answer; use the page in the browser instead"
                );
            }
        });
    }

    fn bus() -> zbus::Result<Connection> {
        Builder::session()?.method_timeout(ANSWERS).build()
    }

    /// Whether there is a session bus.
    pub fn has_bus() -> bool {
        bus().is_ok()
    }

    /// Whether somebody shows tray icons.
    pub fn has_tray_host() -> bool {
        let shown =
            || Some(watcher(&bus().ok()?)?.get_property("IsStatusNotifierHostRegistered").unwrap_or(false));
        shown().unwrap_or(false)
    }

    /// Whether the bus has this name, or could have it started.
    pub fn offers(name: &str) -> bool {
        let names = || {
            let bus = bus().ok()?;
            let dbus = DBusProxy::new(&bus).ok()?;
            let there = dbus.name_has_owner(BusName::try_from(name).ok()?).unwrap_or(false);
            Some(there || dbus.list_activatable_names().ok()?.iter().any(|known| known.as_str() == name))
        };
        names().unwrap_or(false)
    }

    fn watch(handle: &Handle, answered: &Sender<()>) -> zbus::Result<()> {
        let bus = bus()?;
        let dbus = DBusProxy::new(&bus)?;
        for rule in [
            // Watchers and hosts come and go by their names.
            "type='signal',member='NameOwnerChanged',arg0namespace='org.kde'".to_owned(),
            format!("type='signal',interface='{WATCHER}'"),
        ] {
            dbus.add_match_rule(rule.as_str().try_into()?)?;
        }
        // Listen first and ask afterwards, so that nothing is missed in between.
        let signals = listen(&bus);
        let _ = answered.send(());
        let mut shown = None;
        let mut patience = Some(REGISTERED);
        loop {
            let now = is_shown(&bus, &dbus);
            if shown != Some(now) && (now || shown.is_some() || patience.is_none()) {
                shown = Some(now);
                report(handle, now);
            }
            match patience.take() {
                // The icon is on its way to the tray.
                Some(patience) if !now => match signals.recv_timeout(patience) {
                    Err(RecvTimeoutError::Timeout) => {}
                    other => other.unwrap_or_else(|_| Err(over()))?,
                },
                _ => signals.recv().unwrap_or_else(|_| Err(over()))?,
            }
        }
    }

    fn over() -> zbus::Error {
        zbus::Error::Failure("the session bus is gone".into())
    }

    /// What the bus says, from a thread of its own.
    fn listen(bus: &Connection) -> Receiver<zbus::Result<()>> {
        let signals = MessageIterator::from(bus);
        let (tell, told) = channel();
        thread::spawn(move || {
            for signal in signals {
                let is_over = signal.is_err();
                if tell.send(signal.map(drop)).is_err() || is_over {
                    return;
                }
            }
        });
        told
    }

    fn report(handle: &Handle, shown: bool) {
        if shown {
            info!("a tray shows the icon");
        } else {
            warn!("no tray shows the icon; use the page in the browser until one does");
        }
        handle.tray_shown(shown);
    }

    /// Who knows the tray's hosts. Asks none that is not there: asking would start one on some desktops.
    fn watcher(bus: &Connection) -> Option<Proxy<'static>> {
        let name = BusName::try_from(WATCHER).ok()?;
        let is_owned = DBusProxy::new(bus).ok()?.name_has_owner(name).unwrap_or(false);
        is_owned.then(|| Proxy::new(bus, WATCHER, WATCHER_PATH, WATCHER).ok()).flatten()
    }

    /// Whether the bus has a watcher that knows a host, and our icon.
    fn is_shown(bus: &Connection, dbus: &DBusProxy<'_>) -> bool {
        let Some(watcher) = watcher(bus) else {
            return false;
        };
        let items: Vec<String> = watcher.get_property("RegisteredStatusNotifierItems").unwrap_or_default();
        watcher.get_property("IsStatusNotifierHostRegistered").unwrap_or(false)
            && items.iter().any(|item| is_ours(item, dbus))
    }

    /// An item is listed by the name of its connection, sometimes with its path behind.
    fn is_ours(item: &str, dbus: &DBusProxy<'_>) -> bool {
        let name = item.split('/').next().unwrap_or_default();
        let owner = BusName::try_from(name).map(|name| dbus.get_connection_unix_process_id(name));
        matches!(owner, Ok(Ok(pid)) if pid == std::process::id())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_display_says_where_it_is() {
            assert_eq!(x_display(":0"), Some((true, 0)));
            assert_eq!(x_display(":99.1"), Some((true, 99)));
            assert_eq!(x_display("unix:1"), Some((true, 1)));
            assert_eq!(x_display("localhost:10.0"), Some((false, 10)));
        }

        #[test]
        fn a_display_elsewhere_or_nowhere_is_none() {
            for display in ["", "0", ":", ":x", ":-1", ":70000", "elsewhere:0", "[::1]:0"] {
                assert_eq!(x_display(display), None, "{display:?}");
            }
        }

        #[test]
        fn a_dead_socket_is_no_display() {
            let folder = tempfile::tempdir().expect("a folder");
            let name = Path::new("wayland-0");
            assert!(!wayland_answers(Some(folder.path()), name));
            let listener = std::os::unix::net::UnixListener::bind(folder.path().join(name));
            let listener = listener.expect("a socket");
            assert!(wayland_answers(Some(folder.path()), name));
            assert!(!wayland_answers(Some(folder.path()), Path::new("")));
            drop(listener);
            assert!(!wayland_answers(Some(folder.path()), name));
        }
    }
}
