//! The loop that drives the [`Core`]: it waits for what happens, or for the
//! next deadline, and has the outputs done.
//!
//! With a desktop it runs on a thread beside the event loop of the desktop,
//! without one it runs on the main thread; it is the same loop, so the life of
//! the program never depends on a screen. It decides nothing.

use std::sync::mpsc::{Receiver, RecvTimeoutError};

use tokio::sync::watch;

use super::clock::Clock;
use super::core::{Core, Input, Output, Status};
use super::event::End;

/// Runs until the end, and returns the exit code.
///
/// `act` does what an output says and must not block; the final
/// [`Output::Exit`] is not handed to it.
pub fn drive(
    mut core: Core,
    inputs: &Receiver<Input>,
    status: &watch::Sender<Status>,
    clock: Clock,
    mut act: impl FnMut(Output),
) -> i32 {
    let mut input = Input::Time;
    loop {
        let now = clock.now();
        let outputs = core.handle(input, now);
        tell(status, core.status(now));
        for output in outputs {
            match output {
                Output::Exit(code) => return code,
                other => act(other),
            }
        }
        input = wait(&core, inputs, clock);
    }
}

fn wait(core: &Core, inputs: &Receiver<Input>, clock: Clock) -> Input {
    let Some(deadline) = core.next_deadline(clock.now()) else {
        return inputs.recv().unwrap_or(Input::Quit(End::LastSession));
    };
    match inputs.recv_timeout(clock.until(deadline)) {
        Ok(input) => input,
        Err(RecvTimeoutError::Timeout) => Input::Time,
        // Nobody is left who could say anything: there is nothing to live for.
        Err(RecvTimeoutError::Disconnected) => Input::Quit(End::LastSession),
    }
}

fn tell(status: &watch::Sender<Status>, new: Status) {
    status.send_if_modified(|old| {
        let changed = *old != new;
        *old = new;
        changed
    });
}
