//! What is known of the desktop, by the threads that want something of it.
//!
//! The life of the program runs beside the desktop and never waits for it: a
//! menu is kept until there is somebody to draw it, and whoever must know
//! whether there is a display waits for a few seconds at most. It decides
//! nothing.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::menu::Menu;

/// How long a desktop may take to answer at the start; then the program goes on without one.
pub const ANSWERS: Duration = Duration::from_secs(5);

/// Draws menus, from any thread.
pub trait Painter: Send {
    /// Shows this menu from now on.
    fn draw(&self, menu: Menu);
    /// Puts this text into the clipboard.
    fn copy(&self, text: String);
    /// Ends the loop that draws, with this exit code.
    fn end(&self, code: i32);
}

/// Shared by everybody who knows something of the desktop, or wants to.
#[derive(Clone)]
pub struct Screen {
    begun: Instant,
    shared: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    /// Whether there is a display; none while it has not answered.
    display: Option<bool>,
    painter: Option<Box<dyn Painter>>,
    menu: Option<Menu>,
}

impl Screen {
    /// Of which nothing is known yet.
    pub fn unknown() -> Self {
        Self { begun: Instant::now(), shared: Arc::default() }
    }

    /// Whether there is a display. Says it at once, or as soon as it is known, and no where the
    /// desktop does not answer in [`ANSWERS`] after the start.
    pub fn has_display(&self) -> bool {
        self.display().unwrap_or(false)
    }

    /// Whether there is a display; none where the desktop did not say so in [`ANSWERS`] after the start.
    pub fn display(&self) -> Option<bool> {
        let left = ANSWERS.saturating_sub(self.begun.elapsed());
        let (lock, changed) = &*self.shared;
        let state = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(state, left, |state| state.display.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.display
    }

    /// The desktop has answered: there is a display, or none.
    pub fn answered(&self, display: bool) {
        self.state().display = Some(display);
        self.shared.1.notify_all();
    }

    /// There is somebody who draws; what was to be drawn so far is.
    pub fn drawn_by(&self, painter: impl Painter + 'static) {
        let mut state = self.state();
        if let Some(menu) = state.menu.take() {
            painter.draw(menu);
        }
        state.painter = Some(Box::new(painter));
    }

    /// Shows this menu, now or when somebody can.
    pub fn draw(&self, menu: Menu) {
        let mut state = self.state();
        match &state.painter {
            Some(painter) => painter.draw(menu),
            None => state.menu = Some(menu),
        }
    }

    /// Puts this text into the clipboard of the desktop, where somebody draws on one; whether it did.
    pub fn copy(&self, text: String) -> bool {
        let state = self.state();
        if let Some(painter) = &state.painter {
            painter.copy(text);
        }
        state.painter.is_some()
    }

    /// Ends the loop that draws; whether there is one.
    pub fn end(&self, code: i32) -> bool {
        let state = self.state();
        if let Some(painter) = &state.painter {
            painter.end(code);
        }
        state.painter.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::super::menu::{State, menu};
    use super::super::notice::Notice;
    use super::*;

    struct Told(Sender<String>);

    impl Painter for Told {
        fn draw(&self, menu: Menu) {
            self.0.send(menu.tooltip).expect("is heard");
        }

        fn copy(&self, text: String) {
            self.0.send(text).expect("is heard");
        }

        fn end(&self, code: i32) {
            self.0.send(code.to_string()).expect("is heard");
        }
    }

    fn says(words: &str) -> Menu {
        let state = State { status: words, keep_running: false, finishing: None };
        menu("Hello", &state, &[], &Notice::default())
    }

    #[test]
    fn a_menu_waits_for_somebody_who_draws_it_and_only_the_newest_does() {
        let (screen, (tell, told)) = (Screen::unknown(), channel());
        assert!(!screen.copy("nobody".into()));
        screen.draw(says("old"));
        screen.draw(says("new"));
        screen.drawn_by(Told(tell));
        screen.draw(says("next"));
        assert!(screen.copy("an address".into()));
        assert!(screen.end(0));
        drop(screen);
        assert_eq!(told.iter().collect::<Vec<_>>(), ["new", "next", "an address", "0"]);
    }

    #[test]
    fn whoever_asks_is_told_as_soon_as_the_desktop_answers() {
        let screen = Screen::unknown();
        let asks = screen.clone();
        let asked = std::thread::spawn(move || asks.has_display());
        screen.answered(true);
        assert!(asked.join().expect("is told"));
    }

    #[test]
    fn a_desktop_that_does_not_answer_in_time_is_none() {
        let mut screen = Screen::unknown();
        screen.begun -= ANSWERS;
        assert_eq!((screen.display(), screen.has_display()), (None, false));
        screen.answered(true);
        assert_eq!(screen.display(), Some(true), "late is better than never");
    }
}
