//! The shell without its hands: what happened goes in, what to do comes out.
//!
//! A [`Core`] holds the life and the menu together, so that every loop — with
//! a desktop or without — drives the same machine. It is told the time with
//! every call; it opens nothing, draws nothing and waits for nothing.

use super::lifetime::{Lifetime, Linger, Moment, Order, Stage};
use super::menu::{self, Action, Choice, Menu};
use super::notice::Notice;
use super::presence::{Present, SessionId, Visitor};

/// Within which time two clicks are one: the usual setting of desktops.
const DOUBLE_CLICK_MS: u64 = 500;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A connection of a session opened.
    Opened(SessionId),
    /// A connection of a session ended.
    Closed(SessionId),
    /// A page said that it is going.
    Goodbye(SessionId),
    /// A session took something from its stream.
    Read(SessionId),
    /// A session without a stream came; it counts for so many milliseconds if it does not come again.
    Seen(SessionId, u64),
    /// How a session came.
    Introduced(SessionId, Visitor),
    /// So many tabs share a session.
    SharedBy(SessionId, usize),
    /// Somebody wants to know who is here.
    WhoIsHere,
    /// Somebody wants a page.
    Open,
    /// The user clicked the tray icon. The second click of a double click opens nothing more.
    Clicked,
    /// Another process was given a page to open: a second start.
    BrowserComes,
    /// Whether to stay when the last session closes.
    KeepRunning(bool),
    /// The user chose a line of the tray menu.
    Chosen(Choice),
    /// What waits now, for the tray to show.
    Waits(Notice),
    /// What waits is to be said aloud.
    SayAloud,
    /// Whether a tray now shows the icon.
    Tray(bool),
    /// The user, a signal or the session manager wants the end.
    Quit,
    /// The server has stopped, as ordered.
    Stopped,
    /// Nothing but the passing of time.
    Time,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Open a page.
    OpenBrowser,
    /// Open a page at this part of its address, from `#` on.
    OpenPage(String),
    /// Say it aloud.
    SayAloud(Notice),
    /// Show this menu; it differs from the one before.
    DrawMenu(Menu),
    /// The user switched it; remember it.
    KeepRunningChanged(bool),
    /// Who is here now, for those who asked.
    Here(Vec<Present>),
    /// Do what the app's own line with this id promises.
    Act(String),
    /// End the streams and the server, and say [`Input::Stopped`].
    StopServer,
    /// End the process with this code. The last output.
    Exit(i32),
}

/// How the program is, for those who watch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// "2 tabs open", "Closing in 4 s": the tray's status line.
    pub words: String,
    /// How many tabs the open sessions carry.
    pub open_tabs: usize,
    /// Whether it stays when the last session closes.
    pub keep_running: bool,
    /// How long it stays after the last session closed, unless it keeps running.
    pub linger: Linger,
    /// Whether a tray icon is being shown; when not, the page is the only control.
    pub tray: bool,
    /// It has been told to end and will not live on.
    pub ending: bool,
}

/// The pure machine that every loop drives.
#[derive(Clone, Debug)]
pub struct Core {
    name: String,
    actions: Vec<Action>,
    life: Lifetime,
    notice: Notice,
    tray: bool,
    clicked: Option<Moment>,
    drawn: Option<Menu>,
}

impl Core {
    /// A program that was just started; `name` heads its menu.
    pub fn new(name: &str, actions: Vec<Action>, linger: Linger, keep_running: bool) -> Self {
        Self {
            name: name.to_owned(),
            actions,
            life: Lifetime::new(linger, keep_running),
            notice: Notice::default(),
            tray: false,
            clicked: None,
            drawn: None,
        }
    }

    /// Takes in what happened and says what to do, in this order.
    pub fn handle(&mut self, input: Input, now: Moment) -> Vec<Output> {
        let mut outputs = Vec::new();
        self.take(input, now, &mut outputs);
        while let Some(order) = self.life.poll(now) {
            outputs.push(match order {
                Order::StopServer => Output::StopServer,
                Order::Exit(code) => Output::Exit(code),
            });
        }
        let menu = self.menu(now);
        if self.drawn.as_ref() != Some(&menu) {
            self.drawn = Some(menu.clone());
            outputs.insert(0, Output::DrawMenu(menu));
        }
        outputs
    }

    /// When to call [`handle`](Self::handle) with [`Input::Time`] if nothing happens before.
    pub fn next_deadline(&self, now: Moment) -> Option<Moment> {
        let life = self.life.next_deadline();
        // Nobody sees a countdown without a tray: no page is open during one.
        let words = menu::words_change_at(self.life.stage(), now).filter(|_| self.tray);
        life.into_iter().chain(words).min()
    }

