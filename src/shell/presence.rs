//! Which sessions are open, and until when a closed one may come back.
//!
//! A *session* is one reader of the event stream, named by the page that
//! opens it. During a reconnect the same session has two connections for a
//! moment, so connections are counted and a session closes with its last one.
//!
//! A session counts as open until a moment that is put off whenever it shows
//! that it lives: a stream by reading, one without a stream (a long poll, a
//! heartbeat) by coming again. A stream that stopped reading does not keep the
//! program alive, and counts again as soon as it reads.
//!
//! Pure: it is told the time with every call, starts no timer and ends
//! nothing. [`Lifetime`](super::lifetime::Lifetime) decides what follows.

use std::collections::HashMap;

use super::event::{Event, Leave};
use super::lifetime::{Linger, Moment};

/// For how long a goodbye explains a connection that closes after it.
///
/// The page says goodbye and the browser closes its stream within 200 ms; a
/// page that went to the back/forward cache may say goodbye and live on.
const GOODBYE_HOLDS_MS: u64 = 5_000;

/// For so many times the longest silence of a stream it counts though it reads nothing: a busy machine
/// must not make a page look gone.
const SILENCES: u64 = 9;

/// How long a session's name may be, in bytes. Longer ones are cut.
const NAME_MAX: usize = 64;

/// How many tabs one session may say that it carries.
const TABS_MAX: usize = 1_000;

/// The name that a page gave its session. Opaque, at most 64 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(String);

impl SessionId {
    /// Takes any text, and cuts it at 64 bytes (at a character's border).
    pub fn new(name: &str) -> Self {
        let mut end = name.len().min(NAME_MAX);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        Self(name[..end].to_owned())
    }

    /// The name as it was given, perhaps cut.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a session came, as the server sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The browser or program, in words.
    pub browser: String,
    /// How it listens, in words.
    pub transport: &'static str,
}

/// A session that is open now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Its name.
    pub id: SessionId,
    /// None when nobody introduced it.
    pub visitor: Option<Visitor>,
    /// How many tabs share it, at least 1.
    pub tabs: usize,
    /// How long ago it first came, in milliseconds.
    pub came_ms_ago: u64,
}

/// What is known of one session.
#[derive(Clone, Debug)]
struct Session {
    /// When it first came.
    since: Moment,
    visitor: Option<Visitor>,
    /// Whether it was told that it came, and not yet that it left.
    is_told: bool,
    /// How many tabs share it: a browser may carry all of its tabs over one stream.
    tabs: usize,
    connections: u32,
    /// Until when its streams count though they read nothing; none when there is none that reads.
    reads_until: Option<Moment>,
    /// Until when it counts without a stream; none when it does not.
    held_until: Option<Moment>,
    /// When the page said that it was going, if that still means anything.
    goodbye: Option<Moment>,
    /// Until when a closed session may come back.
    may_return_until: Moment,
}

impl Session {
    fn new(now: Moment) -> Self {
        Self {
            since: now,
            visitor: None,
            is_told: false,
            tabs: 1,
            connections: 0,
            reads_until: None,
            held_until: None,
            goodbye: None,
            may_return_until: now,
        }
    }

    fn is_open(&self) -> bool {
        self.reads_until.is_some() || self.held_until.is_some()
    }

    /// What is to be told when it has left in this way.
    fn left(&mut self, how: Leave) -> Option<Event> {
        let is_news = !self.is_open() && std::mem::take(&mut self.is_told);
        let visitor = self.visitor.clone().filter(|_| is_news)?;
        Some(Event::Left(visitor, how))
    }

    /// Ends what has run out; whether the session closed by that.
    fn expire(&mut self, now: Moment) -> bool {
        let was_open = self.is_open();
        self.reads_until = self.reads_until.filter(|until| *until > now);
        self.held_until = self.held_until.filter(|until| *until > now);
        was_open && !self.is_open()
    }
}

/// The sessions of this run of the program.
#[derive(Clone, Debug)]
pub struct Presence {
    linger: Linger,
    sessions: HashMap<SessionId, Session>,
    /// Who came and who left, until it is told.
    news: Vec<Event>,
}

impl Presence {
    /// Nobody is here.
    pub fn new(linger: Linger) -> Self {
        Self { linger, sessions: HashMap::new(), news: Vec::new() }
    }

    /// A connection of this session opened.
    pub fn opened(&mut self, id: SessionId, now: Moment) {
        let reads_until = self.reads_until(now);
        let session = self.session(id, now);
        session.connections += 1;
        session.reads_until = Some(reads_until);
    }

