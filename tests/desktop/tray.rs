//! The tray from outside: the icon on the screen, and its menu over the bus.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedValue, Structure, Value};

use crate::stage::{Stage, until};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";

pub fn has_host(bus: &Connection) -> bool {
    watcher(bus).get_property("IsStatusNotifierHostRegistered").unwrap_or(false)
}

fn watcher(bus: &Connection) -> Proxy<'static> {
    Proxy::new(bus, WATCHER, "/StatusNotifierWatcher", WATCHER).unwrap()
}

/// The one item that the tray shows.
pub struct Item {
    bus: Connection,
    name: String,
}

/// One line of the menu.
#[derive(Debug, PartialEq)]
pub struct Line {
    id: i32,
    pub label: String,
    pub enabled: bool,
    pub checked: Option<bool>,
}

impl Item {
    /// Waits until the tray has exactly one item.
    pub fn shown(stage: &Stage) -> Self {
        let bus = stage.connect();
        let name = until("the tray has one item", || {
            let items: Vec<String> = watcher(&bus).get_property("RegisteredStatusNotifierItems").ok()?;
            let [only] = &items[..] else { return None };
            Some(only.split('/').next()?.to_owned())
        });
        Self { bus, name }
    }

    pub fn text(&self, property: &str) -> String {
        self.item().get_property(property).unwrap()
    }

    /// The second line of the tooltip.
    pub fn tooltip(&self) -> String {
        type Tip = (String, Vec<(i32, i32, Vec<u8>)>, String, String);
        let tip: Tip = self.item().get_property("ToolTip").unwrap();
        tip.3
    }

    /// The pixels of the icon, in all its sizes.
    pub fn picture(&self) -> Vec<(i32, i32, Vec<u8>)> {
        self.item().get_property("IconPixmap").unwrap()
    }

    /// All lines but the separators.
    pub fn lines(&self) -> Vec<Line> {
        type Props = HashMap<String, OwnedValue>;
        let all: Vec<&str> = Vec::new();
        let ids = self.ids();
        let mut items: Vec<(i32, Props)> = self.menu().call("GetGroupProperties", &(ids, all)).unwrap();
        items.sort_by_key(|(id, _)| *id);
        items.into_iter().filter_map(|(id, props)| line(id, &props)).collect()
    }

    /// Of the lines as a tray asks for them: each new layout has new ones.
    fn ids(&self) -> Vec<i32> {
        type Layout = (u32, (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>));
        let all: Vec<&str> = Vec::new();
        let (_, (_, _, lines)): Layout = self.menu().call("GetLayout", &(0_i32, -1_i32, all)).unwrap();
        let id =
            |line: &OwnedValue| line.downcast_ref::<Structure>().ok()?.fields().first()?.downcast_ref().ok();
        lines.iter().filter_map(id).collect()
    }

    pub fn line(&self, label: &str) -> Line {
        let mut lines = self.lines();
        let place = lines.iter().position(|line| line.label == label);
        lines.swap_remove(place.unwrap_or_else(|| panic!("no “{label}” in {lines:?}")))
    }

    pub fn choose(&self, label: &str) {
        let data = Value::from(0_i32);
        let id = self.line(label).id;
        let _: () = self.menu().call("Event", &(id, "clicked", data, 0_u32)).unwrap();
    }

    fn item(&self) -> Proxy<'_> {
        let builder = zbus::blocking::proxy::Builder::<Proxy>::new(&self.bus);
        builder
            .destination(self.name.as_str())
            .and_then(|proxy| proxy.path("/StatusNotifierItem"))
            .and_then(|proxy| proxy.interface(ITEM))
            // What the program shows now, not what it showed first.
            .map(|proxy| proxy.cache_properties(zbus::proxy::CacheProperties::No))
            .and_then(|proxy| proxy.build())
            .unwrap()
    }

    fn menu(&self) -> Proxy<'_> {
        Proxy::new(&self.bus, self.name.as_str(), "/MenuBar", "com.canonical.dbusmenu").unwrap()
    }
}

fn line(id: i32, props: &HashMap<String, OwnedValue>) -> Option<Line> {
    let label = props.get("label")?.downcast_ref::<&str>().ok()?.to_owned();
    let enabled = props.get("enabled").is_none_or(|value| value.downcast_ref().unwrap_or(true));
    let state = props.get("toggle-state").and_then(|value| value.downcast_ref::<i32>().ok());
    let checkmark = props.contains_key("toggle-type");
    Some(Line { id, label, enabled, checked: checkmark.then_some(state == Some(1)) })
}

/// The middle of the icon on the screen, by its green; `None` while it is not there.
pub fn icon_in(picture: &Path) -> Option<(usize, usize)> {
    let mut decoder = png::Decoder::new(BufReader::new(File::open(picture).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let samples = frame.color_type.samples();
    let green = pixels.chunks(samples).enumerate().filter(|(_, pixel)| {
        let near = |value: u8, wanted: u8| value.abs_diff(wanted) < 16;
        samples >= 3 && near(pixel[0], 0x1f) && near(pixel[1], 0x9d) && near(pixel[2], 0x63)
    });
    let width = frame.width as usize;
    let places: Vec<(usize, usize)> = green.map(|(at, _)| (at % width, at / width)).collect();
    let count = places.len();
    (count > 20).then(|| {
        let sum = places.iter().fold((0, 0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        (sum.0 / count, sum.1 / count)
    })
}
