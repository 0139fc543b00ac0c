//! The face of the shell: what it asks of the program, and what it offers.
//!
//! Wires the pure [`Core`] to the loop, the screen, the browser and the app.
//! It decides nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;
use tracing::{debug, error, info, warn};

use super::aloud;
use super::browser::{self, Browser, BrowserError};
use super::clock::Clock;
use super::core::{Core, Input, Output, Status};
use super::desktop;
use super::event_loop;
use super::handle::Handle;
use super::headless;
use super::http::{Gate, Serving};
use super::instance::Place;
use super::lifetime::Linger;
use super::menu::Action;
use super::notice::Notice;
use super::presence::Present;
use super::screen::Screen as Shown;
use super::service;
use super::signals;

/// How often it is told that something is still being finished.
const STILL: Duration = Duration::from_secs(1);

/// What the shell asks of the program. Every method is called on a thread
/// that may block.
///
/// At the end: [`finish`](App::finish), then the server answers what it has
/// begun, then [`close`](App::close). When all of it takes more than ten
/// seconds the process ends without it, with exit code 1.
pub trait App: Send + Sync + 'static {
    /// The user switched whether the program stays when the last session closes.
    fn keep_running_changed(&self, _on: bool) {}

    /// The user chose one of the app's own lines of the tray menu.
    fn action(&self, _id: &str) {}

    /// What [`finish`](App::finish) waits for when that takes its time, in words: "an import". As long as something is
    /// named it is waited for.
    fn unfinished(&self) -> Option<String> {
        None
    }

    /// Nobody wants to wait for it: stop it, so that nothing of it is left.
    fn give_up(&self) {}

    /// End the streams, and return when what was begun is done: its answers are sent after this.
    fn finish(&self);

    /// The server has stopped: close what it served.
    ///
    /// # Errors
    /// What is not in order is said aloud, and the exit code is 1.
    fn close(&self) -> Result<(), Notice> {
        Ok(())
    }
}

/// What the program does first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtStart {
    /// Open a page; print its address where no browser can be started.
    Open,
    /// Open a page unless tabs that waited for the program come back within moments.
    OpenUnlessTabsReturn,
    /// Print the address of a page.
    Print,
    /// Neither: a start at login.
    Nothing,
}

/// Where the program shows itself besides the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// In the tray, where there is a display.
    Auto,
    /// Nowhere.
    None,
}

/// What one program gives to its shell.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The app's name as people read it.
    pub name: String,
    /// How long to stay after the last session.
    pub linger: Linger,
    /// Whether to stay for good; the user can switch it.
    pub keep_running: bool,
    /// What to do first.
    pub at_start: AtStart,
    /// What opens a page.
    pub browser: Browser,
    /// Whether to show a tray icon.
    pub screen: Screen,
    /// The app's own lines of the tray menu.
    pub actions: Vec<Action>,
    /// The icon as PNG files of several sizes; the tray takes the one that fits.
    pub icons: Vec<&'static [u8]>,
    /// The same for an icon that shows that something waits; none: as ever.
    pub attention_icons: Vec<&'static [u8]>,
}

impl Settings {
    /// The usual: a tray icon, the user's browser, 5 and 30 seconds of linger.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            linger: Linger::default(),
            keep_running: false,
            at_start: AtStart::Open,
            browser: Browser::System,
            screen: Screen::Auto,
            actions: Vec::new(),
            icons: Vec::new(),
            attention_icons: Vec::new(),
        }
    }
}

/// The shell before it runs.
pub struct Shell {
    pub(super) settings: Settings,
    core: Core,
    inputs: Receiver<Input>,
    status: watch::Sender<Status>,
    here: watch::Sender<Vec<Present>>,
    handle: Handle,
    clock: Clock,
    place: Option<Place>,
    heeds_signals: bool,
}