    /// Says how a session came. The newest word counts; strangers are ignored.
    pub fn introduced(&mut self, id: &SessionId, visitor: Visitor) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.visitor = Some(visitor.clone());
            if session.is_open() && !std::mem::replace(&mut session.is_told, true) {
                self.news.push(Event::Came(visitor));
            }
        }
    }

    /// Who came and who left since it was asked last.
    pub fn take_news(&mut self) -> impl Iterator<Item = Event> + use<> {
        std::mem::take(&mut self.news).into_iter()
    }

    /// So many tabs share this session, taken as 1 to 1000. It holds while the
    /// session is known, so that a reconnect changes no count. Strangers are ignored.
    pub fn shared_by(&mut self, id: &SessionId, tabs: usize) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.tabs = tabs.clamp(1, TABS_MAX);
        }
    }

    /// A session without a connection came, and counts for this long if it does not come again.
    pub fn seen(&mut self, id: SessionId, hold_ms: u64, now: Moment) {
        let session = self.session(id, now);
        session.held_until = session.held_until.max(Some(now.plus_ms(hold_ms)));
    }

    /// A connection of this session ended. Unknown sessions are ignored.
    pub fn closed(&mut self, id: &SessionId, now: Moment) {
        let linger = self.linger;
        let Some(session) = self.sessions.get_mut(id).filter(|session| session.connections > 0) else {
            return;
        };
        session.connections -= 1;
        if session.connections == 0 {
            session.reads_until = None;
        }
        // A goodbye is spent by the connection it was said on, so that the
        // new page of a reload does not inherit it.
        let goodbye = session.goodbye.take();
        let announced = goodbye.is_some_and(|said| now < said.plus_ms(GOODBYE_HOLDS_MS));
        session.may_return_until = now.plus_ms(if announced { linger.goodbye_ms } else { linger.silent_ms });
        self.news.extend(session.left(if announced { Leave::Goodbye } else { Leave::Ended }));
    }

    /// The page said that it is going. A hint: the page of a reload says it too.
    pub fn goodbye(&mut self, id: &SessionId, now: Moment) {
        let sooner = now.plus_ms(self.linger.goodbye_ms);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let was_held = session.held_until.take().is_some();
        if session.connections > 0 {
            session.goodbye = Some(now);
        } else if was_held {
            session.may_return_until = sooner;
        } else {
            session.may_return_until = session.may_return_until.min(sooner);
        }
        self.news.extend(session.left(Leave::Goodbye));
    }

    /// The session took something from its stream.
    pub fn read(&mut self, id: &SessionId, now: Moment) {
        let reads_until = self.reads_until(now);
        if let Some(session) = self.sessions.get_mut(id).filter(|session| session.connections > 0) {
            session.reads_until = Some(reads_until);
        }
    }

    /// Sessions that did not show in time that they live stop to count. They
    /// may return as after a silent drop, from now on: if the machine slept,
    /// nobody could show anything.
    pub fn expire(&mut self, now: Moment) {
        let may_return_until = now.plus_ms(self.linger.silent_ms);
        for session in self.sessions.values_mut() {
            if session.expire(now) {
                session.may_return_until = may_return_until;
                self.news.extend(session.left(Leave::Silent));
            }
        }
    }

    /// When [`expire`](Self::expire) has something to do if nothing happens before.
    pub fn next_expiry(&self) -> Option<Moment> {
        self.sessions.values().flat_map(|session| [session.reads_until, session.held_until]).flatten().min()
    }

    /// How many sessions are open.
    pub fn open_sessions(&self) -> usize {
        self.sessions.values().filter(|session| session.is_open()).count()
    }

    /// How many tabs the open sessions carry: 0 when none is open.
    pub fn open_tabs(&self) -> usize {
        self.sessions.values().filter(|session| session.is_open()).map(|session| session.tabs).sum()
    }

    /// Who is here, the longest first.
    pub fn present(&self, now: Moment) -> Vec<Present> {
        let open = self.sessions.iter().filter(|(_, session)| session.is_open());
        let mut present: Vec<_> = open
            .map(|(id, session)| Present {
                id: id.clone(),
                visitor: session.visitor.clone(),
                tabs: session.tabs,
                came_ms_ago: now.ms_after(session.since),
            })
            .collect();
        present.sort_by(|a, b| b.came_ms_ago.cmp(&a.came_ms_ago).then_with(|| a.id.cmp(&b.id)));
        present
    }

    /// The last moment at which a closed session may still come back.
    pub fn may_return_until(&self) -> Option<Moment> {
        let closed = self.sessions.values().filter(|session| !session.is_open());
        closed.map(|session| session.may_return_until).max()
    }

    /// Drops what is known of closed sessions whose time is over.
    pub fn forget_gone(&mut self, now: Moment) {
        let stays = |session: &Session| {
            session.connections > 0 || session.is_open() || session.may_return_until > now
        };
        self.sessions.retain(|_, session| stays(session));
    }

    /// For how long a stream counts that is read now.
    fn reads_until(&self, now: Moment) -> Moment {
        now.plus_ms(self.linger.keep_alive_ms.saturating_mul(SILENCES))
    }

    fn session(&mut self, id: SessionId, now: Moment) -> &mut Session {
        self.sessions.entry(id).or_insert_with(|| Session::new(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn tab() -> SessionId {
        SessionId::new("tab")
    }

    fn one_open() -> Presence {
        let mut presence = Presence::new(Linger::default());
        presence.opened(tab(), at(0));
        presence
    }

    #[test]
    fn a_session_with_two_connections_closes_with_the_second() {
        let mut presence = one_open();
        presence.opened(tab(), at(10));
        assert_eq!(presence.open_sessions(), 1);
        presence.closed(&tab(), at(20));
        assert_eq!(presence.open_sessions(), 1);
        presence.closed(&tab(), at(30));
        assert_eq!(presence.open_sessions(), 0);
    }

    #[test]
    fn a_silent_drop_may_return_for_thirty_seconds() {
        let mut presence = one_open();
        presence.closed(&tab(), at(1_000));
        assert_eq!(presence.may_return_until(), Some(at(31_000)));
    }

    #[test]
    fn a_goodbye_before_the_close_leaves_five_seconds() {
        let mut presence = one_open();
        presence.goodbye(&tab(), at(900));
        presence.closed(&tab(), at(1_000));
        assert_eq!(presence.may_return_until(), Some(at(6_000)));
    }

    #[test]
    fn a_goodbye_after_the_close_only_shortens() {
        let mut presence = one_open();
        presence.closed(&tab(), at(1_000));
        presence.goodbye(&tab(), at(1_100));
        assert_eq!(presence.may_return_until(), Some(at(6_100)));
        presence.goodbye(&tab(), at(2_000));
        assert_eq!(presence.may_return_until(), Some(at(6_100)));
    }

    #[test]
    fn a_goodbye_shortens_its_own_session_only() {
        let other = SessionId::new("other");
        let mut presence = one_open();
        presence.opened(other.clone(), at(0));
        presence.closed(&tab(), at(1_000));
        presence.closed(&other, at(1_000));
        presence.goodbye(&other, at(1_000));
        assert_eq!(presence.may_return_until(), Some(at(31_000)));
    }

    #[test]
    fn an_old_goodbye_does_not_explain_a_later_drop() {
        let mut presence = one_open();
        presence.goodbye(&tab(), at(1_000));
        presence.closed(&tab(), at(46_000));
        assert_eq!(presence.may_return_until(), Some(at(76_000)));
    }

    #[test]
    fn the_goodbye_of_a_reload_is_spent_by_the_old_page() {
        let mut presence = one_open();
        presence.opened(tab(), at(1_000));
        presence.goodbye(&tab(), at(1_010));
        presence.closed(&tab(), at(1_050));
        presence.closed(&tab(), at(2_000));
        assert_eq!(presence.may_return_until(), Some(at(32_000)));
    }

    #[test]
    fn a_session_that_comes_back_is_open_again() {
        let mut presence = one_open();
        presence.closed(&tab(), at(1_000));
        presence.opened(tab(), at(1_108));
        assert_eq!(presence.open_sessions(), 1);
        assert_eq!(presence.may_return_until(), None);
    }

    #[test]
    fn the_tabs_of_open_sessions_add_up_and_a_closed_session_has_none() {
        let other = SessionId::new("other");
        let mut presence = one_open();
        assert_eq!(presence.open_tabs(), 1);
        presence.shared_by(&tab(), 3);
        presence.opened(other.clone(), at(10));
        assert_eq!((presence.open_tabs(), presence.open_sessions()), (4, 2));
        presence.closed(&tab(), at(1_000));
        assert_eq!(presence.open_tabs(), 1);
        presence.closed(&other, at(1_000));
        assert_eq!(presence.open_tabs(), 0);
    }

    #[test]
    fn a_session_that_comes_back_has_its_tabs_and_one_that_was_forgotten_has_one() {
        let mut presence = one_open();
        presence.shared_by(&tab(), 20);
        presence.closed(&tab(), at(1_000));
        presence.opened(tab(), at(1_108));
        assert_eq!(presence.open_tabs(), 20);
        presence.closed(&tab(), at(2_000));
        presence.forget_gone(at(32_000));
        presence.opened(tab(), at(33_000));
        assert_eq!(presence.open_tabs(), 1);
    }

    #[test]
    fn a_session_says_no_fewer_than_one_tab_and_no_more_than_a_thousand() {
        let mut presence = one_open();
        for (said, counted) in [(0, 1), (1_000, 1_000), (1_001, 1_000), (usize::MAX, 1_000)] {
            presence.shared_by(&tab(), said);
            assert_eq!(presence.open_tabs(), counted);
        }
    }

    #[test]
    fn strangers_change_nothing() {
        let mut presence = Presence::new(Linger::default());
        presence.closed(&tab(), at(1));
        presence.goodbye(&tab(), at(2));
        presence.read(&tab(), at(3));
        presence.shared_by(&tab(), 3);
        assert_eq!((presence.open_sessions(), presence.open_tabs()), (0, 0));
        assert_eq!(presence.may_return_until(), None);
    }

    #[test]
    fn gone_sessions_take_no_memory() {
        let mut presence = one_open();
        presence.closed(&tab(), at(0));
        presence.forget_gone(at(29_999));
        assert!(presence.may_return_until().is_some());
        presence.forget_gone(at(30_000));
        assert_eq!(presence.may_return_until(), None);
    }

    #[test]
    fn a_stream_that_stopped_reading_does_not_count_and_counts_again_when_it_reads() {
        let mut presence = one_open();
        presence.read(&tab(), at(15_000));
        assert_eq!(presence.next_expiry(), Some(at(51_000)));
        presence.expire(at(50_999));
        assert_eq!(presence.open_sessions(), 1);
        presence.expire(at(51_000));
        assert_eq!(presence.open_sessions(), 0);
        assert_eq!(presence.may_return_until(), Some(at(81_000)));
        presence.forget_gone(at(1_000_000));
        presence.read(&tab(), at(1_000_000));
        assert_eq!(presence.open_sessions(), 1);
        assert_eq!(presence.may_return_until(), None);
    }

    #[test]
    fn a_session_without_a_connection_counts_until_it_does_not_come_again() {
        let mut presence = Presence::new(Linger::default());
        presence.seen(tab(), 35_000, at(0));
        presence.seen(tab(), 35_000, at(30_000));
        presence.seen(tab(), 1_000, at(30_000));
        presence.expire(at(64_999));
        assert_eq!(presence.open_sessions(), 1);
        presence.expire(at(65_000));
        assert_eq!(presence.open_sessions(), 0);
        assert_eq!(presence.may_return_until(), Some(at(95_000)));
        presence.forget_gone(at(95_000));
        assert_eq!(presence.may_return_until(), None);
    }

    #[test]
    fn a_goodbye_ends_a_session_without_a_connection() {
        let mut presence = Presence::new(Linger::default());
        presence.seen(tab(), 60_000, at(0));
        presence.goodbye(&tab(), at(1_000));
        assert_eq!(presence.open_sessions(), 0);
        assert_eq!(presence.may_return_until(), Some(at(6_000)));
    }

    #[test]
    fn a_page_that_polls_between_two_streams_is_one_session_and_stays_open() {
        let mut presence = one_open();
        presence.seen(tab(), 35_000, at(1_000));
        presence.closed(&tab(), at(2_000));
        assert_eq!(presence.open_sessions(), 1);
        presence.opened(tab(), at(3_000));
        presence.expire(at(36_000));
        assert_eq!(presence.open_sessions(), 1);
    }

    #[test]
    fn who_is_here_is_told_with_how_and_since_when_and_who_left_is_not() {
        let mut presence = one_open();
        let visitor = Visitor { browser: "Firefox 140".into(), transport: "socket" };
        presence.introduced(&tab(), visitor.clone());
        presence.introduced(&SessionId::new("stranger"), visitor.clone());
        presence.seen(SessionId::new("script"), 60_000, at(500));
        presence.opened(SessionId::new("gone"), at(500));
        presence.closed(&SessionId::new("gone"), at(600));
        let tab = Present { id: tab(), visitor: Some(visitor), tabs: 1, came_ms_ago: 1_000 };
        let script = Present { id: SessionId::new("script"), visitor: None, tabs: 1, came_ms_ago: 500 };
        assert_eq!(presence.present(at(1_000)), [tab, script]);
    }

    #[test]
    fn a_name_is_cut_at_a_character() {
        let long = format!("{}é", "a".repeat(63));
        assert_eq!(SessionId::new(&long).as_str(), "a".repeat(63));
    }
}
