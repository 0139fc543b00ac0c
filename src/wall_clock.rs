//! The one clock that says which day it is where the user is, and what time it is for the history.
//!
//! It is made once, at the start, and handed to everything that asks; nothing else reads the time of day. The zone is
//! the system's and is looked up at each question, so that a program that runs sees it change. Tests set the clock: it
//! then begins at a moment of theirs, perhaps in a zone of theirs, and runs on from there.
//!
//! It never says what is due, and it wakes nobody: who looks at it tells the others by it.

use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use tokio::sync::watch;

/// A clock that all of its copies share.
#[derive(Debug, Clone)]
pub struct WallClock {
    /// None: the system's.
    hands: Arc<RwLock<Option<Hands>>>,
    days: Arc<watch::Sender<Day>>,
}

/// A clock that was set, and when.
#[derive(Debug)]
struct Hands {
    setting: Setting,
    since: Instant,
}

/// The day it is, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// The zone's name in the IANA database, or how far it is from UTC where it has none: `+05:45`.
    pub zone: String,
}

/// What a clock is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    moment: Timestamp,
    /// None: the system's.
    zone: Option<TimeZone>,
}

/// Why a text is no setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no moment; write 2027-01-31T23:59, with Z behind it for UTC, or with a zone: 2027-01-31T23:59[Asia/Kathmandu]"
)]
pub struct NoMoment(String);

impl FromStr for Setting {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Setting, NoMoment> {
        if let Ok(there) = text.parse::<Zoned>() {
            return Ok(Setting { moment: there.timestamp(), zone: Some(there.time_zone().clone()) });
        }
        let here = || text.parse::<DateTime>().and_then(|local| local.to_zoned(system_zone()));
        let moment = text.parse().or_else(|_| here().map(|here| here.timestamp()));
        Ok(Setting { moment: moment.map_err(|_| NoMoment(text.to_owned()))?, zone: None })
    }
}

impl WallClock {
    /// The clock of the system.
    pub fn system() -> WallClock {
        WallClock::with(None)
    }

    /// A clock that shows this moment now.
    pub fn beginning(setting: Setting) -> WallClock {
        WallClock::with(Some(setting))
    }

    fn with(setting: Option<Setting>) -> WallClock {
        let hands = setting.map(|setting| Hands { setting, since: Instant::now() });
        let day = day_of(&shown(hands.as_ref()));
        WallClock { hands: Arc::new(RwLock::new(hands)), days: Arc::new(watch::Sender::new(day)) }
    }

    /// Puts the clock on, or back, as a user may.
    pub fn set(&self, setting: Setting) {
        let hands = Hands { setting, since: Instant::now() };
        *self.hands.write().unwrap_or_else(PoisonError::into_inner) = Some(hands);
        self.day();
    }

    /// Whether it shows another time than the system's.
    pub fn is_set(&self) -> bool {
        self.hands.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The moment it is, where the user is.
    pub fn now(&self) -> Zoned {
        shown(self.hands.read().unwrap_or_else(PoisonError::into_inner).as_ref())
    }

    /// The day it is where the user is. Whoever follows the days is told when it is another.
    pub fn day(&self) -> Day {
        let day = day_of(&self.now());
        self.days.send_if_modified(|told| {
            let is_another = *told != day;
            told.clone_from(&day);
            is_another
        });
        day
    }

    pub fn today(&self) -> Date {
        self.day().date
    }

    /// The newest day that somebody has seen, and each one that comes.
    pub fn days(&self) -> watch::Receiver<Day> {
        self.days.subscribe()
    }
}

fn shown(hands: Option<&Hands>) -> Zoned {
    let Some(Hands { setting, since }) = hands else {
        return Timestamp::now().to_zoned(system_zone());
    };
    let run = SignedDuration::try_from(since.elapsed()).unwrap_or_default();
    let moment = setting.moment.checked_add(run).unwrap_or(setting.moment);
    moment.to_zoned(setting.zone.clone().unwrap_or_else(system_zone))
}

/// The zone as the system has it now: the library would go by an old one for minutes.
fn system_zone() -> TimeZone {
    jiff::tz::reset_system_time_zone_cache();
    TimeZone::system()
}

fn day_of(now: &Zoned) -> Day {
    Day { date: now.date(), zone: zone_name(now) }
}

fn zone_name(now: &Zoned) -> String {
    let name = now.time_zone().iana_name().map(str::to_owned);
    name.unwrap_or_else(|| {
        let minutes = now.offset().seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> WallClock {
        WallClock::beginning(text.parse().expect("a setting"))
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        // One moment, three days: it is known without a database of the system.
        for (zone, day) in [
            ("Asia/Kathmandu", date(2027, 1, 31)),
            ("America/Los_Angeles", date(2027, 1, 30)),
            ("Pacific/Kiritimati", date(2027, 2, 1)),
        ] {
            let there: TimeZone = TimeZone::get(zone).expect("a zone");
            let moment: Timestamp = "2027-01-31T03:30:00Z".parse::<Timestamp>().expect("a moment");
            let moment =
                if zone.starts_with("Pacific") { moment + SignedDuration::from_hours(7) } else { moment };
            let clock = WallClock::beginning(Setting { moment, zone: Some(there) });
            assert_eq!(clock.day(), Day { date: day, zone: zone.into() });
        }
    }

    #[test]
    fn a_clock_that_was_set_runs_on() {
        let clock = at("2027-12-31T23:59:59.990[Asia/Kathmandu]");
        let mut days = clock.days();
        let deadline = Instant::now() + std::time::Duration::from_secs(20);
        while clock.today() == date(2027, 12, 31) {
            assert!(Instant::now() < deadline, "the year ends");
            std::thread::yield_now();
        }
        assert_eq!(days.borrow_and_update().date, date(2028, 1, 1));
    }

    #[test]
    fn who_follows_is_told_of_another_zone_and_of_a_clock_that_is_put_back() {
        let clock = at("2027-01-31T12:00[Asia/Kathmandu]");
        let days = clock.days();
        assert!(!days.has_changed().expect("open"));
        clock.set("2027-01-31T12:00[Asia/Tokyo]".parse().expect("a setting"));
        assert_eq!(*days.borrow(), Day { date: date(2027, 1, 31), zone: "Asia/Tokyo".into() });
        clock.set("2027-01-30T12:00[Asia/Tokyo]".parse().expect("a setting"));
        assert_eq!(days.borrow().date, date(2027, 1, 30));
    }

    #[test]
    fn a_zone_without_a_name_is_told_by_its_offset() {
        let nepal = TimeZone::posix("<+0545>-5:45").expect("a zone");
        let moment = "2027-01-31T03:30:00Z".parse().expect("a moment");
        let clock = WallClock::beginning(Setting { moment, zone: Some(nepal) });
        assert_eq!(clock.day().zone, "+05:45");
        let west = TimeZone::posix("<-0330>3:30").expect("a zone");
        assert_eq!(WallClock::beginning(Setting { moment, zone: Some(west) }).day().zone, "-03:30");
    }

    #[test]
    fn what_is_no_moment_is_refused_with_an_example() {
        let said = "soon".parse::<Setting>().expect_err("no moment").to_string();
        assert!(said.contains("“soon”") && said.contains("2027-01-31T23:59[Asia/Kathmandu]"), "{said}");
        assert_eq!(at("2027-01-31T03:30Z").now().timestamp().to_string().get(..16), Some("2027-01-31T03:30"));
    }
}
