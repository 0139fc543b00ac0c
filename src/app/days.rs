//! The days as they begin where the user is: at the start, at midnight, and after a sleep over it.
//!
//! It looks once a minute which day it is, because no timer is true over a
//! sleep, a changed clock or a changed time zone. What is done on a day is
//! done so that once more does nothing: a clock may be put back.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::Date;

use crate::book::{Book, Rejected};
use crate::ledger::Command;
use crate::ledger::schedule::ScheduleCommand;
use crate::wall_clock::WallClock;

/// The longest that a day may have begun unseen.
const LOOK: Duration = Duration::from_secs(60);

/// Tells the days until it is dropped.
pub struct Days {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Days {
    /// Calls `begins` with today, and with each day that it becomes.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn tell(clock: WallClock, mut begins: impl FnMut(Date) + Send + 'static) -> std::io::Result<Days> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("days".into()).spawn(move || {
            let mut told = None;
            loop {
                let today = clock.today();
                if told.replace(today) != Some(today) {
                    begins(today);
                }
                if stopped.recv_timeout(wait(&clock.now())) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
        Ok(Days { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Days {
    fn drop(&mut self) {
        drop(self.stop.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the days are told no more: their thread ended badly");
        }
    }
}

/// How long until the next look: until the day ends, wherever its clocks are changed, at most [`LOOK`].
fn wait(now: &Zoned) -> Duration {
    let midnight = now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day());
    let left = midnight.and_then(|midnight| Duration::try_from(now.duration_until(&midnight)));
    left.map_or(LOOK, |left| left.clamp(Duration::from_millis(1), LOOK))
}

/// Enters what is to be entered by itself on this day. Once more enters nothing more.
pub fn enter_due(book: &Book, today: Date) {
    loop {
        let command = Command::Schedule(ScheduleCommand::EnterDue { today });
        match book.submit_blocking_from(command, "schedule".into()) {
            // A step enters so many at most: until one finds nothing more to do.
            Ok(written) if written.entry.is_some() => {
                tracing::info!(words = written.words, "entered by itself")
            }
            Ok(_) | Err(Rejected::Ending) => return,
            Err(error) => {
                tracing::error!(%error, "what is due could not be entered by itself; it stays due");
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    /// Clocks that go forward at midnight in November and back in February (POSIX TZ).
    fn zone() -> TimeZone {
        TimeZone::posix("<-03>3<-02>,M11.1.0/0,M2.3.0/0").expect("a zone")
    }

    fn at(text: &str) -> Zoned {
        let local: jiff::civil::DateTime = text.parse().expect("a time");
        local.to_zoned(zone()).expect("there")
    }

    #[test]
    fn a_look_is_never_later_than_the_end_of_the_day() {
        assert_eq!(wait(&at("2026-11-20T12:00:00")), LOOK);
        assert_eq!(wait(&at("2026-11-20T23:59:50")), Duration::from_secs(10));
    }

    #[test]
    fn a_midnight_that_is_left_out_and_one_that_comes_twice_end_their_days_once() {
        // On this night it is 01:00 right after 23:59:59.
        let before = at("2026-10-31T23:59:58");
        assert_eq!(wait(&before), Duration::from_secs(2));
        let after = before.checked_add(jiff::Span::new().seconds(2)).expect("later");
        assert_eq!(after.to_string().get(..19), Some("2026-11-01T01:00:00"));
        // On this one it is 23:00 again: the day goes on.
        let twice = at("2026-02-14T23:59:58").checked_add(jiff::Span::new().seconds(2)).expect("later");
        assert_eq!((twice.date().day(), wait(&twice)), (14, LOOK));
    }

    #[test]
    fn the_day_is_told_at_the_start_and_the_end_is_waited_for() {
        let (tell, told) = channel();
        let clock = WallClock::beginning("2027-01-31T23:59:59.9[Asia/Kathmandu]".parse().expect("a setting"));
        let days = Days::tell(clock, move |day| {
            let _ = tell.send(day);
        });
        let day = told.recv_timeout(Duration::from_secs(30)).expect("told");
        let next = told.recv_timeout(Duration::from_secs(30)).expect("told");
        drop(days);
        assert_eq!((day, next), (jiff::civil::date(2027, 1, 31), jiff::civil::date(2027, 2, 1)));
        assert!(told.recv().is_err(), "told no more");
    }
}
