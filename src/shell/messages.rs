//! What goes into the [`Core`](super::core::Core) and what comes out of it: plain values.

use super::event::{End, Event};
use super::lifetime::Linger;
use super::menu::{Choice, Menu};
use super::notice::Notice;
use super::presence::{Present, SessionId, Visitor};

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
    /// The program starts: a page is wanted unless tabs that waited for it come back within moments.
    OpenUnlessTabsReturn,
    /// A tab that waited for the program asks who answers.
    TabReturns,
    /// The user clicked the tray icon. The second click of a double click opens nothing more.
    Clicked,
    /// A tab that was asked to come forward is in front.
    CameForward,
    /// Another process was given a page to open: a second start.
    BrowserComes,
    /// A page loads in a browser that is let in.
    PageLoads,
    /// Whether to stay when the last session closes.
    KeepRunning(bool),
    /// The user chose a line of the tray menu.
    Chosen(Choice),
    /// What waits now, for the tray to show.
    Waits(Notice),
    /// What waits is to be said aloud.
    SayAloud,
    /// One of the app's own switches is now so.
    Switched(String, bool),
    /// Whether a tray now shows the icon.
    Tray(bool),
    /// The user, a signal or the session manager wants the end.
    Quit(End),
    /// The end waits for this, which was begun before. Said again as long as it goes on.
    Finishing(String),
    /// Somebody does not want to wait for it.
    GiveUp,
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
    /// Say that a tab that waited has come back, since it could not come forward by itself.
    TellReturned,
    /// Put an address that lets a browser in into the clipboard.
    CopyAddress,
    /// Open a page at this part of its address, from `#` on.
    OpenPage(String),
    /// Say it aloud.
    SayAloud(Notice),
    /// Show this menu; it differs from the one before.
    DrawMenu(Menu),
    /// Write this into the log.
    Log(Event),
    /// The user switched it; remember it.
    KeepRunningChanged(bool),
    /// Who is here now, for those who asked.
    Here(Vec<Present>),
    /// Do what the app's own line with this id promises.
    Act(String),
    /// Stop what is being finished, so that nothing of it is left.
    GiveUp,
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
    /// What it finishes before it ends: "an import".
    pub finishing: Option<String>,
    /// How often open tabs were asked to come forward: one that sees it grow tries to.
    pub calls: u64,
}
