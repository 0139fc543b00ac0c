//! Has the tray show what is due, and has it said aloud once a day.
//!
//! It looks when a day begins and when the book has changed; it only reads. How
//! often something may be said is the shell's to know ([`is_time`]), and the
//! day of the last time outlives the run.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use jiff::civil::Date;
use tokio::runtime;
use tokio::sync::watch;
use tokio::time::sleep;

use super::remembered::Remembered;
use crate::book::Book;
use crate::server::{self, wire};
use crate::shell::notice::is_time;
use crate::shell::{Handle, Notice};

/// The preference that forbids to say it aloud: `false`.
const SWITCH: &str = "due.aloud";

/// How many of those that are due are named in one line.
const NAMED: usize = 3;

/// How long it waits before it reads the log anew where it could not.
const PAUSE: Duration = Duration::from_secs(1);

/// Told which day it is. It ends with the book.
pub struct Reminder(watch::Sender<Option<Date>>);

impl Reminder {
    /// Waits for its first day.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn begin(book: Arc<Book>, life: Handle, remembered: Arc<Remembered>) -> io::Result<Reminder> {
        let (day, days) = watch::channel(None);
        let runtime = runtime::Builder::new_current_thread().enable_time().build()?;
        let watcher = Watcher { book, life, remembered, seen: None };
        std::thread::Builder::new()
            .name("reminder".into())
            .spawn(move || runtime.block_on(watcher.watch(days)))?;
        Ok(Reminder(day))
    }

    pub fn day(&self, today: Date) {
        self.0.send_replace(Some(today));
    }
}

struct Watcher {
    book: Arc<Book>,
    life: Handle,
    remembered: Arc<Remembered>,
    /// The day and the revision that were looked at last.
    seen: Option<(Date, u64)>,
}

impl Watcher {
    async fn watch(mut self, mut days: watch::Receiver<Option<Date>>) {
        let mut log = self.book.log().tail(&Default::default(), None);
        loop {
            let today = *days.borrow_and_update();
            if let Some(today) = today {
                self.look(today);
            }
            let is_over = match select(pin!(log.next()), pin!(days.changed())).await {
                Either::Right((Err(_), _)) => return,
                Either::Right(_) => false,
                Either::Left((frame, _)) => frame.is_none(),
            };
            if is_over {
                // Told to go like a browser that was signed out, or the log could not be read: only the end is the end.
                if self.book.log().is_closed() {
                    return;
                }
                sleep(PAUSE).await;
                log = self.book.log().tail(&Default::default(), None);
            }
        }
    }

    fn look(&mut self, today: Date) {
        let now = Some((today, self.book.log().head()));
        if std::mem::replace(&mut self.seen, now) == now {
            return;
        }
        let read = self.book.read(|book| Ok((server::due(book, today)?, book.preference(SWITCH)?)));
        match read {
            Ok((due, switch)) => {
                self.tell(notice_of(&due), switch.is_none_or(|kept| kept.value != "false"), today)
            }
            Err(error) => tracing::warn!(%error, "what is due cannot be told"),
        }
    }

    fn tell(&self, notice: Notice, is_on: bool, today: Date) {
        let is_said = notice.is_some() && is_on && is_time(self.remembered.said(), today);
        self.life.waits(notice);
        if is_said {
            // First remembered: rather not said than twice.
            self.remembered.set_said(today);
            self.life.say_aloud();
        }
    }
}

/// What is due, in the words of the tray.
fn notice_of(due: &wire::Due) -> Notice {
    let count = due.lines.len();
    let named = |one: &wire::DueLine| format!("{} {}", one.title, one.amount_text).trim_end().to_owned();
    let line = |one: &wire::DueLine| match one.overdue {
        true => format!("{}, since {}", named(one), one.date),
        false => named(one),
    };
    let names: Vec<String> = due.lines.iter().take(NAMED).map(named).collect();
    let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
    Notice {
        count,
        summary: format!("{count} due: {}{more}", names.join(", ")),
        label: format!("{count} due…"),
        lines: due.lines.iter().map(line).collect(),
        page: "#/schedules".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(title: &str, amount_text: &str, overdue: bool) -> wire::DueLine {
        wire::DueLine {
            schedule: 1,
            occurrence: 0,
            title: title.into(),
            account: 1,
            date: "2026-11-01".into(),
            overdue,
            amount: None,
            amount_text: amount_text.into(),
        }
    }

    fn due(lines: Vec<wire::DueLine>) -> wire::Due {
        wire::Due { revision: 1, today: "2026-11-21".into(), count: lines.len() as u64, lines }
    }

    #[test]
    fn what_is_due_is_named_and_what_does_not_fit_is_counted() {
        let lines = vec![
            line("Rent", "−1450.00 USD", true),
            line("Power", "", false),
            line("Water", "−9.00 USD", false),
            line("Gas", "", false),
        ];
        let notice = notice_of(&due(lines));
        assert_eq!(notice.summary, "4 due: Rent −1450.00 USD, Power, Water −9.00 USD and 1 more");
        assert_eq!((notice.count, notice.label.as_str()), (4, "4 due…"));
        assert_eq!(notice.lines[0], "Rent −1450.00 USD, since 2026-11-01");
        assert_eq!(notice.lines[3], "Gas");
    }

    #[test]
    fn nothing_due_is_no_notice() {
        assert!(!notice_of(&due(vec![])).is_some());
    }
}
