//! Files to bytes, or to the reason why not.
//!
//! A file is read once and bounded, whatever it is: a device that never ends,
//! a film, a download that is still going on.

use std::fs::{File, Metadata};
use std::io::{self, Read};
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
        return Err("The file changed while it was read. Nothing was imported; \
                    wait until the download is complete and import it again."
            .into());
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
    use std::io::{Seek, SeekFrom, Write};

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
    fn a_file_of_two_gigabytes_is_refused_without_reading_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("film.ofx");
        // It has no content: only its length is written down.
        File::create(&path).and_then(|file| file.set_len(2 << 30)).expect("makes");
        assert!(bytes(&path).expect_err("too large").contains("larger than 64 MB"));
    }
}
