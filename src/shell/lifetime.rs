//! When the program may end.
//!
//! A [`Lifetime`] is told what happened and says what to do next. It starts
//! no timer, reads no clock and opens no window: the event loop does that.
//!
//! ```text
//!                     last session closed               linger is over
//!  waiting ─▶ open ─────────────────────────▶ lingering ───────────────▶ stopping ─▶ ended
//!              ▲                                  │                         ▲
//!              └──────── a session opens ─────────┘        Quit, a signal ──┘
//! ```
//!
//! Invariant: it never ends the program while a session is open, unless the
//! user, a signal or the session manager asked for it; and when they ask, it
//! always ends.
//!
//! Sleep of the machine: moments come from the caller, who takes them from
//! [`std::time::Instant`]. It stands still while a Linux or macOS machine
//! sleeps, and goes on on Windows. Therefore a linger that is found to be over
//! much too late begins once more ([`SLEPT_MS`]), and a session that could show
//! no sign of life meanwhile only begins to linger when the machine wakes. What
//! happened is taken in before the time is looked at, so who comes back late
//! finds the program alive unless it has been told to stop.

use super::arrivals::Arrivals;
use super::event::Event;
pub use super::linger::Linger;
pub use super::moment::Moment;
use super::presence::{Presence, Present, SessionId, Visitor};
pub use super::stage::Stage;

/// How long a browser that was asked to open a page may take to come.
const BROWSER_STARTS_MS: u64 = 60_000;

/// How long the server may take to stop before the program ends without it.
const STOP_MS: u64 = 10_000;

/// A linger that ends later than this after its time was not waited for: the machine slept.
/// A machine that is only busy is late by less.
const SLEPT_MS: u64 = 5_000;

/// What the program is to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// End the streams, the server and what it serves, and report back with [`Lifetime::stopped`].
    StopServer,
    /// End the process with this exit code: 0 in order, 1 when stopping took too long.
    Exit(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Running,
    /// Somebody asked for the end; the order to stop has not been given out yet.
    Asked,
    Stopping {
        /// When the program ends without it, unless it shows before that it is at work.
        give_up: Moment,
        /// Nobody wants to wait for what is at work.
        given_up: bool,
        stopped: bool,
    },
    Ended,
}

/// The life of one run of the program.
#[derive(Clone, Debug)]
pub struct Lifetime {
    presence: Presence,
    linger: Linger,
    keep_running: bool,
    /// A session was open once, or the user switched "keep running" off. Until
    /// then nothing has come to its end, and the program waits for ever.
    may_linger: bool,
    /// Stay at least until then though no session says so: a browser was asked to come,
    /// or the user has just switched "keep running" off.
    stay_until: Option<Moment>,
    arrivals: Arrivals,
    phase: Phase,
}

impl Lifetime {
    /// A program that waits for its first session.
    pub fn new(linger: Linger, keep_running: bool) -> Self {
        Self {
            presence: Presence::new(linger),
            linger,
            keep_running,
            may_linger: false,
            stay_until: None,
            arrivals: Arrivals::default(),
            phase: Phase::Running,
        }
    }

    /// A connection of this session opened.
    pub fn opened(&mut self, id: SessionId, now: Moment) {
        self.presence.opened(id, now);
        self.has_come();
        self.arrivals.came(1);
    }

    /// A connection of this session ended.
    pub fn closed(&mut self, id: &SessionId, now: Moment) {
        self.presence.closed(id, now);
    }

    /// The page said that it is going.
    pub fn goodbye(&mut self, id: &SessionId, now: Moment) {
        self.presence.goodbye(id, now);
    }

    /// The session took something from its stream.
    pub fn read(&mut self, id: &SessionId, now: Moment) {
        self.presence.read(id, now);
    }

    /// A session without a stream came, and counts for this long if it does not come again.
    pub fn seen(&mut self, id: SessionId, hold_ms: u64, now: Moment) {
        let open = self.presence.open_sessions();
        self.presence.seen(id, hold_ms, now);
        self.has_come();
        self.arrivals.came(self.presence.open_sessions().saturating_sub(open));
    }

