//! Draws a [`Menu`] in the tray and reports what the user chose.
//!
//! It keeps what it drew and changes only the words and marks that differ, so
//! that an open menu stays open while a countdown runs. It decides nothing.

use std::io::Cursor;

use tray_icon::menu::{CheckMenuItem, IsMenuItem, Menu as Drawing, MenuEvent, MenuItem, PredefinedMenuItem};
use tray_icon::{Icon, MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};

use super::core::Input;
use super::handle::Handle;
use super::menu::{Choice, Item, Menu};
use super::run::Settings;

/// The icon's side in pixels: what a usual tray shows at twice the density,
/// and a whole multiple of its smallest size.
const ICON_SIDE: u32 = if cfg!(windows) { 32 } else { 48 };

/// Why there is no icon.
#[derive(Debug, thiserror::Error)]
pub enum TrayError {
    /// The desktop refuses it.
    #[error("the desktop refused it: {0}")]
    Desktop(#[from] tray_icon::Error),
    /// The menu could not be made.
    #[error("its menu cannot be made: {0}")]
    Menu(#[from] tray_icon::menu::Error),
    /// A picture is no PNG.
    #[error("its picture cannot be read: {0}")]
    Png(#[from] png::DecodingError),
    /// A picture has the wrong size.
    #[error("its picture has an odd size: {0}")]
    Picture(#[from] tray_icon::BadIcon),
    /// No picture was given.
    #[error("the program has no picture for it")]
    NoPicture,
}

/// The pictures of the icon, as PNG files of several sizes.
pub struct Pictures {
    usual: Vec<&'static [u8]>,
    attention: Vec<&'static [u8]>,
}

impl Pictures {
    /// Those that the program gave.
    pub fn of(settings: &Settings) -> Self {
        Self { usual: settings.icons.clone(), attention: settings.attention_icons.clone() }
    }

    fn icon(&self, attention: bool) -> Result<Icon, TrayError> {
        picture(if attention && !self.attention.is_empty() { &self.attention } else { &self.usual })
    }
}

/// The icon in the tray. It goes when this is dropped.
pub struct Tray {
    icon: TrayIcon,
    lines: Vec<Line>,
    shown: Menu,
}

/// One drawn line of the menu.
enum Line {
    Button(MenuItem),
    Check(CheckMenuItem),
    Separator(PredefinedMenuItem),
}

impl Tray {
    /// Call it on the main thread, from within the event loop.
    pub fn new(menu: &Menu, pictures: &Pictures, handle: &Handle) -> Result<Self, TrayError> {
        report_to(handle);
        let (drawing, lines) = draw_lines(menu)?;
        let mut builder = TrayIconBuilder::new()
            .with_id(menu.title.to_lowercase().replace(' ', "-"))
            .with_icon(pictures.icon(menu.attention)?)
            .with_menu(Box::new(drawing))
            .with_menu_on_left_click(cfg!(target_os = "macos"))
            .with_tooltip(tooltip(menu));
        if cfg!(target_os = "linux") {
            builder = builder.with_title(&menu.title);
        }
        Ok(Self { icon: builder.build()?, lines, shown: menu.clone() })
    }

    /// Shows this menu instead of the one before.
    pub fn draw(&mut self, menu: &Menu, pictures: &Pictures) {
        if menu.attention != self.shown.attention
            && let Ok(icon) = pictures.icon(menu.attention)
        {
            let _ = self.icon.set_icon(Some(icon));
        }
        if menu.tooltip != self.shown.tooltip {
            let _ = self.icon.set_tooltip(Some(tooltip(menu)));
        }
        let same_kinds = self.lines.len() == menu.items.len()
            && self.lines.iter().zip(&menu.items).all(|(line, item)| line.change(item));
        if !same_kinds && let Ok((drawing, lines)) = draw_lines(menu) {
            self.icon.set_menu(Some(Box::new(drawing)));
            self.lines = lines;
        }
        self.shown = menu.clone();
    }
}

impl Line {
    fn draw(item: &Item) -> Self {
        match item {
            Item::Button { choice, label } => Self::Button(MenuItem::with_id(choice.id(), label, true, None)),
            Item::Words(words) => Self::Button(MenuItem::new(words, false, None)),
            Item::Check { choice, label, on } => {
                Self::Check(CheckMenuItem::with_id(choice.id(), label, true, *on, None))
            }
            Item::Separator => Self::Separator(PredefinedMenuItem::separator()),
        }
    }

    /// Makes the line show this item; `false` when it is of another kind.
    fn change(&self, item: &Item) -> bool {
        match (self, item) {
            (Self::Button(line), Item::Words(words)) if !line.is_enabled() => set_text(line, words),
            (Self::Button(line), Item::Button { choice, label }) if *line.id() == choice.id() => {
                set_text(line, label);
            }
            (Self::Check(line), Item::Check { choice, on, .. }) if *line.id() == choice.id() => {
                line.set_checked(*on);
            }
            (Self::Separator(_), Item::Separator) => {}
            _ => return false,
        }
        true
    }

    fn item(&self) -> &dyn IsMenuItem {
        match self {
            Self::Button(line) => line,
            Self::Check(line) => line,
            Self::Separator(line) => line,
        }
    }
}

fn set_text(line: &MenuItem, text: &str) {
    if line.text() != text {
        line.set_text(text);
    }
}

fn draw_lines(menu: &Menu) -> Result<(Drawing, Vec<Line>), TrayError> {
    let lines: Vec<Line> = menu.items.iter().map(Line::draw).collect();
    let items: Vec<&dyn IsMenuItem> = lines.iter().map(Line::item).collect();
    let drawing = Drawing::with_items(&items)?;
    Ok((drawing, lines))
}

/// On Linux the app's name stands above the tooltip by itself, and what looks like
/// markup may be taken for some (StatusNotifierItem, `ToolTip`).
fn tooltip(menu: &Menu) -> String {
    if cfg!(target_os = "linux") {
        menu.tooltip.replace('&', "＆").replace('<', "‹").replace('>', "›")
    } else {
        format!("{}: {}", menu.title, menu.tooltip)
    }
}

/// Has clicks sent straight to the core, from whichever thread they come on.
fn report_to(handle: &Handle) {
    let chooses = handle.clone();
    MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
        if let Some(choice) = Choice::from_id(event.id.as_ref()) {
            chooses.send(Input::Chosen(choice));
        }
    }));
    let clicks = handle.clone();
    TrayIconEvent::set_event_handler(Some(move |event: TrayIconEvent| {
        // On macOS a click shows the menu, which has a line for this.
        let clicked = matches!(
            event,
            TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
        );
        if clicked && !cfg!(target_os = "macos") {
            clicks.send(Input::Clicked);
        }
    }));
}

/// The smallest picture that is large enough, or the largest.
fn picture(icons: &[&'static [u8]]) -> Result<Icon, TrayError> {
    let mut pictures = Vec::new();
    for bytes in icons {
        pictures.push(decode(bytes)?);
    }
    pictures.sort_by_key(|(_, width, _)| *width);
    let fits = pictures.iter().position(|(_, width, _)| *width >= ICON_SIDE);
    let place = fits.unwrap_or(pictures.len().saturating_sub(1));
    let (rgba, width, height) = pictures.into_iter().nth(place).ok_or(TrayError::NoPicture)?;
    Ok(Icon::from_rgba(rgba, width, height)?)
}

/// The pixels of a PNG file as RGBA, its width and its height.
fn decode(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), TrayError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let mut rgba = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut rgba)?;
    rgba.truncate(frame.buffer_size());
    Ok((rgba, frame.width, frame.height))
}
