//! The face of the shell: what it asks of the program, and what it offers.
//!
//! Wires the pure [`Core`] to the loop, the screen, the browser and the app.
//! It decides nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;
use tracing::{debug, error, warn};

use super::aloud;
use super::browser::{self, Browser};
use super::clock::Clock;
use super::core::{Core, Input, Output, Status};
use super::desktop;
use super::event_loop::Window;
use super::handle::Handle;
use super::headless;
use super::http::{Gate, Serving};
use super::lifetime::Linger;
use super::menu::{Action, Menu};
use super::presence::Present;

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

    /// End the streams, and return when what was begun is done: its answers are sent after this.
    fn finish(&self);

    /// The server has stopped: close what it served.
    fn close(&self) {}
}

/// What the program does first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtStart {
    /// Open a page; print its address where no browser can be started.
    Open,
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
        Self { settings, core, inputs, status, here, handle, clock }
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

    /// Runs until the end and returns the exit code: 0 in order, 1 when the
    /// app could not stop in time. Call it on the main thread, once `serving`
    /// listens behind `gate`.
    pub fn run(self, gate: Gate, serving: Serving, app: impl App) -> i32 {
        listen_to_signals(&self.handle);
        let display = desktop::has_display();
        let window = (self.settings.screen == Screen::Auto && display)
            .then(|| Window::open(&self.settings, self.handle.clone()))
            .flatten();
        let painter = window.as_ref().map(Window::painter);
        let draw = move |menu| {
            if let Some(painter) = &painter {
                painter.draw(menu);
            }
        };
        let (name, browser) = (self.settings.name.clone(), self.settings.browser.clone());
        let parts = Arc::new(Parts { app, gate, serving });
        let (handle, here, errands) = (self.handle.clone(), self.here, begin_errands());
        let hands = Hands { parts, name, browser, display, handle, errands, here, draw };
        hands.at_start(self.settings.at_start);
        let drive = move || {
            headless::drive(self.core, &self.inputs, &self.status, self.clock, |output| {
                hands.act(output);
            })
        };
        match window {
            Some(window) => window.run(drive),
            None => drive(),
        }
    }
}

/// TERM, INT and HUP (Ctrl-C, Ctrl-Break and closing the console on Windows) end the program in order.
fn listen_to_signals(handle: &Handle) {
    let handle = handle.clone();
    // Also where a parent had them ignored, as a shell does for what it starts in the background.
    if let Err(error) = ctrlc::set_handler(move || handle.quit()) {
        warn!("signals will end the program without a farewell: {error}");
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
}

/// Does what the core says.
struct Hands<A, D> {
    parts: Arc<Parts<A>>,
    name: String,
    browser: Browser,
    display: bool,
    handle: Handle,
    errands: Sender<Errand>,
    here: watch::Sender<Vec<Present>>,
    draw: D,
}

impl<A: App, D: Fn(Menu)> Hands<A, D> {
    fn at_start(&self, what: AtStart) {
        match what {
            AtStart::Open => self.handle.open(),
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
            Output::SayAloud(notice) => aloud::say(&self.name, &notice, &self.handle),
            Output::DrawMenu(menu) => (self.draw)(menu),
            Output::KeepRunningChanged(on) => self.errand(move |parts| parts.app.keep_running_changed(on)),
            Output::Here(present) => {
                self.here.send_replace(present);
            }
            Output::Act(id) => self.errand(move |parts| parts.app.action(&id)),
            Output::StopServer => self.stop_server(),
            Output::Exit(_) => {}
        }
    }

    fn open(&self, page: String) {
        let (browser, display) = (self.browser.clone(), self.display);
        self.errand(move |parts| browser.open(&(parts.gate.address() + &page), display));
    }

    fn errand(&self, what: impl FnOnce(&Parts<A>) + Send + 'static) {
        let parts = Arc::clone(&self.parts);
        let _ = self.errands.send(Box::new(move || what(&parts)));
    }

    /// On a thread of its own: it takes as long as a write in progress does.
    fn stop_server(&self) {
        let (parts, handle) = (Arc::clone(&self.parts), self.handle.clone());
        thread::spawn(move || {
            parts.app.finish();
            parts.serving.stop();
            parts.app.close();
            handle.send(Input::Stopped);
        });
    }
}

/// A mistake in one errand must not end all those after it.
fn run_errand(errand: Errand) {
    if catch_unwind(AssertUnwindSafe(errand)).is_err() {
        error!("something the tray asked for failed; the program goes on");
    }
}