impl Shell {
    /// A shell with these; nothing is shown or listened to yet.
    pub fn new(settings: Settings) -> Self {
        let clock = Clock::start();
        let core =
            Core::new(&settings.name, settings.actions.clone(), settings.linger, settings.keep_running);
        let (sender, inputs) = mpsc::channel();
        let (status, watched) = watch::channel(core.status(clock.now()));
        let (here, told) = watch::channel(Vec::new());
        let keep_alive = Duration::from_millis(settings.linger.keep_alive_ms);
        let handle = Handle { inputs: sender, status: watched, here: told, keep_alive };
        Self { settings, core, inputs, status, here, handle, clock, place: None, heeds_signals: false }
    }

    /// With the place of the first, which is held until the end: other starts are told when that begins.
    #[must_use]
    pub fn holding(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Signals end the program in order from now on, and not only once it [runs](Self::run).
    #[must_use]
    pub fn heeding_signals(self) -> Self {
        signals::listen(&self.handle);
        Self { heeds_signals: true, ..self }
    }

    /// For everybody who has something to report.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// What was reported and not yet taken in.
    #[cfg(test)]
    pub(super) fn waiting_inputs(&self) -> Vec<String> {
        self.inputs.try_iter().map(|input| format!("{input:?}")).collect()
    }

    /// As if it had been told to end.
    #[cfg(test)]
    pub(super) fn ends(&self) {
        self.status.send_modify(|status| status.ending = true);
    }

    /// Runs until the end and returns the exit code: 0 in order, 1 when the
    /// app could not stop in time. Call it on the main thread, once `serving`
    /// listens behind `gate`.
    pub fn run(self, gate: Gate, serving: Serving, app: impl App) -> i32 {
        if !self.heeds_signals {
            signals::listen(&self.handle);
        }
        let (settings, handle, screen) = (self.settings, self.handle, Shown::unknown());
        let place = Arc::new(self.place);
        let hands = Hands {
            parts: Arc::new(Parts {
                app,
                gate,
                serving,
                place: Arc::clone(&place),
                is_in_order: AtomicBool::new(true),
            }),
            name: settings.name.clone(),
            browser: settings.browser.clone(),
            handle: handle.clone(),
            errands: begin_errands(),
            here: self.here,
            screen: screen.clone(),
        };
        hands.at_start(settings.at_start);
        let drive = move || {
            let code = headless::drive(self.core, &self.inputs, &self.status, self.clock, |output| {
                hands.act(output);
            });
            if hands.parts.is_in_order.load(Ordering::Acquire) { code } else { code.max(1) }
        };
        let code = match settings.screen {
            Screen::Auto => event_loop::beside(&settings, &handle, &screen, drive),
            Screen::None => {
                thread::spawn(move || screen.answered(desktop::has_display()));
                drive()
            }
        };
        if let Some(place) = &*place {
            place.leave();
        }
        code
    }
}

/// Something the app is to do, in the order in which it was asked for.
type Errand = Box<dyn FnOnce() + Send>;

/// One thread, so that two switches are remembered in their order.
fn begin_errands() -> Sender<Errand> {
    let (errands, list) = mpsc::channel::<Errand>();
    thread::spawn(move || list.into_iter().for_each(run_errand));
    errands
}

/// What the errands are about.
struct Parts<A> {
    app: A,
    gate: Gate,
    serving: Serving,
    place: Arc<Option<Place>>,
    /// Whether the app could close everything.
    is_in_order: AtomicBool,
}

/// Does what the core says.
struct Hands<A> {
    parts: Arc<Parts<A>>,
    name: String,
    browser: Browser,
    handle: Handle,
    errands: Sender<Errand>,
    here: watch::Sender<Vec<Present>>,
    screen: Shown,
}

impl<A: App> Hands<A> {
    fn at_start(&self, what: AtStart) {
        match what {
            AtStart::Open => self.handle.open(),
            AtStart::OpenUnlessTabsReturn => self.handle.send(Input::OpenUnlessTabsReturn),
            AtStart::Print => self.errand(|parts| browser::print(&parts.gate.address())),
            AtStart::Nothing => {}
        }
    }

