//! Signals that end the program in order: TERM, INT, QUIT and HUP.
//!
//! HUP stays ignored where it was ignored at the start: whoever starts a program with `nohup`
//! wants it to outlive the terminal. INT is taken in all the same, since a shell has it ignored by
//! everything that it starts in the background. On Windows these are Ctrl-C, Ctrl-Break and the
//! closing of the console. It decides nothing.

use super::event::End;
use super::handle::Handle;

/// Reports every signal that is to end the program, from now on.
pub fn listen(handle: &Handle) {
    if let Err(error) = begin(handle.clone()) {
        tracing::warn!("signals will end the program without a farewell: {error}");
    }
}

#[cfg(unix)]
fn begin(handle: Handle) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut wanted = vec![SIGTERM, SIGINT, SIGQUIT];
    wanted.extend((!is_ignored(&status, SIGHUP)).then_some(SIGHUP));
    let mut signals = signal_hook::iterator::Signals::new(wanted)?;
    let name = |signal| signal_hook::low_level::signal_name(signal).unwrap_or("a signal");
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            handle.quit_for(End::Signal(name(signal)));
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn begin(handle: Handle) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || handle.quit_for(End::Signal("Ctrl-C or the end of the console")))
}

/// Whether a process with this `/proc/PID/status` ignores the signal (proc(5), `SigIgn`). Where
/// there is no such file it is taken as not ignored.
#[cfg(unix)]
fn is_ignored(status: &str, signal: i32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    mask >> (signal - 1) & 1 == 1
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_which_signals_are_ignored() {
        let status = "Name:\tcounterfoil\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000001003\n";
        let ignored: Vec<i32> = (1..=15).filter(|signal| is_ignored(status, *signal)).collect();
        assert_eq!(ignored, [1, 2, 13]);
        assert!(!is_ignored("", 1));
    }
}
