//! Bank files that are being read or written: how far each has got, and which is not wanted any more.
//!
//! Whoever asks for the work gives it a name, asks under that name how it goes,
//! and may stop it. Only what is under way is known. It does none of the work.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::Notify;

use crate::ledger::{Stage, Stopped, Watch};

/// So many are known at the same time at most; others are done all the same.
const MOST: usize = 64;

/// How often the end looks whether an import is done.
const LOOK: Duration = Duration::from_millis(20);

/// The longest name, in bytes.
const LONGEST_NAME: usize = 64;

const STAGES: [Stage; 5] =
    [Stage::Reading, Stage::Comparing, Stage::Deciding, Stage::Writing, Stage::Recording];

/// What is done, and where each of [`STAGES`] begins in it, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file is read and compared.
    Preview,
    /// It is compared anew and written.
    Import,
}

impl Kind {
    const fn begins(self) -> [usize; 6] {
        match self {
            Kind::Preview => [0, 50, 100, 100, 100, 100],
            Kind::Import => [0, 0, 20, 40, 90, 100],
        }
    }
}

/// How far it has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    /// Of all of it.
    pub percent: u8,
    /// Of the rows of this stage; of the bytes of the file while it is read.
    pub done: usize,
    /// 0 where it is not known.
    pub of: usize,
}

/// One file that is worked on.
#[derive(Debug)]
pub struct Task {
    kind: Kind,
    stage: AtomicU8,
    done: AtomicUsize,
    of: AtomicUsize,
    /// The most hundredths that were told: a file that is read twice does not go back.
    most: AtomicU8,
    is_stopped: AtomicBool,
    stop: Notify,
}

impl Task {
    fn new(kind: Kind) -> Task {
        let stage = if kind == Kind::Preview { 0 } else { 1 };
        Task {
            kind,
            stage: AtomicU8::new(stage),
            done: AtomicUsize::new(0),
            of: AtomicUsize::new(0),
            most: AtomicU8::new(0),
            is_stopped: AtomicBool::new(false),
            stop: Notify::new(),
        }
    }

    /// It ends where it next says how far it is.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
        self.stop.notify_one();
    }

    /// Waits until it is stopped. One may wait at a time.
    pub async fn stopped(&self) {
        self.stop.notified().await;
    }

    pub fn progress(&self) -> Progress {
        let at = usize::from(self.stage.load(Ordering::Relaxed)).min(STAGES.len() - 1);
        let (done, of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        let (from, to) = (self.kind.begins()[at], self.kind.begins()[at + 1]);
        let percent = u8::try_from(from + (to - from) * done.min(of) / of.max(1)).unwrap_or(100);
        let percent = self.most.fetch_max(percent, Ordering::Relaxed).max(percent);
        Progress { stage: STAGES[at], percent, done: done.min(of), of }
    }
}

impl Watch for Task {
    fn at(&self, stage: Stage, done: usize, of: usize) -> Result<(), Stopped> {
        let at = STAGES.iter().position(|known| *known == stage).and_then(|at| u8::try_from(at).ok());
        self.stage.store(at.unwrap_or(0), Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        if self.is_stopped.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }
}

type Tasks = Arc<Mutex<HashMap<String, Arc<Task>>>>;

/// All files that are worked on, by the names they were given.
#[derive(Debug, Clone, Default)]
pub struct Underway(Tasks);

impl Underway {
    /// Work begins. Without a name, or with one that is in use, nobody can ask for it.
    pub fn begin(&self, name: Option<String>, kind: Kind) -> Working {
        let task = Arc::new(Task::new(kind));
        let mut tasks = locked(&self.0);
        let is_free = |name: &String| name.len() <= LONGEST_NAME && !tasks.contains_key(name);
        let name = name.filter(|name| is_free(name) && tasks.len() < MOST);
        // No name that anybody gives is as long.
        let name = name.unwrap_or_else(|| format!("{:p}{}", Arc::as_ptr(&task), "-".repeat(LONGEST_NAME)));
        tasks.insert(name.clone(), Arc::clone(&task));
        Working { name, task, tasks: Arc::clone(&self.0) }
    }

