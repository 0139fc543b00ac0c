//! Files to bytes, or to the reason why not.
//!
//! A file is read once and bounded, whatever it is: a device that never ends,
//! a film, a download that is still going on.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{document, whole};
use crate::export::json;
use crate::import;
use crate::server::LARGEST_FILE;

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

/// The whole file, or why it cannot be had.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| reason(&error);
    let file = File::open(path).map_err(failed)?;
    let before = file.metadata().map_err(failed)?;
    if before.is_dir() {
        return Err("This is a folder. Nothing was imported; name the files in it.".into());
    }
    let most = LARGEST_FILE as u64;
    let mut bytes = Vec::new();
    if before.len() <= most {
        (&file).take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if before.len() > most || bytes.len() > LARGEST_FILE {
        return Err(format!(
            "The file is larger than {} MB. Nothing was imported; export a shorter period at your bank, \
             one file after the other.",
            LARGEST_FILE / (1024 * 1024)
        ));
    }
    let after = file.metadata().map_err(failed)?;
    let is_whole = after.len() == bytes.len() as u64 && after.modified().ok() == before.modified().ok();
    if before.is_file() && !is_whole {
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
    use super::*;

    #[test]
    fn a_folder_and_a_file_that_is_not_there_are_called_so() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(bytes(folder.path()).expect_err("no file").contains("a folder"));
        assert!(bytes(&folder.path().join("a.qif")).expect_err("no file").contains("no such file"));
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
