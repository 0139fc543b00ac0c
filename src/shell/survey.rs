//! What the desktop offers, for somebody who looks for a fault.
//!
//! Every question is given a few seconds: a part that hangs is a finding. It
//! changes nothing and starts nothing.

use super::desktop;

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    There,
    /// It is not.
    Missing,
    /// It does not answer.
    Silent,
}

/// The parts of a desktop that the program uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survey {
    /// An X server or a Wayland compositor.
    pub display: Presence,
    /// The session bus.
    pub bus: Presence,
    /// Somebody who shows tray icons.
    pub tray_host: Presence,
    /// Somebody who shows notifications.
    pub notifications: Presence,
    /// The desktop portal, by which sandboxed programs open pages.
    pub portal: Presence,
}

/// Looks at all of it.
pub fn look() -> Survey {
    let display = in_time(desktop::has_display);
    let missing = |bus| Survey {
        display,
        bus,
        tray_host: Presence::Missing,
        notifications: Presence::Missing,
        portal: Presence::Missing,
    };
    match in_time(desktop::has_bus) {
        Presence::There => Survey {
            display,
            bus: Presence::There,
            tray_host: in_time(desktop::has_tray_host),
            notifications: in_time(|| desktop::offers("org.freedesktop.Notifications")),
            portal: in_time(|| desktop::offers("org.freedesktop.portal.Desktop")),
        },
        bus => missing(bus),
    }
}

fn in_time(ask: impl FnOnce() -> bool + Send + 'static) -> Presence {
    match desktop::in_time(ask) {
        Some(true) => Presence::There,
        Some(false) => Presence::Missing,
        None => Presence::Silent,
    }
}