    /// Says how a session came.
    pub fn introduced(&mut self, id: &SessionId, visitor: Visitor) {
        self.presence.introduced(id, visitor);
    }

    /// So many tabs share this session.
    pub fn shared_by(&mut self, id: &SessionId, tabs: usize) {
        let open = self.presence.open_tabs();
        self.presence.shared_by(id, tabs);
        // Of tabs that leave none has loaded. As many as before: one has joined the others while one left.
        if let Some(more) = self.presence.open_tabs().checked_sub(open) {
            self.arrivals.came(more.max(1));
        }
    }

    /// Who came and who left since it was asked last.
    pub fn take_news(&mut self) -> impl Iterator<Item = Event> + use<> {
        self.presence.take_news()
    }

    /// Who is here.
    pub fn present(&self, now: Moment) -> Vec<Present> {
        self.presence.present(now)
    }

    /// A browser was asked to open a page; give it a minute to come.
    pub fn browser_comes(&mut self, now: Moment) {
        if self.presence.open_sessions() == 0 {
            self.stay_at_least(now.plus_ms(BROWSER_STARTS_MS));
        }
    }

    /// A page loads, and will open its stream. It is awaited like a browser at the start: the machine may be
    /// slow, and the stream of the page before it may close only after this.
    pub fn page_loads(&mut self, now: Moment) {
        self.arrivals.expect(now.plus_ms(BROWSER_STARTS_MS));
    }

    /// Whether to stay when the last session closes. Switched off with none open, a linger begins.
    pub fn keep_running(&mut self, on: bool, now: Moment) {
        let switched_off = self.keep_running && !on;
        self.keep_running = on;
        if switched_off && self.presence.open_sessions() == 0 {
            self.may_linger = true;
            self.stay_at_least(now.plus_ms(self.linger.silent_ms));
        }
    }

