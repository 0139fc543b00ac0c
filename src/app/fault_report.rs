//! What is written down when a part of the program panics: where, by which calls, of which version.
//!
//! The words of a panic can hold what is in the book, so only those are written that stand in the program itself. A report
//! never holds a payee, an amount or a key, and is sent nowhere; the next start's page says where it lies.

use std::backtrace::Backtrace;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cli::VERSION;
use crate::shell::trial;
use crate::wall_clock::WallClock;

/// So many reports are kept; the oldest go.
const KEPT: usize = 10;

/// One run writes no more than this: a part that panics again and again must not fill the disk.
const MOST: usize = 5;

/// The name of the newest report that a page was told of.
const TOLD: &str = "told";

/// Where the reports are.
pub fn folder(state: &Path) -> PathBuf {
    state.join("reports")
}

/// From now on every panic is written down. It holds up and ends nothing.
pub fn install(state: &Path) {
    let folder = folder(state);
    let written = AtomicUsize::new(0);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // Of the toolkit on a display that lets nobody in, for one.
        if trial::is_under_way() {
            return;
        }
        let count = written.fetch_add(1, Ordering::Relaxed);
        let words = match (count < MOST).then(|| write(&folder, info, count)) {
            Some(Ok(path)) => format!("a report is in {}", path.display()),
            Some(Err(error)) => format!("no report could be written: {error}"),
            None => "there are reports of earlier ones".to_owned(),
        };
        let _ =
            writeln!(io::stderr(), "counterfoil: a part of the program failed at {}; {words}.", place(info));
        // Whoever builds it wants to read the words, too.
        if cfg!(debug_assertions) {
            before(info);
        }
    }));
}

fn write(folder: &Path, info: &PanicHookInfo, count: usize) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let now = WallClock::system().now().timestamp();
    let name = format!("{}-{}-{count}.txt", now.strftime("%Y%m%dT%H%M%SZ"), std::process::id());
    let path = folder.join(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(report(info, &now.to_string()).as_bytes())?;
    for old in reports(folder).iter().rev().skip(KEPT) {
        let _ = fs::remove_file(old);
    }
    Ok(path)
}

fn report(info: &PanicHookInfo, now: &str) -> String {
    let thread = std::thread::current();
    // Words that were put together when it happened can hold anything; those of the program itself cannot.
    let words = info.payload().downcast_ref::<&'static str>();
    format!(
        "A part of Counterfoil failed. Nothing of your book is in this file, and it was sent nowhere.\n\n\
         version: {VERSION}\nmoment: {now}\nplace: {}\nthread: {}\nwords: {}\n\n{}\n",
        place(info),
        thread.name().unwrap_or("without a name"),
        words.unwrap_or(&"left out, since they could hold what is in the book"),
        Backtrace::force_capture(),
    )
}

fn place(info: &PanicHookInfo) -> String {
    info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string)
}

/// All reports, oldest first.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    all.sort();
    all
}

/// The reports that no page was told of yet; from now on they count as told.
pub fn untold(state: &Path) -> Vec<PathBuf> {
    let folder = folder(state);
    let told = fs::read_to_string(folder.join(TOLD)).unwrap_or_default();
    let is_new = |path: &PathBuf| path.file_name().is_some_and(|name| *name.to_string_lossy() > *told);
    let new: Vec<PathBuf> = reports(&folder).into_iter().filter(is_new).collect();
    if let Some(newest) = new.last().and_then(|path| path.file_name()) {
        // Where that cannot be written they are told once more.
        let _ = fs::write(folder.join(TOLD), newest.as_encoded_bytes());
    }
    new
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const STATE: &str = "COUNTERFOIL_TEST_REPORTS";

    /// Run by the test below, in a process of its own.
    #[test]
    #[ignore = "it panics"]
    fn a_process_that_panics() {
        let Some(state) = std::env::var_os(STATE) else { return };
        install(Path::new(&state));
        let failing = |words: String| std::thread::spawn(move || panic!("{words}")).join().is_err();
        for _ in 0..=MOST {
            assert!(failing(format!("payee Hartley Dairy, {} paid", 4_711)));
        }
    }

    #[test]
    fn a_panic_leaves_a_report_that_holds_nothing_of_the_book_and_is_told_once() {
        let state = tempfile::tempdir().expect("a folder");
        let this = "app::fault_report::tests::a_process_that_panics";
        let output = Command::new(std::env::current_exe().expect("this test"))
            .args(["--ignored", "--exact", this])
            .env(STATE, state.path())
            .output()
            .expect("runs");
        assert!(output.status.success(), "{output:?}");
        let told = untold(state.path());
        assert_eq!(told.len(), MOST, "no run fills the disk");
        let text = fs::read_to_string(&told[0]).expect("is there");
        assert!(text.contains("fault_report.rs:") && text.contains(VERSION), "{text}");
        assert!(!text.contains("Hartley") && !text.contains("4711"), "{text}");
        assert_eq!(untold(state.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn the_oldest_reports_go() {
        let state = tempfile::tempdir().expect("a folder");
        let folder = folder(state.path());
        fs::create_dir_all(&folder).expect("made");
        for number in 10..30 {
            fs::write(folder.join(format!("200001{number}T000000Z-1-0.txt")), "").expect("written");
        }
        let this = "app::fault_report::tests::a_process_that_panics";
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        assert!(
            command
                .args(["--ignored", "--exact", this])
                .env(STATE, state.path())
                .output()
                .expect("runs")
                .status
                .success()
        );
        let kept = reports(&folder);
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept[KEPT - MOST - 1], folder.join("20000129T000000Z-1-0.txt"), "the newest stay");
    }
}
