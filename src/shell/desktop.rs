//! Is there a display, a session bus, a tray host?
//!
//! Only looks. The toolkit under the event loop panics when it is started
//! without a display, so this is decided before. And an icon is accepted by
//! the session bus though nothing shows it, so whether there is a *tray host*
//! is asked of the bus, and watched: a panel may start later or start again.

use super::handle::Handle;

#[cfg(target_os = "linux")]
pub use linux::{has_display, watch_tray};

/// These desktops always have a display.
#[cfg(not(target_os = "linux"))]
pub fn has_display() -> bool {
    true
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
    use std::thread;

    use tracing::{info, warn};
    use zbus::blocking::{Connection, MessageIterator, Proxy, fdo::DBusProxy};
    use zbus::names::BusName;

    use super::Handle;

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    const WATCHER_PATH: &str = "/StatusNotifierWatcher";

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

    /// Says whether a tray shows the icon, now and whenever that changes, from a thread of its own.
    pub fn watch_tray(handle: Handle) {
        thread::spawn(move || {
            if let Err(error) = watch(&handle) {
                warn!("there is no tray to be seen ({error}); use the page in the browser instead");
                handle.tray_shown(false);
            }
        });
    }

    fn watch(handle: &Handle) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let dbus = DBusProxy::new(&bus)?;
        for rule in [
            format!("type='signal',member='NameOwnerChanged',arg0='{WATCHER}'"),
            format!("type='signal',interface='{WATCHER}'"),
        ] {
            dbus.add_match_rule(rule.as_str().try_into()?)?;
        }
        // Listen first and ask afterwards, so that nothing is missed in between.
        let signals = MessageIterator::from(&bus);
        let mut shown = has_host(&bus, &dbus);
        report(handle, shown);
        for signal in signals {
            signal?;
            let now = has_host(&bus, &dbus);
            if now != shown {
                shown = now;
                report(handle, shown);
            }
        }
        Ok(())
    }

    fn report(handle: &Handle, shown: bool) {
        if shown {
            info!("a tray shows the icon");
        } else {
            warn!("no tray shows the icon; use the page in the browser until one does");
        }
        handle.tray_shown(shown);
    }

    /// Whether the bus has a watcher and that knows a host. Asks no watcher that is not there:
    /// asking would start one on some desktops.
    fn has_host(bus: &Connection, dbus: &DBusProxy<'_>) -> bool {
        let name = BusName::try_from(WATCHER);
        let owned = name.is_ok_and(|name| dbus.name_has_owner(name).unwrap_or(false));
        owned
            && Proxy::new(bus, WATCHER, WATCHER_PATH, WATCHER)
                .and_then(|watcher| watcher.get_property("IsStatusNotifierHostRegistered"))
                .unwrap_or(false)
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
