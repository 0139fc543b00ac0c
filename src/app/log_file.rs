//! The file of the log, which never grows beyond what it may.
//!
//! When it is full it is put aside under a number, and the oldest goes: six
//! files at most. Other processes of the same user may write to it, too; one
//! that finds that it was put aside meanwhile goes on in the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How large one file may be, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// How many are kept beside the one that is written.
const KEPT: u32 = 5;

/// The log that is written now.
pub struct LogFile {
    path: PathBuf,
    file: File,
    /// About how many bytes are in it.
    size: u64,
    largest: u64,
}

impl LogFile {
    /// # Errors
    /// When the file cannot be written.
    pub fn open(path: &Path) -> io::Result<LogFile> {
        LogFile::up_to(path, LARGEST)
    }

    fn up_to(path: &Path, largest: u64) -> io::Result<LogFile> {
        let file = appended(path)?;
        let size = file.metadata()?.len();
        Ok(LogFile { path: path.to_owned(), file, size, largest })
    }

    /// Goes on in an empty file.
    fn turn(&mut self) -> io::Result<()> {
        let is_full = fs::metadata(&self.path).is_ok_and(|log| log.len() >= self.largest);
        // Otherwise another process has done it.
        if is_full {
            for number in (1..KEPT).rev() {
                let _ = fs::rename(self.aside(number), self.aside(number + 1));
            }
            fs::rename(&self.path, self.aside(1))?;
        }
        self.file = appended(&self.path)?;
        self.size = self.file.metadata()?.len();
        Ok(())
    }

    fn aside(&self, number: u32) -> PathBuf {
        self.path.with_extension(format!("log.{number}"))
    }
}

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A disk that is full must not keep the old one from being written.
        if self.size >= self.largest && self.turn().is_err() {
            self.size = 0;
        }
        self.file.write_all(bytes)?;
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// For its owner's eyes only.
fn appended(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).expect("a folder");
        let name = |file: io::Result<fs::DirEntry>| file.expect("a file").file_name().into_string();
        let mut names: Vec<String> = files.map(|file| name(file).expect("text")).collect();
        names.sort();
        names
    }

    #[test]
    fn it_is_put_aside_when_it_is_full_and_the_oldest_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("hello.log");
        let mut log = LogFile::up_to(&path, 100).expect("opens");
        for line in 0..1_000 {
            writeln!(log, "line {line:04}").expect("writes");
        }
        let kept = ["hello.log", "hello.log.1", "hello.log.2", "hello.log.3", "hello.log.4", "hello.log.5"];
        assert_eq!(names(folder.path()), kept);
        let mut lines: Vec<String> = Vec::new();
        for name in kept.iter().rev() {
            let text = fs::read_to_string(folder.path().join(name)).expect("is there");
            assert!(text.len() <= 110, "{name} has {}", text.len());
            lines.extend(text.lines().map(str::to_owned));
        }
        let first = 1_000 - lines.len();
        let expected: Vec<String> = (first..1_000).map(|line| format!("line {line:04}")).collect();
        assert_eq!(lines, expected, "no line is lost between two files");
    }

    #[test]
    fn two_processes_put_it_aside_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("hello.log");
        let (mut one, mut other) =
            (LogFile::up_to(&path, 100).expect("opens"), LogFile::up_to(&path, 100).expect("opens"));
        for log in [&mut one, &mut other] {
            log.write_all(&[b'x'; 100]).expect("writes");
        }
        one.write_all(b"1\n").expect("writes");
        other.write_all(b"2\n").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("is there"), "1\n2\n");
        assert_eq!(names(folder.path()), ["hello.log", "hello.log.1"]);
    }
}
