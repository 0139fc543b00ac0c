//! The shell without its hands: what happened goes in, what to do comes out.
//!
//! A [`Core`] holds the life and the menu together, so that every loop — with
//! a desktop or without — drives the same machine. It is told the time with
//! every call; it opens nothing, draws nothing and waits for nothing.

use super::event::{End, Event};
use super::lifetime::{Lifetime, Linger, Moment, Order, Stage};
use super::menu::{self, Action, Choice, Menu};
pub use super::messages::{Input, Output, Status};
use super::notice::Notice;
use super::presence::SessionId;

/// Within which time two clicks are one: the usual setting of desktops.
const DOUBLE_CLICK_MS: u64 = 500;

/// How long open tabs may take to come forward; then another is opened.
const COMES_FORWARD_MS: u64 = 700;

/// How long after a start tabs that waited for it may take to ask who answers; then a page is opened.
/// Each of them asks at least every nine tenths of a second (`web/src/lib/backoff.ts`).
const ASKS_MS: u64 = 1_300;

/// How long a tab that asked may take until it is back.
const RETURNS_MS: u64 = 2_500;

/// Open tabs were asked to come forward.
#[derive(Clone, Debug)]
struct Call {
    /// Until when one of them may answer.
    until: Moment,
    /// What is done where none does.
    otherwise: Output,
}