    /// The user, a signal or the session manager wants the end. Asking again changes nothing.
    pub fn quit(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Asked;
        }
    }

    /// What was begun is being finished: it is waited for. Said again and again, as long as that goes on.
    pub fn finishes(&mut self, now: Moment) {
        if let Phase::Stopping { give_up, given_up: false, .. } = &mut self.phase {
            *give_up = now.plus_ms(STOP_MS);
        }
    }

    /// Somebody does not want to wait for it; whether that is news.
    pub fn give_up(&mut self) -> bool {
        match &mut self.phase {
            Phase::Stopping { given_up, stopped: false, .. } => !std::mem::replace(given_up, true),
            _ => false,
        }
    }

    /// The server has stopped, as ordered.
    pub fn stopped(&mut self) {
        if let Phase::Stopping { stopped, .. } = &mut self.phase {
            *stopped = true;
        }
    }

    /// What to do now, if anything. Ask again until it says `None`.
    pub fn poll(&mut self, now: Moment) -> Option<Order> {
        self.presence.expire(now);
        match self.phase {
            Phase::Asked => Some(self.begin_stop(now)),
            Phase::Stopping { stopped: true, .. } => Some(self.end(0)),
            Phase::Stopping { give_up, .. } if give_up <= now => Some(self.end(1)),
            Phase::Running => {
                if self.is_over(now) {
                    return Some(self.begin_stop(now));
                }
                // While the program stays anyway, gone sessions are of no use.
                if self.ends_at().is_none() {
                    self.presence.forget_gone(now);
                }
                None
            }
            Phase::Stopping { .. } | Phase::Ended => None,
        }
    }

    /// When [`poll`](Self::poll) has something to say next though nothing happens.
    pub fn next_deadline(&self) -> Option<Moment> {
        match self.phase {
            Phase::Running => self.ends_at().into_iter().chain(self.presence.next_expiry()).min(),
            Phase::Stopping { give_up, .. } => Some(give_up),
            Phase::Asked | Phase::Ended => None,
        }
    }

    /// Where it is now.
    pub fn stage(&self) -> Stage {
        if self.phase != Phase::Running {
            return Stage::Stopping;
        }
        match (self.open_tabs(), self.ends_at()) {
            (0, Some(end)) => Stage::Lingering(end),
            (0, None) if self.keep_running => Stage::Kept,
            (0, None) => Stage::Waiting,
            (open, _) => Stage::Open(open),
        }
    }

    /// How many tabs the open sessions carry: 0 when none is open.
    pub fn open_tabs(&self) -> usize {
        self.presence.open_tabs()
    }

    /// How long it stays.
    pub fn linger(&self) -> Linger {
        self.linger
    }

    /// Whether it stays when the last session closes.
    pub fn keeps_running(&self) -> bool {
        self.keep_running
    }

    /// Whether the linger has run out; after a sleep it begins once more.
    fn is_over(&mut self, now: Moment) -> bool {
        let late_ms = self.ends_at().filter(|end| *end <= now).map(|end| now.ms_after(end));
        if late_ms > Some(SLEPT_MS) {
            self.stay_at_least(now.plus_ms(self.linger.silent_ms));
            return false;
        }
        late_ms.is_some()
    }

    /// When the linger is over; `None` while something keeps the program alive.
    fn ends_at(&self) -> Option<Moment> {
        if self.keep_running || !self.may_linger || self.presence.open_sessions() > 0 {
            return None;
        }
        self.presence.may_return_until().max(self.stay_until).max(self.arrivals.until())
    }

    fn has_come(&mut self) {
        self.may_linger = true;
        self.stay_until = None;
    }

    fn stay_at_least(&mut self, until: Moment) {
        self.stay_until = self.stay_until.max(Some(until));
    }

    fn begin_stop(&mut self, now: Moment) -> Order {
        self.phase = Phase::Stopping { give_up: now.plus_ms(STOP_MS), given_up: false, stopped: false };
        Order::StopServer
    }

    fn end(&mut self, code: i32) -> Order {
        self.phase = Phase::Ended;
        Order::Exit(code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn tab(name: &str) -> SessionId {
        SessionId::new(name)
    }

    fn fresh() -> Lifetime {
        Lifetime::new(Linger::default(), false)
    }

    /// One session was open from 0 to 1,000 ms and was dropped without a word.
    fn dropped() -> Lifetime {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.closed(&tab("a"), at(1_000));
        life
    }

    /// The moment at which the program would stop if nothing more happened.
    fn stops_at(mut life: Lifetime) -> Option<u64> {
        let deadline = life.next_deadline()?;
        let before = Moment::from_ms(deadline.as_ms() - 1);
        assert_eq!(life.poll(before), None, "it must not stop early");
        assert_eq!(life.poll(deadline), Some(Order::StopServer));
        Some(deadline.as_ms())
    }

    #[test]
    fn it_waits_for_ever_for_its_first_session() {
        let mut life = fresh();
        life.browser_comes(at(0));
        assert_eq!(life.next_deadline(), None);
        assert_eq!(life.poll(at(u64::MAX)), None);
        assert_eq!(life.stage(), Stage::Waiting);
    }

    #[test]
    fn an_open_session_keeps_it_alive() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        for round in 1..10_000 {
            life.read(&tab("a"), at(round * 15_000));
            assert_eq!(life.poll(at(round * 15_000)), None);
        }
        assert_eq!(life.stage(), Stage::Open(1));
    }

    #[test]
    fn a_session_that_stopped_reading_keeps_it_alive_no_longer_than_a_drop() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        assert_eq!(life.next_deadline(), Some(at(36_000)));
        assert_eq!(life.poll(at(36_000)), None);
        assert_eq!(stops_at(life), Some(66_000));
    }

    #[test]
    fn a_session_that_reads_again_in_the_linger_stops_the_countdown() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        assert_eq!(life.poll(at(36_000)), None);
        life.read(&tab("a"), at(65_000));
        assert_eq!(life.poll(at(66_000)), None);
        assert_eq!(life.stage(), Stage::Open(1));
    }

    #[test]
    fn a_heartbeat_keeps_it_alive_and_ends_by_itself() {
        let mut life = fresh();
        life.seen(tab("script"), 60_000, at(0));
        life.seen(tab("script"), 60_000, at(20_000));
        assert_eq!(life.stage(), Stage::Open(1));
        assert_eq!(life.next_deadline(), Some(at(80_000)));
        assert_eq!(life.poll(at(80_000)), None);
        assert_eq!(stops_at(life), Some(110_000));
    }

    #[test]
    fn a_clock_that_jumps_over_a_sleep_leaves_time_to_come_back() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.seen(tab("b"), 35_000, at(0));
        let woken = at(8 * 3_600_000);
        assert_eq!(life.poll(woken), None);
        assert_eq!(life.stage(), Stage::Lingering(woken.plus_ms(30_000)));
        life.read(&tab("a"), woken.plus_ms(15_000));
        assert_eq!(life.poll(woken.plus_ms(40_000)), None);
    }

    #[test]
    fn a_linger_does_not_run_out_while_the_machine_sleeps() {
        let mut life = dropped();
        let woken = at(8 * 3_600_000);
        assert_eq!(life.poll(woken), None, "a clock that counts the sleep is far behind its end");
        assert_eq!(life.stage(), Stage::Lingering(woken.plus_ms(30_000)));
        let mut comes_back = life.clone();
        comes_back.opened(tab("a"), woken.plus_ms(20_000));
        assert_eq!(comes_back.poll(woken.plus_ms(30_000)), None);
        assert_eq!(comes_back.stage(), Stage::Open(1));
        assert_eq!(stops_at(life), Some(woken.plus_ms(30_000).as_ms()), "and nobody came");
    }

    #[test]
    fn a_busy_machine_that_looks_late_ends_it_all_the_same() {
        assert_eq!(dropped().poll(at(31_000 + SLEPT_MS)), Some(Order::StopServer));
    }

    #[test]
    fn it_ends_thirty_seconds_after_a_silent_drop() {
        assert_eq!(stops_at(dropped()), Some(31_000));
    }

    #[test]
    fn it_ends_five_seconds_after_a_goodbye() {
        let mut life = dropped();
        life.goodbye(&tab("a"), at(1_020));
        assert_eq!(stops_at(life), Some(6_020));
    }

    #[test]
    fn it_waits_for_the_latest_of_the_sessions_that_may_return() {
        let mut life = fresh();
        life.opened(tab("crashed"), at(0));
        life.opened(tab("left"), at(0));
        life.closed(&tab("crashed"), at(1_000));
        life.goodbye(&tab("left"), at(2_000));
        life.closed(&tab("left"), at(2_000));
        assert_eq!(stops_at(life), Some(31_000));
    }

    #[test]
    fn a_goodbye_while_the_session_is_open_ends_nothing() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.goodbye(&tab("a"), at(100));
        assert_eq!(life.poll(at(30_000)), None);
        assert_eq!(life.stage(), Stage::Open(1));
    }

    #[test]
    fn a_page_that_loads_is_awaited_though_the_one_before_it_says_goodbye_later() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.page_loads(at(1_000));
        life.goodbye(&tab("a"), at(1_050));
        life.closed(&tab("a"), at(1_100));
        assert_eq!(stops_at(life.clone()), Some(61_000));
        life.opened(tab("b"), at(59_000));
        life.goodbye(&tab("b"), at(60_000));
        life.closed(&tab("b"), at(60_000));
        assert_eq!(stops_at(life), Some(65_000), "it has come, and the usual holds");
    }

    #[test]
    fn a_page_that_joined_the_stream_of_others_is_awaited_no_more() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.page_loads(at(1_000));
        life.shared_by(&tab("a"), 2);
        life.goodbye(&tab("a"), at(2_000));
        life.closed(&tab("a"), at(2_000));
        assert_eq!(stops_at(life), Some(7_000));
    }

    #[test]
    fn a_page_that_loads_is_awaited_though_other_tabs_leave() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.opened(tab("b"), at(0));
        life.page_loads(at(1_000));
        life.closed(&tab("a"), at(1_100));
        life.closed(&tab("b"), at(2_000));
        assert_eq!(stops_at(life), Some(61_000), "of two sessions");

        let mut life = fresh();
        life.opened(tab("worker"), at(0));
        life.shared_by(&tab("worker"), 2);
        life.page_loads(at(1_000));
        life.shared_by(&tab("worker"), 1);
        life.closed(&tab("worker"), at(2_000));
        assert_eq!(stops_at(life), Some(61_000), "of two tabs of one session");
    }

    #[test]
    fn each_page_that_loads_is_awaited_until_as_many_have_come() {
        let mut life = fresh();
        life.page_loads(at(1_000));
        life.page_loads(at(2_000));
        life.opened(tab("a"), at(3_000));
        life.goodbye(&tab("a"), at(4_000));
        life.closed(&tab("a"), at(4_000));
        assert_eq!(stops_at(life.clone()), Some(62_000));
        life.opened(tab("b"), at(5_000));
        life.goodbye(&tab("b"), at(6_000));
        life.closed(&tab("b"), at(6_000));
        assert_eq!(stops_at(life), Some(11_000));
    }

    #[test]
    fn a_reload_does_not_end_the_program() {
        let linger = Linger::up_to(0);
        for gap_ms in [5, 108] {
            for same_name in [true, false] {
                let new = tab(if same_name { "a" } else { "b" });
                let mut closes_first = Lifetime::new(linger, false);
                closes_first.opened(tab("a"), at(0));
                closes_first.goodbye(&tab("a"), at(1_000));
                closes_first.closed(&tab("a"), at(1_000));
                assert_eq!(closes_first.poll(at(1_000 + gap_ms)), None);
                closes_first.opened(new.clone(), at(1_000 + gap_ms));
                assert_eq!(closes_first.poll(at(30_000)), None);

                let mut opens_first = Lifetime::new(linger, false);
                opens_first.opened(tab("a"), at(0));
                opens_first.opened(new, at(1_000));
                opens_first.goodbye(&tab("a"), at(1_000));
                opens_first.closed(&tab("a"), at(1_000 + gap_ms));
                assert_eq!(opens_first.poll(at(30_000)), None);
            }
        }
    }

    #[test]
    fn a_chosen_linger_holds_for_a_silent_drop_and_bounds_the_goodbye() {
        let both = |linger: Linger| (linger.goodbye_ms, linger.silent_ms);
        assert_eq!(both(Linger::up_to(0)), (1_000, 1_000));
        assert_eq!(both(Linger::up_to(3_000)), (3_000, 3_000));
        assert_eq!(both(Linger::up_to(60_000)), (5_000, 60_000));
        assert_eq!(Linger::up_to(30_000), Linger::default());
    }

    #[test]
    fn a_session_that_returns_late_in_the_linger_stops_the_countdown() {
        let mut life = dropped();
        assert_eq!(life.poll(at(30_999)), None);
        life.opened(tab("a"), at(31_500));
        assert_eq!(life.poll(at(31_500)), None, "what happened comes first");
        assert_eq!(life.stage(), Stage::Open(1));
    }

    #[test]
    fn a_browser_that_is_starting_has_a_minute() {
        let mut life = dropped();
        life.browser_comes(at(20_000));
        assert_eq!(stops_at(life), Some(80_000));
    }

    #[test]
    fn the_minute_is_over_when_the_browser_has_come() {
        let mut life = dropped();
        life.browser_comes(at(20_000));
        life.opened(tab("b"), at(21_000));
        life.goodbye(&tab("b"), at(22_000));
        life.closed(&tab("b"), at(22_000));
        assert_eq!(stops_at(life), Some(31_000), "the dropped one may still return");
    }

    #[test]
    fn a_browser_asked_while_a_page_is_open_changes_nothing() {
        let mut life = fresh();
        life.opened(tab("a"), at(0));
        life.browser_comes(at(900));
        life.goodbye(&tab("a"), at(1_000));
        life.closed(&tab("a"), at(1_000));
        assert_eq!(stops_at(life), Some(6_000));
    }

    #[test]
    fn keep_running_never_lingers() {
        let mut life = dropped();
        life.keep_running(true, at(2_000));
        assert_eq!(life.poll(at(u64::MAX)), None);
        assert_eq!(life.stage(), Stage::Kept);
    }

    #[test]
    fn switching_keep_running_off_with_none_open_starts_a_linger() {
        let mut life = dropped();
        life.keep_running(true, at(2_000));
        assert_eq!(life.poll(at(1_000_000)), None);
        life.keep_running(false, at(1_000_000));
        assert_eq!(stops_at(life), Some(1_030_000));

        let mut never_opened = Lifetime::new(Linger::default(), true);
        never_opened.keep_running(false, at(0));
        assert_eq!(stops_at(never_opened), Some(30_000));
    }

    #[test]
    fn switching_keep_running_off_twice_does_not_prolong() {
        let mut life = Lifetime::new(Linger::default(), true);
        life.keep_running(false, at(0));
        life.keep_running(false, at(20_000));
        assert_eq!(stops_at(life), Some(30_000));
    }

    #[test]
    fn switching_keep_running_off_with_one_open_waits_for_it() {
        let mut life = Lifetime::new(Linger::default(), true);
        life.opened(tab("a"), at(0));
        life.keep_running(false, at(1_000));
        assert_eq!(life.poll(at(35_999)), None);
        assert_eq!(life.stage(), Stage::Open(1));
    }

    #[test]
    fn quit_ends_it_though_sessions_are_open_and_it_keeps_running() {
        let mut life = Lifetime::new(Linger::default(), true);
        life.opened(tab("a"), at(0));
        life.quit();
        assert_eq!(life.poll(at(10)), Some(Order::StopServer));
        assert_eq!(life.stage(), Stage::Stopping);
        assert_eq!(life.poll(at(20)), None);
        life.stopped();
        assert_eq!(life.poll(at(30)), Some(Order::Exit(0)));
        assert_eq!(life.poll(at(40)), None);
    }

    #[test]
    fn further_quits_are_ignored() {
        let mut life = fresh();
        life.quit();
        life.quit();
        assert_eq!(life.poll(at(0)), Some(Order::StopServer));
        life.quit();
        assert_eq!(life.poll(at(1)), None);
    }

    #[test]
    fn a_stop_that_takes_too_long_exits_with_one() {
        let mut life = fresh();
        life.quit();
        life.poll(at(0));
        assert_eq!(life.next_deadline(), Some(at(10_000)));
        assert_eq!(life.poll(at(9_999)), None);
        assert_eq!(life.poll(at(10_000)), Some(Order::Exit(1)));
        life.stopped();
        assert_eq!(life.poll(at(10_001)), None);
    }

    #[test]
    fn what_is_being_finished_is_waited_for_until_somebody_gives_it_up() {
        let mut life = fresh();
        life.quit();
        life.poll(at(0));
        for second in 1..100 {
            life.finishes(at(second * 1_000));
            assert_eq!(life.poll(at(second * 1_000)), None);
        }
        assert!(life.give_up(), "the first time it is news");
        assert!(!life.give_up());
        life.finishes(at(100_000));
        assert_eq!(life.next_deadline(), Some(at(109_000)));
        assert_eq!(life.poll(at(109_000)), Some(Order::Exit(1)));
        assert!(!fresh().give_up(), "there is nothing to give up");
    }

    #[test]
    fn what_happens_after_the_order_to_stop_changes_nothing() {
        let mut life = dropped();
        assert_eq!(life.poll(at(31_000)), Some(Order::StopServer));
        life.opened(tab("late"), at(31_001));
        life.keep_running(true, at(31_001));
        assert_eq!(life.stage(), Stage::Stopping);
        life.stopped();
        assert_eq!(life.poll(at(31_002)), Some(Order::Exit(0)));
    }

    #[test]
    fn stopped_without_an_order_is_ignored() {
        let mut life = fresh();
        life.stopped();
        life.quit();
        assert_eq!(life.poll(at(0)), Some(Order::StopServer));
        assert_eq!(life.poll(at(1)), None);
    }

    #[derive(Debug, Clone)]
    enum Happens {
        Opened(u8),
        Closed(u8),
        Goodbye(u8),
        BrowserComes,
        KeepRunning(bool),
        Time(u64),
        Quit,
    }

    fn happening() -> impl Strategy<Value = Happens> {
        prop_oneof![
            4 => (0u8..4).prop_map(Happens::Opened),
            4 => (0u8..4).prop_map(Happens::Closed),
            2 => (0u8..4).prop_map(Happens::Goodbye),
            1 => Just(Happens::BrowserComes),
            1 => any::<bool>().prop_map(Happens::KeepRunning),
            4 => (0u64..70_000).prop_map(Happens::Time),
        ]
    }

    /// Feeds one happening; the model only counts connections by itself.
    fn feed(life: &mut Lifetime, open: &mut [i32; 4], what: &Happens, now: &mut Moment) {
        let name = |n: &u8| tab(&n.to_string());
        match what {
            Happens::Opened(n) => {
                open[*n as usize] += 1;
                life.opened(name(n), *now);
            }
            Happens::Closed(n) => {
                open[*n as usize] = (open[*n as usize] - 1).max(0);
                life.closed(&name(n), *now);
            }
            Happens::Goodbye(n) => life.goodbye(&name(n), *now),
            Happens::BrowserComes => life.browser_comes(*now),
            Happens::KeepRunning(on) => life.keep_running(*on, *now),
            Happens::Time(ms) => pass(life, open, *ms, now),
            Happens::Quit => life.quit(),
        }
    }

    /// Time passes, and every stream is read at least once in a keep-alive.
    fn pass(life: &mut Lifetime, open: &[i32; 4], ms: u64, now: &mut Moment) {
        let until = now.plus_ms(ms);
        while *now < until {
            *now = now.plus_ms(15_000).min(until);
            let connected = (0..4).filter(|n| open[*n] > 0);
            connected.for_each(|n| life.read(&tab(&n.to_string()), *now));
        }
    }

    proptest! {
        #[test]
        fn it_never_ends_by_itself_while_a_session_is_open(
            happenings in prop::collection::vec(happening(), 1..60)
        ) {
            let (mut life, mut open, mut now) = (fresh(), [0; 4], at(0));
            for what in &happenings {
                feed(&mut life, &mut open, what, &mut now);
                let connections: i32 = open.iter().sum();
                match life.poll(now) {
                    None => prop_assert_eq!(life.open_tabs() > 0, connections > 0),
                    Some(order) => {
                        prop_assert_eq!(order, Order::StopServer);
                        prop_assert_eq!(connections, 0);
                        break;
                    }
                }
            }
        }

        #[test]
        fn it_always_ends_when_asked(
            before in prop::collection::vec(happening(), 0..30),
            after in prop::collection::vec(happening(), 0..30),
            stops: bool,
        ) {
            let (mut life, mut open, mut now) = (fresh(), [0; 4], at(0));
            let mut orders = Vec::new();
            for what in before.iter().chain([&Happens::Quit]).chain(&after) {
                feed(&mut life, &mut open, what, &mut now);
                orders.extend(life.poll(now));
            }
            if stops {
                life.stopped();
            } else {
                now = now.plus_ms(STOP_MS);
            }
            orders.extend(life.poll(now));
            prop_assert_eq!(orders.len(), 2, "{:?}", orders);
            prop_assert_eq!(orders[0], Order::StopServer);
            prop_assert!(matches!(orders[1], Order::Exit(_)));
        }
    }
}