    fn act(&self, output: Output) {
        debug!(?output, "the shell acts");
        match output {
            Output::OpenBrowser => self.open(String::new()),
            // A browser takes the part from `#` on along when it is sent on from the launch address.
            Output::OpenPage(page) => self.open(page),
            Output::TellReturned => aloud::tell(
                &format!("{} runs again", self.name),
                "It is open in your browser, in the tab that waited for it.",
            ),
            Output::SayAloud(notice) => aloud::say(&self.name, &notice, &self.handle),
            Output::DrawMenu(menu) => self.screen.draw(menu),
            Output::Log(event) => info!("{event}"),
            Output::KeepRunningChanged(on) => self.errand(move |parts| parts.app.keep_running_changed(on)),
            Output::Here(present) => {
                self.here.send_replace(present);
            }
            Output::Act(id) => self.errand(move |parts| parts.app.action(&id)),
            Output::CopyAddress => self.copy_address(),
            Output::GiveUp => self.errand(|parts| parts.app.give_up()),
            Output::StopServer => self.stop_server(),
            Output::Exit(_) => {}
        }
    }

    fn open(&self, page: String) {
        let (browser, screen, name) = (self.browser.clone(), self.screen.clone(), self.name.clone());
        self.errand(move |parts| {
            let (address, gate) = (parts.gate.address(), parts.gate.clone());
            let shown = address.clone() + &page;
            let _ = browser.open(
                &shown,
                || screen.has_display(),
                move |error| {
                    not_opened(&name, &gate, &address, &page, &error);
                },
            );
        });
    }

    fn copy_address(&self) {
        let (screen, name) = (self.screen.clone(), self.name.clone());
        self.errand(move |parts| {
            if screen.copy(parts.gate.address()) {
                aloud::tell(
                    &format!("{name}: address copied"),
                    "It lets a browser in once, within a minute.",
                );
            }
        });
    }

    fn errand(&self, what: impl FnOnce(&Parts<A>) + Send + 'static) {
        let parts = Arc::clone(&self.parts);
        let _ = self.errands.send(Box::new(move || what(&parts)));
    }

    /// On a thread of its own: it takes as long as a write in progress does.
    fn stop_server(&self) {
        let (parts, handle, name) = (Arc::clone(&self.parts), self.handle.clone(), self.name.clone());
        thread::spawn(move || {
            if let Some(place) = &*parts.place {
                place.announce_end();
            }
            service::stopping("Closing");
            let (finished, finishing) = mpsc::channel();
            tell_unfinished(Arc::clone(&parts), handle.clone(), finishing);
            parts.app.finish();
            drop(finished);
            parts.serving.stop();
            if let Err(notice) = parts.app.close() {
                parts.is_in_order.store(false, Ordering::Release);
                aloud::say_last(&name, &notice);
            }
            handle.send(Input::Stopped);
        });
    }
}

/// As long as the app finishes something, from a thread of its own.
fn tell_unfinished<A: App>(parts: Arc<Parts<A>>, handle: Handle, finishing: Receiver<()>) {
    thread::spawn(move || {
        loop {
            if finishing.recv_timeout(STILL) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            if let Some(what) = parts.app.unfinished() {
                service::stopping(&format!("Finishing {what}"));
                handle.send(Input::Finishing(what));
            }
        }
    });
}

/// No browser took the address, or the one that took it failed before it came.
fn not_opened(name: &str, gate: &Gate, address: &str, page: &str, error: &BrowserError) {
    if gate.is_spent(address) {
        debug!("a browser that was let in before has ended: {error}");
        return;
    }
    warn!("{error}");
    // The first one may be too old by now.
    browser::print(&(gate.address() + page));
    let title = format!("{name}: no browser could be opened");
    aloud::tell(&title, &browser::without_browser(name));
}

/// A mistake in one errand must not end all those after it.
fn run_errand(errand: Errand) {
    if catch_unwind(AssertUnwindSafe(errand)).is_err() {
        error!("something the tray asked for failed; the program goes on");
    }
}
