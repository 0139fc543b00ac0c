//! Which sessions are open, and until when a closed one may come back.
//!
//! A *session* is one reader of the event stream, named by the page that
//! opens it. During a reconnect the same session has two connections for a
//! moment, so connections are counted and a session closes with its last one.
//!
//! Pure: it is told the time with every call, starts no timer and ends
//! nothing. [`Lifetime`](super::lifetime::Lifetime) decides what follows.

use std::collections::HashMap;

use super::lifetime::{Linger, Moment};

/// For how long a goodbye explains a connection that closes after it.
///
/// The page says goodbye and the browser closes its stream within 200 ms; a
/// page that went to the back/forward cache may say goodbye and live on.
const GOODBYE_HOLDS_MS: u64 = 5_000;

/// How long a session's name may be, in bytes. Longer ones are cut.
const NAME_MAX: usize = 64;

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

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is known of one session.
#[derive(Clone, Debug)]
struct Session {
    connections: u32,
    /// When it last read from its stream. Not yet used to decide anything.
    last_read: Moment,
    /// When the page said that it was going, if that still means anything.
    goodbye: Option<Moment>,
    /// Until when a closed session may come back.
    may_return_until: Moment,
}

/// The sessions of this run of the program.
#[derive(Clone, Debug)]
pub struct Presence {
    linger: Linger,
    sessions: HashMap<SessionId, Session>,
}

impl Presence {
    pub fn new(linger: Linger) -> Self {
        Self { linger, sessions: HashMap::new() }
    }

    /// A connection of this session opened.
    pub fn opened(&mut self, id: SessionId, now: Moment) {
        let session = self.sessions.entry(id).or_insert(Session {
            connections: 0,
            last_read: now,
            goodbye: None,
            may_return_until: now,
        });
        session.connections += 1;
        session.last_read = now;
    }

    /// A connection of this session ended. Unknown sessions are ignored.
    pub fn closed(&mut self, id: &SessionId, now: Moment) {
        let linger = self.linger;
        let Some(session) = self.open_session(id) else {
            return;
        };
        session.connections -= 1;
        // A goodbye is spent by the connection it was said on, so that the
        // new page of a reload does not inherit it.
        let goodbye = session.goodbye.take();
        let announced = goodbye.is_some_and(|said| now < said.plus_ms(GOODBYE_HOLDS_MS));
        session.may_return_until = now.plus_ms(if announced { linger.goodbye_ms } else { linger.silent_ms });
    }

    /// The page said that it is going. A hint: the page of a reload says it too.
    pub fn goodbye(&mut self, id: &SessionId, now: Moment) {
        let sooner = now.plus_ms(self.linger.goodbye_ms);
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        if session.connections > 0 {
            session.goodbye = Some(now);
        } else {
            session.may_return_until = session.may_return_until.min(sooner);
        }
    }

    /// The session took something from its stream.
    pub fn read(&mut self, id: &SessionId, now: Moment) {
        if let Some(session) = self.open_session(id) {
            session.last_read = now;
        }
    }

    /// How many sessions have a connection.
    pub fn open_sessions(&self) -> usize {
        let open = |session: &&Session| session.connections > 0;
        self.sessions.values().filter(open).count()
    }

    /// Since when an open session has read nothing; `None` when it is not open.
    pub fn silent_since(&self, id: &SessionId) -> Option<Moment> {
        let session = self.sessions.get(id)?;
        (session.connections > 0).then_some(session.last_read)
    }

    /// The last moment at which a closed session may still come back.
    pub fn may_return_until(&self) -> Option<Moment> {
        let closed = |session: &&Session| session.connections == 0;
        let until = |session: &Session| session.may_return_until;
        self.sessions.values().filter(closed).map(until).max()
    }

    /// Drops what is known of closed sessions whose time is over.
    pub fn forget_gone(&mut self, now: Moment) {
        let stays = |session: &Session| session.connections > 0 || session.may_return_until > now;
        self.sessions.retain(|_, session| stays(session));
    }

    fn open_session(&mut self, id: &SessionId) -> Option<&mut Session> {
        let session = self.sessions.get_mut(id)?;
        (session.connections > 0).then_some(session)
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
    fn strangers_change_nothing() {
        let mut presence = Presence::new(Linger::default());
        presence.closed(&tab(), at(1));
        presence.goodbye(&tab(), at(2));
        presence.read(&tab(), at(3));
        assert_eq!(presence.open_sessions(), 0);
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
    fn reading_is_remembered_while_the_session_is_open() {
        let mut presence = one_open();
        presence.read(&tab(), at(500));
        assert_eq!(presence.silent_since(&tab()), Some(at(500)));
        presence.closed(&tab(), at(600));
        assert_eq!(presence.silent_since(&tab()), None);
    }

    #[test]
    fn a_name_is_cut_at_a_character() {
        let long = format!("{}é", "a".repeat(63));
        assert_eq!(SessionId::new(&long).as_str(), "a".repeat(63));
    }
}
