//! Files to bytes, or to the reason why not.
//!
//! A file is read once and bounded, whatever it is: a device that never ends,
//! a film, a download that is still going on.

use std::fs::{File, Metadata};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::{document, whole};
use crate::export::json;
use crate::import;
use crate::server::{LARGEST_BOOK, LARGEST_FILE};

/// What is in the file of this path.
pub fn described(path: &Path) -> document::File {
    let shown = path.display().to_string();
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(reason) => return document::File::unreadable(shown, reason),
    };
    if json::is_book(&bytes) {
        return whole::described(shown, &bytes);
    }
    match import::read(&name, &bytes) {
        Ok(read) => document::File::of(shown, read),
        Err(why) => document::File::unreadable(shown, why.to_string()),
    }
}

/// Within so many bytes a large book says what it is.
const BEGINNING: u64 = 64 * 1024;

/// So many bytes of a file that is sent are in memory.
const PIECE: usize = 256 * 1024;

/// A file that is being read, and what its folder says of it meanwhile.
trait Source: Read {
    fn about(&self) -> io::Result<Metadata>;
}

impl Source for File {
    fn about(&self) -> io::Result<Metadata> {
        self.metadata()
    }
}

/// The whole file, or why it cannot be had.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    all_of(File::open(path).map_err(|error| reason(&error))?)
}

/// A file that is to be sent to the program.
pub enum Sending {
    /// It says nothing of its length, or may be a book all the same: it was read.
    Whole(Vec<u8>),
    /// It is read while it is sent.
    Pieces(Pieces),
}

/// A file that is read piece by piece, each time from its beginning.
pub struct Pieces {
    file: File,
    before: Metadata,
    pub is_book: bool,
}

/// The file of this path on its way to the program, or why it cannot be had.
pub fn sending(path: &Path) -> Result<Sending, String> {
    let failed = |error: io::Error| reason(&error);
    let mut file = File::open(path).map_err(failed)?;
    let before = file.about().map_err(failed)?;
    let mut beginning = Vec::new();
    if before.is_file() {
        (&mut file).take(BEGINNING).read_to_end(&mut beginning).map_err(failed)?;
    }
    // A book is JSON, which no bank writes; where its mark stands further on, all of it is looked at.
    let is_book = json::is_book(&beginning);
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&beginning);
    let may_be_book = text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let most = if is_book { LARGEST_BOOK } else { LARGEST_FILE };
    if !before.is_file() || before.len() > most as u64 || may_be_book != is_book {
        return bytes(path).map(Sending::Whole);
    }
    Ok(Sending::Pieces(Pieces { file, before, is_book }))
}

impl Pieces {
    /// Sends it all, unless it changed meanwhile.
    pub fn send<T>(
        &mut self,
        send: impl FnOnce(&mut dyn Read, u64) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let length = self.before.len();
        self.file.seek(SeekFrom::Start(0))?;
        let sent = send(&mut BufReader::with_capacity(PIECE, &self.file), length);
        let after = self.file.about()?;
        let is_as_before = after.len() == length && after.modified().ok() == self.before.modified().ok();
        if is_as_before { sent } else { Err(anyhow::Error::msg(CHANGED)) }
    }
}

const CHANGED: &str = "The file changed while it was read. Nothing was imported; \
                       wait until the download is complete and import it again.";