    /// Whether something is being brought into the book.
    pub fn is_importing(&self) -> bool {
        locked(&self.0).values().any(|task| task.kind == Kind::Import)
    }

    /// Returns when everything that is being brought into the book just now is done, or was stopped. Blocks.
    pub fn wait_for_imports(&self) {
        let running: Vec<Weak<Task>> = {
            let tasks = locked(&self.0);
            tasks.values().filter(|task| task.kind == Kind::Import).map(Arc::downgrade).collect()
        };
        while running.iter().any(|task| task.strong_count() > 0) {
            std::thread::sleep(LOOK);
        }
    }

    /// Stops what only shows a file: whoever asked for it is answered so.
    pub fn stop_previews(&self) {
        locked(&self.0).values().filter(|task| task.kind == Kind::Preview).for_each(|task| task.stop());
    }

    /// Stops everything that can still be stopped.
    pub fn stop_all(&self) {
        locked(&self.0).values().for_each(|task| task.stop());
    }

    pub fn find(&self, name: &str) -> Option<Arc<Task>> {
        locked(&self.0).get(name).cloned()
    }
}

fn locked(tasks: &Tasks) -> MutexGuard<'_, HashMap<String, Arc<Task>>> {
    tasks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Work that goes on until this is dropped. A preview that nobody waits for any more is not worked out to its end;
/// an import is.
#[derive(Debug)]
pub struct Working {
    name: String,
    task: Arc<Task>,
    tasks: Tasks,
}

impl Deref for Working {
    type Target = Arc<Task>;

    fn deref(&self) -> &Arc<Task> {
        &self.task
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        locked(&self.tasks).remove(&self.name);
        if self.task.kind == Kind::Preview {
            self.task.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(underway: &Underway, kind: Kind) -> Working {
        underway.begin(Some("a".into()), kind)
    }

    #[test]
    fn the_hundredths_only_grow_from_stage_to_stage() {
        for kind in [Kind::Preview, Kind::Import] {
            let task = Task::new(kind);
            let mut told = vec![task.progress().percent];
            for stage in &STAGES[usize::from(kind == Kind::Import)..] {
                for done in [0, 500, 1_000] {
                    task.at(*stage, done, 1_000).expect("is wanted");
                    told.push(task.progress().percent);
                }
            }
            assert!(told.is_sorted(), "{kind:?}: {told:?}");
            assert_eq!(told.last(), Some(&100), "{kind:?}");
        }
    }

    #[test]
    fn rows_that_are_not_counted_are_no_division_by_nothing() {
        let task = Task::new(Kind::Preview);
        task.at(Stage::Comparing, 0, 0).expect("is wanted");
        assert_eq!(task.progress(), Progress { stage: Stage::Comparing, percent: 50, done: 0, of: 0 });
    }

    #[test]
    fn a_stopped_task_is_told_so_and_a_finished_one_is_not_known() {
        let underway = Underway::default();
        let working = named(&underway, Kind::Import);
        underway.find("a").expect("is under way").stop();
        assert_eq!(working.at(Stage::Writing, 1, 2), Err(Stopped));
        drop(working);
        assert!(underway.find("a").is_none());
    }

    #[test]
    fn a_name_in_use_stays_with_the_first() {
        let underway = Underway::default();
        let first = named(&underway, Kind::Import);
        let second = named(&underway, Kind::Import);
        underway.find("a").expect("is under way").stop();
        assert_eq!((first.at(Stage::Writing, 0, 0), second.at(Stage::Writing, 0, 0)), (Err(Stopped), Ok(())));
        drop(second);
        assert!(underway.find("a").is_some());
    }

    #[test]
    fn a_preview_nobody_waits_for_stops_and_an_import_goes_on() {
        for (kind, outcome) in [(Kind::Preview, Err(Stopped)), (Kind::Import, Ok(()))] {
            let working = Underway::default().begin(None, kind);
            let task = Arc::clone(&working);
            drop(working);
            assert_eq!(task.at(Stage::Comparing, 0, 0), outcome);
        }
    }
}
