//! Who shows the icon comes and goes while the bus stays: the status says it, and so the page.

use zbus::blocking::Connection;
use zbus::message::Header;

use crate::page::Page;
use crate::program::Program;
use crate::stage::{Stage, until};
use crate::tray::Item;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";

#[test]
fn the_status_says_so_when_the_tray_host_dies_alone_and_when_another_comes() {
    let Some(mut stage) = Stage::full() else { return };
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    Item::shown(&stage);
    for _ in 0..2 {
        page.hears_in("status", "\"tray\":true");
        stage.close_panel();
        page.hears_in("status", "\"tray\":false");
        stage.open_panel();
    }
    page.hears_in("status", "\"tray\":true");
    assert!(program.is_running());
}

/// Some desktops know the icons in one process and show them by another (KDE). This is the first of the two.
struct Watcher {
    items: Vec<String>,
    has_host: bool,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&mut self, _service: &str, #[zbus(header)] header: Header<'_>) {
        self.items.extend(header.sender().map(ToString::to_string));
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.items.clone()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        self.has_host
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A watcher that says how many hosts there are as it is told.
fn watcher(stage: &Stage) -> Connection {
    let watcher = Watcher { items: Vec::new(), has_host: true };
    zbus::blocking::connection::Builder::address(stage.bus.as_deref().unwrap())
        .and_then(|builder| builder.serve_at(PATH, watcher))
        .and_then(|builder| builder.name(WATCHER))
        .and_then(|builder| builder.build())
        .unwrap()
}

fn host(bus: &Connection, is_there: bool) {
    let watcher = bus.object_server().interface::<_, Watcher>(PATH).unwrap();
    watcher.get_mut().has_host = is_there;
    let signal = if is_there { "StatusNotifierHostRegistered" } else { "StatusNotifierHostUnregistered" };
    bus.emit_signal(None::<&str>, PATH, WATCHER, signal, &()).unwrap();
}

#[test]
fn the_status_says_so_when_the_watcher_outlives_its_host() {
    let Some(stage) = Stage::without_panel() else { return };
    let bus = watcher(&stage);
    let program = Program::start(&stage, &[]);
    let mut page = Page::visit(&program.opened_times(1));
    until("the icon is registered", || {
        let watcher = bus.object_server().interface::<_, Watcher>(PATH).unwrap();
        (!watcher.get().items.is_empty()).then_some(())
    });
    for _ in 0..2 {
        page.hears_in("status", "\"tray\":true");
        host(&bus, false);
        page.hears_in("status", "\"tray\":false");
        host(&bus, true);
    }
    page.hears_in("status", "\"tray\":true");
    drop(bus);
    page.hears_in("status", "\"tray\":false");
}
