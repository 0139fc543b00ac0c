//! The event loop of the desktop: the only file that knows tao.
//!
//! It belongs to the main thread and owns the tray icon. It draws what it is
//! told and reports clicks; what they mean is decided by the
//! [`Core`](super::core::Core), whose loop runs on a thread of its own. So a
//! slow panel cannot hold up the end of the program, and the deadlines need
//! no timer of the desktop: tao's GTK loop sets none for `WaitUntil`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tao::event::Event;
use tao::event_loop::{ControlFlow, EventLoop, EventLoopBuilder, EventLoopProxy};
use tao::platform::run_return::EventLoopExtRunReturn;
use tracing::{error, warn};

use super::desktop;
use super::handle::Handle;
use super::menu::Menu;
use super::run::Settings;
use super::tray::{Pictures, Tray};

/// How long the desktop may take to let go of a program that has ended.
const LET_GO: Duration = Duration::from_millis(500);

/// How long a desktop that is going away waits for the program to end in order.
const LAST_CHANCE: Duration = Duration::from_secs(11);

enum Message {
    Draw(Menu),
    End(i32),
}

/// The event loop before it runs.
pub struct Window {
    event_loop: EventLoop<Message>,
    icons: Pictures,
    handle: Handle,
}

/// Sends menus to the event loop from any thread.
pub struct Painter(EventLoopProxy<Message>);

impl Painter {
    /// Shows this menu from now on.
    pub fn draw(&self, menu: Menu) {
        let _ = self.0.send_event(Message::Draw(menu));
    }
}

impl Window {
    /// `None` where the desktop cannot be used after all: the program runs without.
    pub fn open(settings: &Settings, handle: Handle) -> Option<Self> {
        // The toolkit panics on a display that answers but lets nobody in.
        let event_loop = catch_unwind(|| EventLoopBuilder::with_user_event().build())
            .inspect_err(|_| warn!("the display lets nobody in; going on without a tray icon"))
            .ok()?;
        Some(Self { event_loop, icons: Pictures::of(settings), handle })
    }

    /// Draws from any thread.
    pub fn painter(&self) -> Painter {
        Painter(self.event_loop.create_proxy())
    }

    /// Runs `drive` beside the event loop, and returns its exit code.
    pub fn run(mut self, drive: impl FnOnce() -> i32 + Send + 'static) -> i32 {
        become_a_tray_app(&mut self.event_loop);
        let ended = start(drive, self.event_loop.create_proxy());
        desktop::watch_tray(self.handle.clone());
        let mut tray = Drawn::NotYet;
        self.event_loop.run_return(|event, _, flow| {
            *flow = ControlFlow::Wait;
            match event {
                Event::UserEvent(Message::Draw(menu)) => {
                    tray.draw(&menu, &self.icons, &self.handle);
                }
                Event::UserEvent(Message::End(code)) => *flow = ControlFlow::ExitWithCode(code),
                Event::Reopen { .. } => self.handle.open(),
                Event::LoopDestroyed => {
                    // The session ends and takes the loop with it: this is the
                    // last moment in which the book can be closed in order.
                    self.handle.quit();
                    let _ = ended.recv_timeout(LAST_CHANCE);
                }
                _ => {}
            }
        })
    }
}

/// Starts the thread that drives the core; what it returns tells that it ended.
fn start(drive: impl FnOnce() -> i32 + Send + 'static, proxy: EventLoopProxy<Message>) -> mpsc::Receiver<()> {
    let (ending, ended) = mpsc::channel();
    thread::spawn(move || {
        let code = catch_unwind(AssertUnwindSafe(drive)).unwrap_or(1);
        let _ = ending.send(());
        let _ = proxy.send_event(Message::End(code));
        thread::sleep(LET_GO);
        // The main thread hangs in the desktop: all work is done, so leave.
        process::exit(code);
    });
    ended
}

#[cfg(target_os = "macos")]
fn become_a_tray_app(event_loop: &mut EventLoop<Message>) {
    use tao::platform::macos::{ActivationPolicy, EventLoopExtMacOS};
    event_loop.set_activation_policy(ActivationPolicy::Accessory);
}

#[cfg(not(target_os = "macos"))]
fn become_a_tray_app(_: &mut EventLoop<Message>) {}

/// The tray icon is made with the first menu, once: trying again would not help.
enum Drawn {
    NotYet,
    Tray(Tray),
    Impossible,
}

impl Drawn {
    fn draw(&mut self, menu: &Menu, icons: &Pictures, handle: &Handle) {
        match self {
            Self::Tray(tray) => tray.draw(menu, icons),
            Self::Impossible => {}
            Self::NotYet => match Tray::new(menu, icons, handle) {
                Ok(tray) => *self = Self::Tray(tray),
                Err(error) => {
                    error!("no tray icon ({error}); use the page in the browser instead");
                    *self = Self::Impossible;
                }
            },
        }
    }
}
