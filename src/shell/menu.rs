//! The tray menu as a value.
//!
//! [`menu`] says what the menu shows for a stage of life; two equal menus
//! look the same, so the tray is drawn again only when the value changed. It
//! draws nothing and knows no tray.

use super::lifetime::{Moment, Stage};
use super::notice::Notice;

/// What the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// The app's name, for the places that show a title.
    pub title: String,
    /// How the program is, in words, without the app's name.
    pub tooltip: String,
    /// Whether something waits: the icon has another picture then.
    pub attention: bool,
    /// From top to bottom.
    pub items: Vec<Item>,
}

/// One line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A line that does something.
    Button {
        /// What it does.
        choice: Choice,
        /// What it says.
        label: String,
    },
    /// A line that is on or off.
    Check {
        /// What it switches.
        choice: Choice,
        /// What it says.
        label: String,
        /// How it is now.
        on: bool,
    },
    /// A line that says something and cannot be chosen.
    Words(String),
    /// A thin line.
    Separator,
}

/// What the user can choose in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Open a page.
    Open,
    /// Put an address that lets a browser in once into the clipboard.
    CopyAddress,
    /// Open the page that shows what waits.
    Notice,
    /// Switch whether the program stays.
    KeepRunning,
    /// One of the app's own lines, by the id that the app gave it.
    Action(String),
    /// End the program.
    Quit,
    /// End it without what it is still finishing.
    GiveUp,
}

const OPEN: &str = "open";
const COPY_ADDRESS: &str = "copy-address";
const NOTICE: &str = "notice";
const KEEP_RUNNING: &str = "keep-running";
const QUIT: &str = "quit";
const GIVE_UP: &str = "give-up";
const ACTION: &str = "action:";

impl Choice {
    /// The name under which the tray reports this choice.
    pub fn id(&self) -> String {
        match self {
            Self::Open => OPEN.to_owned(),
            Self::CopyAddress => COPY_ADDRESS.to_owned(),
            Self::Notice => NOTICE.to_owned(),
            Self::KeepRunning => KEEP_RUNNING.to_owned(),
            Self::Quit => QUIT.to_owned(),
            Self::GiveUp => GIVE_UP.to_owned(),
            Self::Action(id) => format!("{ACTION}{id}"),
        }
    }

    /// The choice that was reported under this name.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            OPEN => Some(Self::Open),
            COPY_ADDRESS => Some(Self::CopyAddress),
            NOTICE => Some(Self::Notice),
            KEEP_RUNNING => Some(Self::KeepRunning),
            QUIT => Some(Self::Quit),
            GIVE_UP => Some(Self::GiveUp),
            other => Some(Self::Action(other.strip_prefix(ACTION)?.to_owned())),
        }
    }
}

/// A line of the app's own in the tray menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What [`App::action`](super::App::action) is called with.
    pub id: String,
    /// What the line says.
    pub label: String,
    /// For a line that is on or off: how it is. The app says when that changes.
    pub checked: Option<bool>,
}

impl Action {
    /// A line that does something.
    pub fn new(id: &str, label: &str) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), checked: None }
    }

    /// A line that is on or off.
    pub fn switch(id: &str, label: &str, on: bool) -> Self {
        Self { checked: Some(on), ..Self::new(id, label) }
    }
}

/// How the program is, as far as its menu shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State<'a> {
    /// In words.
    pub status: &'a str,
    /// Whether it stays when the last session closes.
    pub keep_running: bool,
    /// What it finishes before it ends.
    pub finishing: Option<&'a str>,
}

/// The menu of this app, how it is, and what waits.
pub fn menu(name: &str, state: &State, actions: &[Action], notice: &Notice) -> Menu {
    let mut items = vec![
        button(Choice::Open, format!("Open {name}")),
        button(Choice::CopyAddress, "Copy address".to_owned()),
    ];
    if notice.is_some() {
        items.push(button(Choice::Notice, notice.label.clone()));
    }
    items.extend([Item::Words(state.status.to_owned()), Item::Separator]);
    items.extend(actions.iter().map(line));
    items.push(Item::Check {
        choice: Choice::KeepRunning,
        label: "Keep running when the browser closes".to_owned(),
        on: state.keep_running,
    });
    items.push(Item::Separator);
    items.push(match state.finishing {
        Some(what) => button(Choice::GiveUp, format!("Stop {what} and quit")),
        None => button(Choice::Quit, "Quit".to_owned()),
    });
    let tooltip = tooltip(state.status, notice);
    Menu { title: name.to_owned(), tooltip, attention: notice.is_some(), items }
}

/// A line of the app's own.
fn line(action: &Action) -> Item {
    let (choice, label) = (Choice::Action(action.id.clone()), action.label.clone());
    match action.checked {
        Some(on) => Item::Check { choice, label, on },
        None => Item::Button { choice, label },
    }
}

/// What waits goes before how the program is.
fn tooltip(status: &str, notice: &Notice) -> String {
    if notice.is_some() { format!("{} · {status}", notice.summary) } else { status.to_owned() }
}