/// Tabs of the run before may come back in the place of a new page.
#[derive(Clone, Copy, Debug)]
struct Awaited {
    until: Moment,
    /// One of them is on its way.
    is_coming: bool,
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
    /// Why the end was asked for first.
    end: Option<End>,
    /// How often open tabs were asked to come forward.
    calls: u64,
    called: Option<Call>,
    awaited: Option<Awaited>,
    /// What the end waits for, and since when.
    finishing: Option<(String, Moment)>,
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
            end: None,
            calls: 0,
            called: None,
            awaited: None,
            finishing: None,
        }
    }

    /// Takes in what happened and says what to do, in this order.
    pub fn handle(&mut self, input: Input, now: Moment) -> Vec<Output> {
        let mut outputs = Vec::new();
        self.take(input, now, &mut outputs);
        self.look_who_came(now, &mut outputs);
        while let Some(order) = self.life.poll(now) {
            outputs.extend(self.life.take_news().map(Output::Log));
            match order {
                Order::StopServer => {
                    let why = self.end.unwrap_or(End::LastSession);
                    outputs.extend([Output::Log(Event::Ends(why)), Output::StopServer]);
                }
                Order::Exit(code) => outputs.push(Output::Exit(code)),
            }
        }
        outputs.extend(self.life.take_news().map(Output::Log));
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
        let called = self.called.as_ref().map(|call| call.until);
        life.into_iter().chain(words).chain(called).chain(self.awaited.map(|tabs| tabs.until)).min()
    }

    /// How the program is now.
    pub fn status(&self, now: Moment) -> Status {
        let stage = self.life.stage();
        Status {
            words: self.words(now),
            open_tabs: self.life.open_tabs(),
            keep_running: self.life.keeps_running(),
            linger: self.life.linger(),
            tray: self.tray,
            ending: stage == Stage::Stopping,
            finishing: self.finishing.as_ref().map(|(what, _)| what.clone()),
            calls: self.calls,
        }
    }

    fn words(&self, now: Moment) -> String {
        match &self.finishing {
            Some((what, since)) => format!("Finishing {what}, {} s", now.ms_after(*since) / 1_000),
            None => menu::words(self.life.stage(), now),
        }
    }

    /// The menu at this moment.
    pub fn menu(&self, now: Moment) -> Menu {
        let words = self.words(now);
        let finishing = self.finishing.as_ref().map(|(what, _)| what.as_str());
        let state = menu::State { status: &words, keep_running: self.life.keeps_running(), finishing };
        menu::menu(&self.name, &state, &self.actions, &self.notice)
    }

    fn take(&mut self, input: Input, now: Moment, outputs: &mut Vec<Output>) {
        match input {
            Input::Opened(id) => self.opened(id, now),
            Input::Closed(id) => self.life.closed(&id, now),
            Input::Goodbye(id) => self.life.goodbye(&id, now),
            Input::Read(id) => self.life.read(&id, now),
            Input::Seen(id, hold_ms) => self.life.seen(id, hold_ms, now),
            Input::Introduced(id, visitor) => self.life.introduced(&id, visitor),
            Input::SharedBy(id, tabs) => self.life.shared_by(&id, tabs),
            Input::WhoIsHere => outputs.push(Output::Here(self.life.present(now))),
            Input::OpenUnlessTabsReturn => {
                self.life.browser_comes(now);
                self.awaited = Some(Awaited { until: now.plus_ms(ASKS_MS), is_coming: false });
            }
            Input::TabReturns => self.tab_returns(now),
            Input::Open => self.open(Output::OpenBrowser, now, outputs),
            Input::Chosen(Choice::Open) => self.call(now, outputs),
            Input::CameForward => self.called = None,
            Input::Chosen(Choice::Notice) => {
                self.open(Output::OpenPage(self.notice.page.clone()), now, outputs);
            }
            Input::Chosen(Choice::CopyAddress) => self.open(Output::CopyAddress, now, outputs),
            Input::Switched(id, on) => {
                let action = self.actions.iter_mut().find(|action| action.id == id);
                action.into_iter().for_each(|action| action.checked = Some(on));
            }
            Input::Waits(notice) => self.notice = notice,
            Input::SayAloud => {
                outputs.extend(self.notice.is_some().then(|| Output::SayAloud(self.notice.clone())))
            }
            Input::Clicked => self.clicked(now, outputs),
            Input::BrowserComes => self.life.browser_comes(now),
            Input::PageLoads => self.life.page_loads(now),
            Input::KeepRunning(on) => self.keep_running(on, now, outputs),
            Input::Chosen(Choice::KeepRunning) => {
                self.keep_running(!self.life.keeps_running(), now, outputs);
            }
            Input::Chosen(Choice::Action(id)) => outputs.push(Output::Act(id)),
            // Who sends a second signal asks for it in the only way that a signal can.
            Input::Quit(End::Signal(_)) if self.finishing.is_some() => self.give_up(outputs),
            Input::Quit(why) => self.quit(why),
            Input::Chosen(Choice::Quit) => self.quit(End::Tray),
            Input::Tray(shown) => self.tray = shown,
            Input::Finishing(what) => self.finishes(what, now),
            Input::GiveUp | Input::Chosen(Choice::GiveUp) => self.give_up(outputs),
            Input::Stopped => self.life.stopped(),
            Input::Time => {}
        }
    }

    fn quit(&mut self, why: End) {
        self.end.get_or_insert(why);
        self.life.quit();
    }

    fn finishes(&mut self, what: String, now: Moment) {
        self.life.finishes(now);
        let since = self.finishing.take().map_or(now, |(_, since)| since);
        self.finishing = Some((what, since));
    }

    fn give_up(&mut self, outputs: &mut Vec<Output>) {
        outputs.extend(self.life.give_up().then_some(Output::GiveUp));
    }

    fn clicked(&mut self, now: Moment, outputs: &mut Vec<Output>) {
        let before = self.clicked.replace(now);
        if before.is_none_or(|before| now.ms_after(before) >= DOUBLE_CLICK_MS) {
            self.call(now, outputs);
        }
    }

    /// An open tab comes forward where its browser allows that, and another is opened where none does.
    fn call(&mut self, now: Moment, outputs: &mut Vec<Output>) {
        if self.life.open_tabs() == 0 || self.life.stage() == Stage::Stopping {
            return self.open(Output::OpenBrowser, now, outputs);
        }
        self.ask_forward(now, Output::OpenBrowser);
    }

    fn ask_forward(&mut self, now: Moment, otherwise: Output) {
        self.calls += 1;
        self.called.get_or_insert(Call { until: now.plus_ms(COMES_FORWARD_MS), otherwise });
    }

    /// A tab that waited for this run takes the place of a new page.
    fn opened(&mut self, id: SessionId, now: Moment) {
        self.life.opened(id, now);
        if self.awaited.take().is_some() {
            self.ask_forward(now, Output::TellReturned);
        }
    }

    /// It is given the time to come, once: who asks again and again holds up nothing.
    fn tab_returns(&mut self, now: Moment) {
        if let Some(tabs) = self.awaited.as_mut().filter(|tabs| !tabs.is_coming) {
            *tabs = Awaited { until: now.plus_ms(RETURNS_MS), is_coming: true };
        }
    }

    /// What is done instead where no tab came back, or none came forward.
    fn look_who_came(&mut self, now: Moment, outputs: &mut Vec<Output>) {
        if self.awaited.take_if(|tabs| tabs.until <= now).is_some() {
            self.open(Output::OpenBrowser, now, outputs);
        }
        match self.called.take_if(|call| call.until <= now).map(|call| call.otherwise) {
            Some(Output::OpenBrowser) => self.open(Output::OpenBrowser, now, outputs),
            otherwise => outputs.extend(otherwise),
        }
    }

    fn open(&mut self, page: Output, now: Moment, outputs: &mut Vec<Output>) {
        // Once the server is told to stop, a page would only say that it cannot be reached.
        if self.life.stage() != Stage::Stopping {
            self.life.browser_comes(now);
            self.awaited = None;
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
    use super::super::menu::Item;
    use super::super::presence::Visitor;
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

    /// Outputs without the menu and the log.
    fn acts(core: &mut Core, input: Input, now: Moment) -> Vec<Output> {
        let drawn = |output: &Output| matches!(output, Output::DrawMenu(_) | Output::Log(_));
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
    fn a_switch_of_the_app_shows_what_the_app_says_of_it() {
        let mut core =
            Core::new("Hello", vec![Action::switch("login", "At login", false)], Linger::default(), false);
        core.handle(Input::Time, at(0));
        let on = |core: &Core| {
            core.menu(at(1))
                .items
                .iter()
                .any(|item| matches!(item, Item::Check { label, on: true, .. } if label == "At login"))
        };
        assert!(!on(&core));
        core.handle(Input::Switched("login".into(), true), at(1));
        assert!(on(&core));
    }

    #[test]
    fn an_address_is_copied_and_its_browser_awaited() {
        assert_eq!(acts(&mut core(), Input::Chosen(Choice::CopyAddress), at(1)), [Output::CopyAddress]);
    }

    #[test]
    fn a_double_click_opens_one_page() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::Clicked, at(1)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut core, Input::Clicked, at(300)), []);
        assert_eq!(acts(&mut core, Input::Clicked, at(800)), [Output::OpenBrowser]);
    }

    #[test]
    fn with_a_tab_open_a_click_asks_it_to_come_forward_and_opens_another_only_if_none_does() {
        let mut core = core();
        core.handle(Input::Opened(tab()), at(0));
        assert_eq!(acts(&mut core, Input::Clicked, at(1_000)), []);
        assert_eq!(core.status(at(1_000)).calls, 1);
        acts(&mut core, Input::CameForward, at(1_200));
        assert_eq!(acts(&mut core, Input::Time, at(1_700)), [], "it came");
        acts(&mut core, Input::Chosen(Choice::Open), at(3_000));
        assert_eq!((core.status(at(3_000)).calls, core.next_deadline(at(3_000))), (2, Some(at(3_700))));
        assert_eq!(acts(&mut core, Input::Time, at(3_700)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut core, Input::Time, at(5_000)), [], "once");
    }

    #[test]
    fn a_tab_that_waited_for_the_start_takes_the_place_of_a_new_page() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::OpenUnlessTabsReturn, at(0)), []);
        assert_eq!(core.next_deadline(at(0)), Some(at(1_300)));
        assert_eq!(acts(&mut core, Input::Opened(tab()), at(1_000)), []);
        assert_eq!(core.status(at(1_000)).calls, 1, "it is asked to come forward");
        assert_eq!(acts(&mut core, Input::Time, at(1_700)), [Output::TellReturned], "it could not");
        assert_eq!(acts(&mut core, Input::Time, at(5_000)), [], "and no page is opened");
    }

    #[test]
    fn a_tab_that_comes_back_and_forward_is_all_that_happens() {
        let mut core = core();
        acts(&mut core, Input::OpenUnlessTabsReturn, at(0));
        acts(&mut core, Input::Opened(tab()), at(1_000));
        acts(&mut core, Input::CameForward, at(1_200));
        assert_eq!(acts(&mut core, Input::Time, at(5_000)), []);
    }

    #[test]
    fn where_no_tab_comes_back_a_page_is_opened_once_also_by_an_impatient_click() {
        let mut late = core();
        acts(&mut late, Input::OpenUnlessTabsReturn, at(0));
        assert_eq!(acts(&mut late, Input::Time, at(1_299)), []);
        assert_eq!(acts(&mut late, Input::Time, at(1_300)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut late, Input::Time, at(9_000)), []);
        let mut clicked = core();
        acts(&mut clicked, Input::OpenUnlessTabsReturn, at(0));
        assert_eq!(acts(&mut clicked, Input::Clicked, at(1_000)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut clicked, Input::Time, at(3_000)), []);
    }

    #[test]
    fn a_tab_that_asks_who_answers_is_awaited_longer_once() {
        let mut core = core();
        acts(&mut core, Input::OpenUnlessTabsReturn, at(0));
        acts(&mut core, Input::TabReturns, at(1_200));
        assert_eq!(acts(&mut core, Input::TabReturns, at(3_600)), []);
        assert_eq!(acts(&mut core, Input::Time, at(3_699)), []);
        assert_eq!(acts(&mut core, Input::Time, at(3_700)), [Output::OpenBrowser]);
        assert_eq!(acts(&mut core, Input::TabReturns, at(4_000)), []);
        assert_eq!(acts(&mut core, Input::Time, at(9_000)), [], "nobody is awaited any more");
    }

    #[test]
    fn a_second_start_opens_no_page_of_ours() {
        assert_eq!(acts(&mut core(), Input::BrowserComes, at(1)), []);
    }

    #[test]
    fn no_page_is_opened_once_the_end_was_asked_for() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::Quit(End::Page), at(1)), [Output::StopServer]);
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

    /// What is written into the log.
    fn logged(core: &mut Core, input: Input, now: Moment) -> Vec<String> {
        let line = |output| if let Output::Log(event) = output { Some(event.to_string()) } else { None };
        core.handle(input, now).into_iter().filter_map(line).collect()
    }

    #[test]
    fn the_log_says_who_came_who_left_and_why_and_why_the_program_ends() {
        let mut core = core();
        let visitor = Visitor { browser: "Firefox 140 on Linux".into(), transport: "event stream" };
        let comes = |core: &mut Core, ms| {
            core.handle(Input::Opened(tab()), at(ms));
            logged(core, Input::Introduced(tab(), visitor.clone()), at(ms))
        };
        assert_eq!(comes(&mut core, 0), ["Firefox 140 on Linux came by event stream"]);
        assert_eq!(comes(&mut core, 1), Vec::<String>::new(), "a second connection is nobody new");
        assert_eq!(logged(&mut core, Input::Closed(tab()), at(2)), Vec::<String>::new());
        let left = "Firefox 140 on Linux left: ";
        assert_eq!(logged(&mut core, Input::Closed(tab()), at(3)), [format!("{left}its connection ended")]);
        comes(&mut core, 10);
        core.handle(Input::Goodbye(tab()), at(11));
        assert_eq!(logged(&mut core, Input::Closed(tab()), at(12)), [format!("{left}its page was closed")]);
        comes(&mut core, 20);
        assert_eq!(logged(&mut core, Input::Time, at(60_020)), [format!("{left}it showed no sign of life")]);
        let ended = logged(&mut core, Input::Time, at(90_020));
        assert_eq!(ended, ["the program ends: no page is open any more"]);
    }

    #[test]
    fn the_first_reason_to_end_is_the_one_that_is_told() {
        let mut core = core();
        let told = logged(&mut core, Input::Quit(End::Signal("SIGTERM")), at(1));
        assert_eq!(told, ["the program ends: SIGTERM was sent"]);
        assert_eq!(logged(&mut core, Input::Chosen(Choice::Quit), at(2)), Vec::<String>::new());
    }

    #[test]
    fn a_long_end_says_what_it_finishes_and_asks_whether_to_give_it_up() {
        let mut core = core();
        assert_eq!(acts(&mut core, Input::GiveUp, at(0)), [], "nothing is being finished");
        assert_eq!(acts(&mut core, Input::Quit(End::Page), at(1)), [Output::StopServer]);
        for ms in [1, 1_001, 12_001] {
            assert_eq!(acts(&mut core, Input::Finishing("an import".into()), at(ms)), []);
        }
        let status = core.status(at(12_001));
        assert_eq!(status.words, "Finishing an import, 12 s");
        assert_eq!(status.finishing.as_deref(), Some("an import"));
        assert_eq!(
            acts(&mut core, Input::Quit(End::Page), at(12_002)),
            [],
            "to ask again is no order to drop it"
        );
        let last = core.menu(at(12_002)).items.pop();
        assert!(
            matches!(last, Some(Item::Button { choice: Choice::GiveUp, label }) if label == "Stop an import and quit")
        );
        assert_eq!(acts(&mut core, Input::Chosen(Choice::GiveUp), at(12_003)), [Output::GiveUp]);
        assert_eq!(acts(&mut core, Input::GiveUp, at(12_004)), [], "once");
        assert_eq!(acts(&mut core, Input::Stopped, at(12_500)), [Output::Exit(0)]);
    }

    #[test]
    fn a_second_signal_gives_up_what_is_being_finished() {
        let mut core = core();
        let signal = || Input::Quit(End::Signal("SIGINT"));
        acts(&mut core, signal(), at(1));
        assert_eq!(acts(&mut core, signal(), at(2)), [], "nothing takes long");
        acts(&mut core, Input::Finishing("an import".into()), at(3));
        assert_eq!(acts(&mut core, signal(), at(4)), [Output::GiveUp]);
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