    /// How the program is now.
    pub fn status(&self, now: Moment) -> Status {
        let stage = self.life.stage();
        Status {
            words: menu::words(stage, now),
            open_tabs: self.life.open_tabs(),
            keep_running: self.life.keeps_running(),
            linger: self.life.linger(),
            tray: self.tray,
            ending: stage == Stage::Stopping,
        }
    }

    /// The menu at this moment.
    pub fn menu(&self, now: Moment) -> Menu {
        let words = menu::words(self.life.stage(), now);
        menu::menu(&self.name, &words, self.life.keeps_running(), &self.actions, &self.notice)
    }

    fn take(&mut self, input: Input, now: Moment, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened(id) => self.life.opened(id, now),
            Input::Closed(id) => self.life.closed(&id, now),
            Input::Goodbye(id) => self.life.goodbye(&id, now),
            Input::Read(id) => self.life.read(&id, now),
            Input::Seen(id, hold_ms) => self.life.seen(id, hold_ms, now),
            Input::Introduced(id, visitor) => self.life.introduced(&id, visitor),
            Input::SharedBy(id, tabs) => self.life.shared_by(&id, tabs),
            Input::WhoIsHere => outputs.push(Output::Here(self.life.present(now))),
            Input::Open | Input::Chosen(Choice::Open) => self.open(Output::OpenBrowser, now, outputs),
            Input::Chosen(Choice::Notice) => {
                self.open(Output::OpenPage(self.notice.page.clone()), now, outputs);
            }
            Input::Waits(notice) => self.notice = notice,
            Input::SayAloud => {
                outputs.extend(self.notice.is_some().then(|| Output::SayAloud(self.notice.clone())))
            }
            Input::Clicked => self.clicked(now, outputs),
            Input::BrowserComes => self.life.browser_comes(now),
            Input::KeepRunning(on) => self.keep_running(on, now, outputs),
            Input::Chosen(Choice::KeepRunning) => {
                self.keep_running(!self.life.keeps_running(), now, outputs);
            }
            Input::Chosen(Choice::Action(id)) => outputs.push(Output::Act(id)),
            Input::Quit | Input::Chosen(Choice::Quit) => self.life.quit(),
            Input::Tray(shown) => self.tray = shown,
            Input::Stopped => self.life.stopped(),
            Input::Time => {}
        }
    }

    fn clicked(&mut self, now: Moment, outputs: &mut Vec<Output>) {
        let before = self.clicked.replace(now);
        if before.is_none_or(|before| now.ms_after(before) >= DOUBLE_CLICK_MS) {
            self.open(Output::OpenBrowser, now, outputs);
        }
    }

    fn open(&mut self, page: Output, now: Moment, outputs: &mut Vec<Output>) {
        // Once the server is told to stop, a page would only say that it cannot be reached.
        if self.life.stage() != Stage::Stopping {
            self.life.browser_comes(now);
            outputs.push(page);
        }
    }

    fn keep_running(&mut self, on: bool, now: Moment, outputs: &mut Vec<Output>) {
        if on != self.life.keeps_running() {
            self.life.keep_running(on, now);
            outputs.push(Output::KeepRunningChanged(on));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn core() -> Core {
        let mut core = Core::new("Hello", Vec::new(), Linger::default(), false);
        core.handle(Input::Time, at(0));
        core
    }

    fn tab() -> SessionId {
        SessionId::new("tab")
    }

    /// Outputs without the menu.
    fn acts(core: &mut Core, input: Input, now: Moment) -> Vec<Output> {
        let drawn = |output: &Output| matches!(output, Output::DrawMenu(_));
        let outputs = core.handle(input, now);
        outputs.into_iter().filter(|output| !drawn(output)).collect()
    }

    #[test]
    fn the_menu_is_drawn_at_the_first_input_and_then_only_when_it_changed() {
        let mut core = Core::new("Hello", Vec::new(), Linger::default(), false);
        assert!(matches!(core.handle(Input::Time, at(0))[..], [Output::DrawMenu(_)]));
        assert_eq!(core.handle(Input::Time, at(1)), []);
        assert!(matches!(core.handle(Input::Opened(tab()), at(2))[..], [Output::DrawMenu(_)]));
        assert_eq!(core.handle(Input::Opened(tab()), at(3)), []);
    }

    #[test]
    fn a_click_and_the_menu_open_a_page() {
        for input in [Input::Open, Input::Clicked, Input::Chosen(Choice::Open)] {
            assert_eq!(acts(&mut core(), input, at(1)), [Output::OpenBrowser]);
        }
    }

    #[test]
    fn what_waits_is_drawn_once_said_when_asked_for_and_opened_at_its_page() {
        let notice = Notice { count: 1, page: "#/schedules".into(), ..Notice::default() };
        let mut core = core();
        assert_eq!(core.handle(Input::SayAloud, at(1)), [], "nothing waits");
        assert!(
            matches!(&core.handle(Input::Waits(notice.clone()), at(1))[..], [Output::DrawMenu(menu)] if menu.attention)
        );
        assert_eq!(core.handle(Input::Waits(notice.clone()), at(2)), []);
        assert_eq!(core.handle(Input::SayAloud, at(3)), [Output::SayAloud(notice)]);
        let opened = core.handle(Input::Chosen(Choice::Notice), at(4));
        assert_eq!(opened, [Output::OpenPage("#/schedules".into())]);
        assert!(
            matches!(&core.handle(Input::Waits(Notice::default()), at(5))[..], [Output::DrawMenu(menu)] if !menu.attention)
        );
    }

    #[test]
    fn a_double_click_opens_one_page() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::Clicked, at(1)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut core, Input::Clicked, at(300)), []);
        assert_eq!(acts(&mut core, Input::Clicked, at(800)), [Output::OpenBrowser]);
    }

    #[test]
    fn a_second_start_opens_no_page_of_ours() {
        assert_eq!(acts(&mut core(), Input::BrowserComes, at(1)), []);
    }

    #[test]
    fn no_page_is_opened_once_the_end_was_asked_for() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::Quit, at(1)), [Output::StopServer]);
        assert_eq!(acts(&mut core, Input::Open, at(2)), []);
        assert!(core.status(at(2)).ending);
    }

    #[test]
    fn the_check_item_switches_and_is_remembered() {
        let mut core = core();
        let chosen = || Input::Chosen(Choice::KeepRunning);
        assert_eq!(acts(&mut core, chosen(), at(1)), [Output::KeepRunningChanged(true)]);
        assert!(core.status(at(1)).keep_running);
        assert_eq!(acts(&mut core, Input::KeepRunning(true), at(2)), []);
        assert_eq!(acts(&mut core, chosen(), at(3)), [Output::KeepRunningChanged(false)]);
    }

    #[test]
    fn an_action_of_the_app_is_handed_on() {
        let chosen = Input::Chosen(Choice::Action("folder".into()));
        assert_eq!(acts(&mut core(), chosen, at(1)), [Output::Act("folder".into())]);
    }

    #[test]
    fn the_status_counts_the_tabs_of_a_session_and_the_program_ends_after_all_of_them() {
        let mut core = core();
        core.handle(Input::Opened(tab()), at(0));
        assert_eq!(core.status(at(0)).words, "1 tab open");
        assert!(matches!(core.handle(Input::SharedBy(tab(), 2), at(1))[..], [Output::DrawMenu(_)]));
        let status = core.status(at(1));
        assert_eq!((status.words.as_str(), status.open_tabs), ("2 tabs open", 2));
        core.handle(Input::Closed(tab()), at(1_000));
        assert_eq!(core.status(at(1_000)).words, "Closing in 30 s");
        assert_eq!(acts(&mut core, Input::Time, at(31_000)), [Output::StopServer]);
    }

    #[test]
    fn the_countdown_wakes_the_loop_only_when_a_tray_shows_it() {
        let mut core = core();
        core.handle(Input::Opened(tab()), at(0));
        core.handle(Input::Closed(tab()), at(500));
        assert_eq!(core.next_deadline(at(500)), Some(at(30_500)));
        core.handle(Input::Tray(true), at(600));
        assert_eq!(core.next_deadline(at(600)), Some(at(1_500)));
        core.handle(Input::Time, at(1_500));
        assert_eq!(core.status(at(1_500)).words, "Closing in 29 s");
        assert_eq!(core.next_deadline(at(1_500)), Some(at(2_500)));
    }

    #[test]
    fn the_last_tab_ends_the_program_through_the_server() {
        let mut core = core();
        core.handle(Input::Opened(tab()), at(0));
        core.handle(Input::Goodbye(tab()), at(990));
        core.handle(Input::Closed(tab()), at(1_000));
        assert_eq!(acts(&mut core, Input::Time, at(6_000)), [Output::StopServer]);
        assert_eq!(acts(&mut core, Input::Stopped, at(6_005)), [Output::Exit(0)]);
    }
}