fn button(choice: Choice, label: String) -> Item {
    Item::Button { choice, label }
}

/// How the program is, in words.
pub fn words(stage: Stage, now: Moment) -> String {
    match stage {
        Stage::Waiting => "Waiting for a browser".to_owned(),
        Stage::Open(1) => "1 tab open".to_owned(),
        Stage::Open(tabs) => format!("{tabs} tabs open"),
        Stage::Kept => "No tab open, kept running".to_owned(),
        Stage::Lingering(end) => format!("Closing in {} s", seconds_left(end, now)),
        Stage::Stopping => "Closing".to_owned(),
    }
}

/// When [`words`] says something else though nothing happens: the next whole second of a countdown.
pub fn words_change_at(stage: Stage, now: Moment) -> Option<Moment> {
    let Stage::Lingering(end) = stage else {
        return None;
    };
    let after_next = seconds_left(end, now).saturating_sub(1).saturating_mul(1_000);
    Some(Moment::from_ms(end.as_ms().saturating_sub(after_next)))
}

/// Begun seconds until `end`.
fn seconds_left(end: Moment, now: Moment) -> u64 {
    end.ms_after(now).div_ceil(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    #[test]
    fn every_stage_has_its_words() {
        let say = |stage| words(stage, at(1_000));
        assert_eq!(say(Stage::Waiting), "Waiting for a browser");
        assert_eq!(say(Stage::Open(1)), "1 tab open");
        assert_eq!(say(Stage::Open(2)), "2 tabs open");
        assert_eq!(say(Stage::Kept), "No tab open, kept running");
        assert_eq!(say(Stage::Lingering(at(5_000))), "Closing in 4 s");
        assert_eq!(say(Stage::Lingering(at(5_001))), "Closing in 5 s");
        assert_eq!(say(Stage::Stopping), "Closing");
    }

    #[test]
    fn the_countdown_changes_each_whole_second_and_no_other_words_do() {
        let stage = Stage::Lingering(at(5_500));
        let (mut now, mut seen) = (at(1_000), Vec::new());
        while now < at(5_500) {
            seen.push(words(stage, now));
            let next = words_change_at(stage, now).expect("a countdown goes on");
            assert_eq!(words(stage, at(next.as_ms() - 1)), words(stage, now));
            now = next;
        }
        let counted = [5, 4, 3, 2, 1].map(|s| format!("Closing in {s} s"));
        assert_eq!(seen, counted);
        for still in [Stage::Waiting, Stage::Open(2), Stage::Kept, Stage::Stopping] {
            assert_eq!(words_change_at(still, at(0)), None);
        }
    }

    fn state(status: &str) -> State<'_> {
        State { status, keep_running: true, finishing: None }
    }

    #[test]
    fn the_menu_has_the_lines_of_the_app_before_the_switch_and_quit() {
        let actions =
            [Action::new("folder", "Open data folder"), Action::switch("login", "Start at login", false)];
        let menu = menu("Hello", &state("2 tabs open"), &actions, &Notice::default());
        let lines: Vec<String> = menu.items.iter().map(in_words).collect();
        let expected = [
            "Open Hello",
            "Copy address",
            "(2 tabs open)",
            "-",
            "Open data folder",
            "[ ] Start at login",
            "[x] Keep running when the browser closes",
            "-",
            "Quit",
        ];
        assert_eq!(lines, expected);
        assert_eq!((menu.title.as_str(), menu.tooltip.as_str()), ("Hello", "2 tabs open"));
    }

    #[test]
    fn what_waits_is_in_the_tooltip_the_menu_and_the_picture_and_nothing_else_changes() {
        let notice = Notice {
            count: 2,
            summary: "2 due: Rent, Power".into(),
            label: "2 due…".into(),
            ..Notice::default()
        };
        let before = menu("Hello", &state("1 tab open"), &[], &Notice::default());
        let after = menu("Hello", &state("1 tab open"), &[], &notice);
        assert_eq!((before.attention, after.attention), (false, true));
        assert_eq!(after.tooltip, "2 due: Rent, Power · 1 tab open");
        let mut items = after.items;
        assert_eq!(items.remove(2), button(Choice::Notice, "2 due…".into()));
        assert_eq!(items, before.items);
    }

    fn in_words(item: &Item) -> String {
        match item {
            Item::Button { label, .. } => label.clone(),
            Item::Check { label, on, .. } => format!("[{}] {label}", if *on { "x" } else { " " }),
            Item::Words(words) => format!("({words})"),
            Item::Separator => "-".into(),
        }
    }

    #[test]
    fn a_choice_comes_back_from_its_id() {
        let own = Choice::Action("quit".into());
        for choice in [
            Choice::Open,
            Choice::CopyAddress,
            Choice::Notice,
            Choice::KeepRunning,
            Choice::Quit,
            Choice::GiveUp,
            own,
        ] {
            assert_eq!(Choice::from_id(&choice.id()), Some(choice));
        }
        assert_eq!(Choice::from_id("else"), None);
    }
}
