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

use super::browser::{self, Browser};
use super::clock::Clock;
use super::core::{Core, Input, Output, Status};
use super::desktop;
use super::event_loop::Window;
use super::handle::Handle;
use super::headless;
use super::lifetime::Linger;
use super::menu::{Action, Menu};
use super::presence::Present;

/// What the shell asks of the program. Every method is called on a thread
/// that may block; only `stop` ends the program.
pub trait App: Send + Sync + 'static {
    /// A fresh address that lets a browser in once.
    fn open_page(&self) -> String;

    /// The user switched whether the program stays when the last session closes.
    fn keep_running_changed(&self, _on: bool) {}

    /// The user chose one of the app's own lines of the tray menu.
    fn action(&self, _id: &str) {}

    /// End the streams, then the server, then what it serves; return when all is done.
    /// After ten seconds the process ends without it, with exit code 1.
    fn stop(&self);
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
    pub linger: Linger,
    pub keep_running: bool,
    pub at_start: AtStart,
    pub browser: Browser,
    pub screen: Screen,
    /// The app's own lines of the tray menu.
    pub actions: Vec<Action>,
    /// The icon as PNG files of several sizes; the tray takes the one that fits.
    pub icons: Vec<&'static [u8]>,
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
        }
    }
}

/// The shell before it runs.
pub struct Shell {
    settings: Settings,
    core: Core,
    inputs: Receiver<Input>,
    status: watch::Sender<Status>,
    here: watch::Sender<Vec<Present>>,
    handle: Handle,
    clock: Clock,
}

impl Shell {
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

    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// What was reported and not yet taken in.
    #[cfg(test)]
    pub(super) fn waiting_inputs(&self) -> Vec<String> {
        self.inputs.try_iter().map(|input| format!("{input:?}")).collect()
    }

    /// Runs until the end and returns the exit code: 0 in order, 1 when the
    /// app could not stop in time. Call it on the main thread, with the
    /// server already listening.
    pub fn run(self, app: impl App) -> i32 {
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
        let hands = Hands::new(app, &self.settings, self.handle.clone(), self.here, display, draw);
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

/// Does what the core says.
struct Hands<A, D> {
    app: Arc<A>,
    browser: Browser,
    display: bool,
    handle: Handle,
    errands: Sender<Errand>,
    here: watch::Sender<Vec<Present>>,
    draw: D,
}

impl<A: App, D: Fn(Menu)> Hands<A, D> {
    fn new(
        app: A,
        settings: &Settings,
        handle: Handle,
        here: watch::Sender<Vec<Present>>,
        display: bool,
        draw: D,
    ) -> Self {
        let (errands, list) = mpsc::channel::<Errand>();
        // One thread, so that two switches are remembered in their order.
        thread::spawn(move || list.into_iter().for_each(run_errand));
        Self { app: Arc::new(app), browser: settings.browser.clone(), display, handle, errands, here, draw }
    }

    fn at_start(&self, what: AtStart) {
        match what {
            AtStart::Open => self.handle.open(),
            AtStart::Print => self.errand(|app| browser::print(&app.open_page())),
            AtStart::Nothing => {}
        }
    }

    fn act(&self, output: Output) {
        debug!(?output, "the shell acts");
        match output {
            Output::OpenBrowser => {
                let (browser, display) = (self.browser.clone(), self.display);
                self.errand(move |app| browser.open(&app.open_page(), display));
            }
            Output::DrawMenu(menu) => (self.draw)(menu),
            Output::KeepRunningChanged(on) => self.errand(move |app| app.keep_running_changed(on)),
            Output::Here(present) => {
                self.here.send_replace(present);
            }
            Output::Act(id) => self.errand(move |app| app.action(&id)),
            Output::StopServer => self.stop_server(),
            Output::Exit(_) => {}
        }
    }

    fn errand(&self, what: impl FnOnce(&A) + Send + 'static) {
        let app = Arc::clone(&self.app);
        let _ = self.errands.send(Box::new(move || what(&app)));
    }

    /// On a thread of its own: it takes as long as a write in progress does.
    fn stop_server(&self) {
        let (app, handle) = (Arc::clone(&self.app), self.handle.clone());
        thread::spawn(move || {
            app.stop();
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
