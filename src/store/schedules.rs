//! Schedules as rows, and what the past says about them.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::accounts::parsed;
use super::failure::Failure;
use super::reader::View;
use super::stored_schedule::{self, StoredSchedule};
use crate::ledger::schedule::{Direction, Schedule, ScheduleId};
use crate::ledger::{AccountId, Entity, PayeeId};

/// How many of the latest payments an estimate rests on.
const ESTIMATED_FROM: usize = 6;

/// How many of the newest transactions are looked at for them.
const LOOKED_AT: usize = 500;

/// How many rows of an account are looked at for what comes again.
const MOST_SEEN: usize = 50_000;

/// A payment of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRow {
    pub account: AccountId,
    pub payee: PayeeId,
    pub date: Date,
    /// Minor units, into the account.
    pub amount: i64,
}

pub fn get(connection: &Connection, id: ScheduleId) -> Result<Option<Schedule>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM schedule WHERE id = ?1")?;
    let body: Option<String> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    body.map(|body| read(&body)).transpose()
}

/// All of them, in the order of their ids.
pub fn list(connection: &Connection) -> Result<Vec<Schedule>, Failure> {
    let mut statement = connection.prepare_cached("SELECT body FROM schedule ORDER BY id")?;
    let bodies: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    bodies.iter().map(|body| read(body)).collect()
}

fn read(body: &str) -> Result<Schedule, Failure> {
    let stored: StoredSchedule = serde_json::from_str(body).map_err(|_| Failure::Damaged)?;
    stored.restored().ok_or(Failure::Damaged)
}

pub fn put(connection: &Connection, schedule: &Schedule) -> Result<(), Failure> {
    let stored = stored_schedule::schedule(schedule);
    let body = serde_json::to_string(&stored).map_err(|error| Failure::Other(error.to_string()))?;
    let sql = "INSERT INTO schedule (id, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = ?2";
    connection.prepare_cached(sql)?.execute((schedule.id.0, body))?;
    Ok(())
}

pub fn delete(connection: &Connection, id: ScheduleId) -> Result<(), Failure> {
    connection.prepare_cached("DELETE FROM schedule WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// How many schedules name a thing.
pub fn naming(connection: &Connection, entity: Entity) -> Result<u64, Failure> {
    let all = list(connection)?;
    Ok(all.iter().filter(|one| one.references().any(|named| named == entity)).count() as u64)
}

/// Those of the things that no schedule names.
pub fn unnamed<T>(
    connection: &Connection,
    mut things: Vec<T>,
    entity: impl Fn(&T) -> Entity,
) -> Result<Vec<T>, Failure> {
    let named: Vec<Entity> =
        list(connection)?.iter().flat_map(|one| one.references().collect::<Vec<_>>()).collect();
    things.retain(|thing| !named.contains(&entity(thing)));
    Ok(things)
}

/// The latest amounts with its payee (else, with its other side) and of its direction, newest first.
pub fn amounts_like(connection: &Connection, schedule: &Schedule) -> Result<Vec<i64>, Failure> {
    let is_out = schedule.amount.direction() == Direction::Out;
    // The plus keeps SQLite from looking for each transaction through all rows of the account.
    let (sql, key) = match (schedule.payee, schedule.others.first()) {
        (Some(payee), _) => (
            "SELECT sum(s.amount) AS moved FROM (SELECT id, date FROM txn WHERE payee_id = ?2 AND void IS NULL
                 ORDER BY date DESC, id DESC LIMIT ?4) t
             JOIN split s ON s.txn_id = t.id AND +s.account_id = ?1
             GROUP BY t.date, t.id HAVING moved <> 0 AND (moved < 0) = ?3 ORDER BY t.date DESC, t.id DESC LIMIT ?5",
            payee.0,
        ),
        (None, Some(other)) => (
            "SELECT sum(s.amount) AS moved FROM (SELECT DISTINCT txn_id, date FROM split WHERE account_id = ?2
                 ORDER BY date DESC, txn_id DESC LIMIT ?4) t
             JOIN split s ON s.txn_id = t.txn_id AND +s.account_id = ?1
             GROUP BY t.date, t.txn_id HAVING moved <> 0 AND (moved < 0) = ?3
             ORDER BY t.date DESC, t.txn_id DESC LIMIT ?5",
            other.account.0,
        ),
        (None, None) => return Ok(Vec::new()),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let keys = (schedule.account.0, key, is_out, LOOKED_AT, ESTIMATED_FROM);
    Ok(statement.query_map(keys, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// What the rows after a day put into an account on each of their days, by date.
fn after(connection: &Connection, account: AccountId, day: Date) -> Result<Vec<(Date, i64)>, Failure> {
    let sql =
        "SELECT date, sum(amount) FROM split WHERE account_id = ?1 AND date > ?2 GROUP BY date ORDER BY date";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, day.to_string()), |row| {
        Ok((parsed(row, 0, |text| text.parse().ok())?, row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The payments of an account with a payee since a day, the newest ones where there are very many.
fn seen(connection: &Connection, account: AccountId, since: Date) -> Result<Vec<SeenRow>, Failure> {
    let sql = "SELECT t.payee_id, s.date, s.amount FROM split s JOIN txn t ON t.id = s.txn_id
               WHERE s.account_id = ?1 AND s.date >= ?2 AND s.amount <> 0 AND t.payee_id IS NOT NULL
               ORDER BY s.date DESC, s.txn_id DESC LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map((account.0, since.to_string(), MOST_SEEN), |row| {
        Ok(SeenRow {
            account,
            payee: PayeeId(row.get(0)?),
            date: parsed(row, 1, |text| text.parse().ok())?,
            amount: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl View<'_> {
    /// All schedules, in the order of their ids.
    pub fn schedules(&self) -> Result<Vec<Schedule>, Failure> {
        list(self.connection)
    }

    /// The latest amounts that look like those of a schedule, newest first.
    pub fn amounts_like(&self, schedule: &Schedule) -> Result<Vec<i64>, Failure> {
        amounts_like(self.connection, schedule)
    }

    /// The balance at the end of a day, and what each later day that has rows adds to it.
    pub fn balance_from(&self, account: AccountId, day: Date) -> Result<(i64, Vec<(Date, i64)>), Failure> {
        let later = after(self.connection, account, day)?;
        let whole = super::months::balance(self.connection, account)?;
        let sum = later.iter().fold(0i64, |sum, (_, amount)| sum.saturating_add(*amount));
        Ok((whole.saturating_sub(sum), later))
    }

    /// The payments of an account since a day.
    pub fn seen(&self, account: AccountId, since: Date) -> Result<Vec<SeenRow>, Failure> {
        seen(self.connection, account, since)
    }
}
