//! The writer thread: one command after the other, until the door is closed.
//!
//! Before each command, and while there is none, it looks whether the file is
//! still the book that was opened. When it is not, or when the disk fails,
//! nothing is written any more. It decides nothing about the book.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use super::pending::Pending;
use super::standing::Standing;
use super::{Carry, Job, LOOK, Named, Rejected, frames};
use crate::events::Log;
use crate::ledger::{Command, Denied, Refusal, Watch};
use crate::store::{Failure, Writer, Written};
use crate::wall_clock::WallClock;

pub fn write_all(
    mut writer: Writer,
    jobs: &Receiver<Job>,
    (log, clock): (&Log, &WallClock),
    (standing, pending): (&Standing, &Pending),
) -> Writer {
    let mut foreign = writer.foreign_writes().ok();
    loop {
        match jobs.recv_timeout(LOOK) {
            Ok(Job::Carry(job)) => {
                tracing::debug!("a command begins");
                let Carry { command, origin, named, watch, answer: asked } = *job;
                let key = named.order.as_ref().map(|order| order.key.clone());
                let carried = look(&mut writer, standing).map_err(Rejected::from).and_then(|()| {
                    known(&mut writer, &command, named).transpose().unwrap_or_else(|| {
                        write(&mut writer, command, (&origin, &*watch), (log, clock, standing))
                    })
                });
                tracing::debug!("a command is done");
                pending.is_over(key.as_deref());
                // Nobody waiting any more is fine: what was done is done and in the log.
                let _ = asked.send(carried);
                writer.rest(false);
            }
            Ok(Job::Rescue(to, answer)) => {
                // As above.
                let _ = answer.send(writer.rescue(&to));
            }
            Err(RecvTimeoutError::Timeout) => {
                if look(&mut writer, standing).is_ok() {
                    look_outside(&writer, &mut foreign, log);
                    writer.rest(true);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                // A file that is not the book is not written to at the end either.
                let _ = look(&mut writer, standing);
                return writer;
            }
        }
    }
}

/// Whether the file is there and may be written.
fn look(writer: &mut Writer, standing: &Standing) -> Result<(), Failure> {
    if let Some(failure) = standing.trouble() {
        return Err(failure);
    }
    let seen = writer.look();
    if let Err(failure) = &seen {
        stop(writer, standing, failure);
    }
    seen
}

fn stop(writer: &mut Writer, standing: &Standing, failure: &Failure) {
    tracing::error!(%failure, "nothing is written to the book any more");
    writer.break_off();
    standing.stop(failure.clone());
}

fn write(
    writer: &mut Writer,
    command: Command,
    (origin, watch): (&str, &dyn Watch),
    (log, clock, standing): (&Log, &WallClock, &Standing),
) -> Result<Written, Rejected> {
    let at = clock.now().timestamp().to_string();
    // A fault in one command must not close the door to the next; its transaction is rolled back.
    let outcome = catch_unwind(AssertUnwindSafe(|| writer.submit_watched(command, &at, origin, watch)));
    match outcome {
        Ok(Ok(written)) => {
            if let Some(entry) = &written.entry {
                log.announce(frames::change(entry));
            }
            Ok(written)
        }
        Ok(Err(Denied::Refused(refusal))) => Err(refusal.into()),
        // As it was wanted.
        Ok(Err(Denied::Failed(Failure::Stopped))) => Err(Failure::Stopped.into()),
        Ok(Err(Denied::Failed(failure))) => {
            tracing::error!(%failure, "a command could not be written");
            let is_of_disk = matches!(failure, Failure::Disk | Failure::Unwritten);
            let failure = if is_of_disk { writer.settle(failure) } else { failure };
            // Room can be made, and then all is well again.
            let is_of_disk = is_of_disk && !matches!(failure, Failure::Full | Failure::Quota);
            if is_of_disk || failure == Failure::Damaged {
                // What is told of this change is not what is told of the next.
                let lasting = if failure == Failure::Damaged { &failure } else { &Failure::Unwritten };
                stop(writer, standing, lasting);
            }
            Err(failure.into())
        }
        Err(_) => Err(Failure::Fault.into()),
    }
}

/// What was answered to the same order before; a refusal where the order means another step than would be undone.
fn known(writer: &mut Writer, command: &Command, named: Named) -> Result<Option<Written>, Rejected> {
    if let Some(order) = &named.order
        && let Some(before) = writer.answered(&order.key)?
    {
        return if before.is_of(order) { Ok(Some(before.again())) } else { Err(Rejected::KeyUsed) };
    }
    let is_undo = matches!(command, Command::Undo);
    if named.step.is_some() && (is_undo || matches!(command, Command::Redo)) {
        let (undo, redo) = writer.next_steps()?;
        if named.step != if is_undo { undo } else { redo } {
            return Err(Refusal::BookMovedOn.into());
        }
    }
    writer.name_order(named.order);
    Ok(None)
}

/// A change by another program on the same book reaches everybody by the same log.
fn look_outside(writer: &Writer, seen: &mut Option<i64>, log: &Log) {
    let now = writer.foreign_writes().ok();
    if now != *seen {
        *seen = now;
        if let Ok(revision) = writer.revision() {
            log.announce_archived(revision);
        }
    }
}
