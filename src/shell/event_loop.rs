//! The event loop of the desktop: the only file that knows tao.
//!
//! It owns the tray icon. It draws what it is told and reports clicks; what
//! they mean is decided by the [`Core`](super::core::Core), whose loop runs
//! beside it. So a desktop that hangs, at the start, in the middle or at the
//! end, holds up nothing, and the deadlines need no timer of the desktop:
//! tao's GTK loop sets none for `WaitUntil`.
//!
//! On Linux the desktop has a thread of its own, and the life of the program
//! the main one. Elsewhere the main thread belongs to the desktop.

#[cfg(not(target_os = "linux"))]
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tao::event::Event;
use tao::event_loop::{ControlFlow, EventLoop, EventLoopBuilder, EventLoopProxy};
use tao::platform::run_return::EventLoopExtRunReturn;
use tracing::{error, warn};

use super::desktop;
use super::event::End;
use super::handle::Handle;
use super::menu::Menu;
use super::run::Settings;
use super::screen::{Painter, Screen};
use super::tray::{Pictures, Tray};
use super::trial;

/// How long the desktop may take to let go of a program that has ended.
const LET_GO: Duration = Duration::from_millis(500);

/// How long a desktop that is going away waits for the program to end in order.
const LAST_CHANCE: Duration = Duration::from_secs(11);

enum Message {
    Draw(Menu),
    Copy(String),
    End(i32),
}

/// Sends menus to the event loop from any thread.
struct Sender(EventLoopProxy<Message>);

impl Painter for Sender {
    fn draw(&self, menu: Menu) {
        let _ = self.0.send_event(Message::Draw(menu));
    }

    fn copy(&self, text: String) {
        let _ = self.0.send_event(Message::Copy(text));
    }

    fn end(&self, code: i32) {
        let _ = self.0.send_event(Message::End(code));
    }
}

/// Runs `drive` beside the desktop, and returns its exit code.
#[cfg(target_os = "linux")]
pub fn beside(settings: &Settings, handle: &Handle, screen: &Screen, drive: impl FnOnce() -> i32) -> i32 {
    let (ending, ended) = mpsc::channel::<()>();
    let (icons, handle, shown) = (Pictures::of(settings), handle.clone(), screen.clone());
    let desktop = thread::Builder::new().name("desktop".into()).spawn(move || {
        show(icons, &handle, &shown, &mpsc::channel().1);
        drop(ending);
    });
    if let Err(error) = desktop {
        warn!("the desktop gets no thread; going on without a tray icon: {error}");
        screen.answered(false);
    }
    say_if_silent(screen.clone());
    let code = drive();
    if screen.end(code) {
        // It takes the icon out of the tray, unless it hangs.
        let _ = ended.recv_timeout(LET_GO);
    }
    code
}

/// Runs `drive` beside the desktop, and returns its exit code.
#[cfg(not(target_os = "linux"))]
pub fn beside(
    settings: &Settings,
    handle: &Handle,
    screen: &Screen,
    drive: impl FnOnce() -> i32 + Send + 'static,
) -> i32 {
    let (ending, ended) = mpsc::channel();
    let (finish, finished) = mpsc::channel();
    let shown = screen.clone();
    thread::spawn(move || {
        let code = catch_unwind(AssertUnwindSafe(drive)).unwrap_or(1);
        let _ = (ending.send(()), finish.send(code));
        shown.end(code);
        thread::sleep(LET_GO);
        // The main thread hangs in the desktop: all work is done, so leave.
        std::process::exit(code);
    });
    show(Pictures::of(settings), handle, screen, &ended);
    finished.recv().unwrap_or(1)
}

/// A desktop that hangs would otherwise be without a word.
fn say_if_silent(screen: Screen) {
    thread::spawn(move || {
        if screen.display().is_none() {
            warn!("the desktop does not answer; going on without a tray icon");
        }
    });
}

/// Looks for a display, and shows the icon on it until the end, or until the display goes.
fn show(icons: Pictures, handle: &Handle, screen: &Screen, ended: &mpsc::Receiver<()>) {
    if !desktop::has_display() {
        screen.answered(false);
        return;
    }
    // The toolkit panics on a display that answers but lets nobody in.
    let Some(mut event_loop) = trial::attempt(|| open(handle)) else {
        warn!("the display lets nobody in; going on without a tray icon");
        // Somebody else, a browser for one, may know the way in.
        screen.answered(true);
        return;
    };
    screen.answered(true);
    screen.drawn_by(Sender(event_loop.create_proxy()));
    desktop::watch_tray(handle.clone());
    run(&mut event_loop, &icons, handle, ended);
}

/// Blocks as long as the display does not answer.
fn open(handle: &Handle) -> EventLoop<Message> {
    let mut builder = EventLoopBuilder::with_user_event();
    #[cfg(target_os = "linux")]
    {
        use tao::platform::unix::EventLoopBuilderExtUnix;
        super::last_display::outlive(handle.clone());
        builder.with_any_thread(true);
    }
    let mut event_loop = builder.build();
    become_a_tray_app(&mut event_loop, handle);
    event_loop
}

fn run(event_loop: &mut EventLoop<Message>, icons: &Pictures, handle: &Handle, ended: &mpsc::Receiver<()>) {
    let mut tray = Drawn::NotYet;
    event_loop.run_return(|event, _, flow| {
        *flow = ControlFlow::Wait;
        match event {
            Event::UserEvent(Message::Draw(menu)) => tray.draw(&menu, icons, handle),
            Event::UserEvent(Message::Copy(text)) => super::clipboard::put(&text),
            Event::UserEvent(Message::End(code)) => *flow = ControlFlow::ExitWithCode(code),
            Event::Reopen { .. } => handle.open(),
            Event::LoopDestroyed => {
                // The session ends and takes the loop with it: this is the
                // last moment in which the book can be closed in order.
                handle.quit_for(End::Desktop);
                let _ = ended.recv_timeout(LAST_CHANCE);
            }
            _ => {}
        }
    });
}

#[cfg(target_os = "macos")]
fn become_a_tray_app(event_loop: &mut EventLoop<Message>, _: &Handle) {
    use tao::platform::macos::{ActivationPolicy, EventLoopExtMacOS};
    event_loop.set_activation_policy(ActivationPolicy::Accessory);
}

#[cfg(not(target_os = "macos"))]
fn become_a_tray_app(_: &mut EventLoop<Message>, _: &Handle) {}

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
