//! What is due: by the icon, its tooltip, the menu, and one notification a day.

use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::zvariant::OwnedValue;

use crate::page::{Page, post};
use crate::program::Program;
use crate::stage::{Stage, until};
use crate::tray::Item;

/// A notification that was asked for: title and body.
pub type Shown = (String, String);

/// The desktop's notifications, as far as they are needed here (Desktop Notifications Specification 1.2).
pub struct Desktop(Arc<Mutex<Vec<Shown>>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Desktop {
    #[allow(clippy::too_many_arguments, reason = "the specification has so many")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        title: String,
        body: String,
        _actions: Vec<String>,
        _hints: std::collections::HashMap<String, OwnedValue>,
        _timeout_ms: i32,
    ) -> u32 {
        self.0.lock().unwrap().push((title, body));
        7
    }
}

/// A desktop that shows notifications, and writes them down.
pub fn notifications(stage: &Stage) -> (Connection, Arc<Mutex<Vec<Shown>>>) {
    let shown = Arc::new(Mutex::new(Vec::new()));
    let bus = zbus::blocking::connection::Builder::address(stage.bus.as_deref().unwrap())
        .and_then(|builder| builder.name("org.freedesktop.Notifications"))
        .and_then(|builder| builder.serve_at("/org/freedesktop/Notifications", Desktop(Arc::clone(&shown))))
        .and_then(|builder| builder.build());
    (bus.unwrap(), shown)
}

/// The one that was clicked.
fn click(bus: &Connection) {
    let (path, name) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
    bus.emit_signal(None::<&str>, path, name, "ActionInvoked", &(7_u32, "default")).unwrap();
}

/// A book in which a bill was due at the beginning of 2026.
fn with_a_bill(address: &str) -> Page {
    let page = Page::visit(address);
    post(&page, "/api/v1/accounts", r#"{"name":"Cheque","kind":"asset","currency":"USD"}"#);
    let bill = r#"{"account":1,"payee":"Landlord & Sons","splits":[{"category":"Rent","amount":145000}],
        "amount":{"kind":"fixed","amount":-145000},
        "rule":{"first":"2026-01-05","unit":"months","interval":1,"on":{"kind":"day","day":5}}}"#;
    post(&page, "/api/v1/schedules", bill);
    page
}

#[test]
fn what_is_due_is_told_by_the_icon_its_tooltip_the_menu_and_one_notification_a_day() {
    let Some(stage) = Stage::full() else { return };
    let (bus, shown) = notifications(&stage);
    let program = Program::start(&stage, &[]);
    let address = program.opened_times(1);
    let item = Item::shown(&stage);
    let plain = item.picture();
    let page = with_a_bill(&address);

    until("the tooltip tells it", || {
        item.tooltip().starts_with("1 due: Landlord ＆ Sons −1450.00 USD").then_some(())
    });
    until("the icon has another picture", || (item.picture() != plain).then_some(()));
    stage.picture("due");
    let first = until("it is said aloud", || shown.lock().unwrap().first().cloned());
    assert_eq!(first.0, "Counterfoil: 1 due");
    assert_eq!(first.1, "Landlord &amp; Sons −1450.00 USD, since 2026-01-05");

    until("the menu has a line for it", || {
        item.lines().iter().any(|line| line.label == "1 due…").then_some(())
    });
    item.choose("1 due…");
    assert!(program.opened_times(2).ends_with("#/schedules"));
    click(&bus);
    assert!(program.opened_times(3).ends_with("#/schedules"));

    // The next run of the same day shows it and is silent.
    program.signal("TERM");
    program.ends_well();
    drop(page);
    let again = Program::start(&stage, &[]);
    let item = Item::shown(&stage);
    until("the tooltip tells it again", || item.tooltip().starts_with("1 due").then_some(()));
    assert_eq!(shown.lock().unwrap().len(), 1);

    // What is not due any more is not shown any more.
    let page = Page::visit(&again.opened_times(4));
    post(&page, "/api/v1/undo", "{}");
    until("the tray is as ever", || {
        (item.picture() == plain && !item.tooltip().contains("due")).then_some(())
    });
}

#[test]
fn a_desktop_without_notifications_is_one_line_in_the_log() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let _page = with_a_bill(&program.opened_times(1));
    let line = "the desktop shows no notification";
    until("it is logged", || program.log().contains(line).then_some(()));
    assert_eq!(program.log().matches(line).count(), 1);
    assert!(program.is_running());
}

#[test]
fn the_switch_silences_the_notification_and_nothing_else() {
    let Some(stage) = Stage::full() else { return };
    let (_bus, shown) = notifications(&stage);
    let program = Program::start(&stage, &[]);
    let page = Page::visit(&program.opened_times(1));
    page.send("PUT", "/api/v1/preferences/due.aloud", "false");
    drop(page);
    let item = Item::shown(&stage);
    item.choose("Open Counterfoil");
    let _page = with_a_bill(&program.opened_times(2));
    until("the tooltip tells it", || item.tooltip().starts_with("1 due").then_some(()));
    assert_eq!(shown.lock().unwrap().len(), 0);
}

#[test]
fn signing_out_all_browsers_leaves_the_tray_to_tell_what_is_due() {
    let Some(stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let page = with_a_bill(&program.opened_times(1));
    let item = Item::shown(&stage);
    until("the tooltip tells it", || item.tooltip().starts_with("1 due").then_some(()));
    post(&page, "/api/v1/sessions/sign-out", "{}");
    drop(page);
    item.choose("Open Counterfoil");
    let page = Page::visit(&program.opened_times(2));
    post(&page, "/api/v1/undo", "{}");
    until("it is not due any more", || (!item.tooltip().contains("due")).then_some(()));
}