/// The bytes are copied out of the file and never mapped: a file that becomes shorter meanwhile is an answer, not a
/// signal.
fn all_of(mut file: impl Source) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| reason(&error);
    let before = file.about().map_err(failed)?;
    if before.is_dir() {
        return Err("This is a folder. Nothing was imported; name the files in it.".into());
    }
    let mut bytes = Vec::new();
    (&mut file).take(BEGINNING).read_to_end(&mut bytes).map_err(failed)?;
    let (most, advice) = match json::is_book(&bytes) {
        true => (LARGEST_BOOK, "a book of that size cannot be brought in."),
        false => (LARGEST_FILE, "export a shorter period at your bank, one file after the other."),
    };
    if before.len() <= most as u64 {
        (&mut file).take((most + 1 - bytes.len()) as u64).read_to_end(&mut bytes).map_err(failed)?;
    }
    if before.len() > most as u64 || bytes.len() > most {
        let megabytes = most / (1024 * 1024);
        return Err(format!("The file is larger than {megabytes} MB. Nothing was imported; {advice}"));
    }
    let after = file.about().map_err(failed)?;
    let sizes = [before.len(), after.len()];
    let is_as_before = sizes == [bytes.len() as u64; 2] && after.modified().ok() == before.modified().ok();
    if before.is_file() && !is_as_before {
        return Err(CHANGED.into());
    }
    Ok(bytes)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "There is no such file. Nothing was imported; check the name and its folder.".into()
        }
        io::ErrorKind::PermissionDenied => {
            "You may not read this file. Nothing was imported; give yourself permission to read it.".into()
        }
        _ => format!("The file cannot be read: {error}. Nothing was imported; copy it anew and try again."),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_folder_and_a_file_that_is_not_there_are_called_so() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(bytes(folder.path()).expect_err("no file").contains("a folder"));
        assert!(bytes(&folder.path().join("a.qif")).expect_err("no file").contains("no such file"));
    }

    /// A file that somebody changes when a part of it was read.
    struct Changing<F: FnMut(&File)> {
        file: File,
        read: usize,
        change: F,
    }

    impl<F: FnMut(&File)> Read for Changing<F> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.read == 1 {
                (self.change)(&self.file);
            }
            self.read += 1;
            let part = into.len().min(100);
            self.file.read(&mut into[..part])
        }
    }

    impl<F: FnMut(&File)> Source for Changing<F> {
        fn about(&self) -> io::Result<Metadata> {
            self.file.metadata()
        }
    }

    #[test]
    fn a_file_that_changes_in_the_midst_of_being_read_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("may.qif");
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        type Change = fn(&File);
        let changes: [(&str, Change); 5] = [
            ("nothing", |_| ()),
            ("cut off behind what was read", |file| file.set_len(500).expect("is cut")),
            ("cut off before what was read", |file| file.set_len(0).expect("is cut")),
            ("gone on with", |mut file| {
                let at = file.stream_position().expect("is known");
                file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(b"more")).expect("is written");
                file.seek(SeekFrom::Start(at)).expect("goes back");
            }),
            ("written anew in the same length", |mut file| {
                let at = file.stream_position().expect("is known");
                file.seek(SeekFrom::Start(900))
                    .and_then(|_| file.write_all(&[b'x'; 100]))
                    .expect("is written");
                file.seek(SeekFrom::Start(at)).expect("goes back");
            }),
        ];
        for (what, change) in changes {
            std::fs::write(&path, [b'a'; 1_000]).expect("is written");
            let file = File::options().read(true).write(true).open(&path).expect("opens");
            file.set_modified(long_ago).expect("is old");
            let read = all_of(Changing { file, read: 0, change });
            match what {
                "nothing" => assert_eq!(read, Ok(vec![b'a'; 1_000])),
                _ => assert!(read.expect_err(what).contains("changed while it was read"), "{what}"),
            }
        }
    }

    #[test]
    fn what_is_sent_is_the_file_from_its_beginning_and_one_that_changes_meanwhile_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("may.qif");
        let text = "!Type:Bank\nD05/13/2024\nT-1.00\n^\n".repeat(20_000);
        std::fs::write(&path, &text).expect("is written");
        let Ok(Sending::Pieces(mut file)) = sending(&path) else { panic!("it is sent in pieces") };
        for _ in 0..2 {
            let mut sent = Vec::new();
            file.send(|body, length| Ok((body.read_to_end(&mut sent)?, length))).expect("is sent");
            assert!(sent == text.as_bytes());
        }
        let cut = |body: &mut dyn Read, _: u64| {
            let begun = body.take(10).read_to_end(&mut Vec::new())?;
            File::options().write(true).open(&path)?.set_len(1_000)?;
            Ok(begun)
        };
        assert!(file.send(cut).expect_err("refused").to_string().contains("changed while it was read"));
    }

    #[test]
    fn a_book_is_known_by_its_beginning_and_what_only_may_be_one_is_looked_at_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        let book = "{\"format\":\"counterfoil-book\",\"version\":1".to_owned();
        for (text, is_book) in [(book, Some(true)), ("{\"a\":1}".into(), None), ("D1".into(), Some(false))] {
            std::fs::write(&path, &text).expect("is written");
            match sending(&path).expect("is there") {
                Sending::Pieces(file) => assert_eq!(Some(file.is_book), is_book, "{text}"),
                Sending::Whole(bytes) => assert!(is_book.is_none() && bytes == text.as_bytes(), "{text}"),
            }
        }
    }

    #[test]
    fn a_file_of_two_gigabytes_is_refused_without_reading_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("film.ofx");
        // It has no content: only its length is written down.
        File::create(&path).and_then(|file| file.set_len(2 << 30)).expect("makes");
        assert!(bytes(&path).expect_err("too large").contains("larger than 512 MB"));
    }
}
