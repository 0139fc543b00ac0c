//! Where this program lies, so that it can be started once more, or at login.
//!
//! A newer version may have been put in its place while it runs: that one is meant then. It starts nothing.

use std::io;
use std::path::{Path, PathBuf};

/// What Linux says behind the name of a file that is no more.
const GONE: &str = " (deleted)";

/// The file of the program that a next start should be of.
///
/// # Errors
/// When the system does not say.
pub fn own_path() -> io::Result<PathBuf> {
    // What is mounted for the time of a run has another name then.
    if let Some(image) = std::env::var_os("APPIMAGE") {
        return Ok(image.into());
    }
    Ok(without_mark(std::env::current_exe()?, Path::exists))
}

fn without_mark(path: PathBuf, is_there: impl Fn(&Path) -> bool) -> PathBuf {
    let plain = path.to_str().and_then(|path| path.strip_suffix(GONE)).map(PathBuf::from);
    match plain {
        Some(plain) if !is_there(&path) => plain,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_an_upgrade_the_new_program_is_meant() {
        let gone = PathBuf::from("/usr/bin/counterfoil (deleted)");
        assert_eq!(without_mark(gone.clone(), |_| false), Path::new("/usr/bin/counterfoil"));
        assert_eq!(without_mark(gone.clone(), |_| true), gone, "somebody may call it so");
        let plain = PathBuf::from("/usr/bin/counterfoil");
        assert_eq!(without_mark(plain.clone(), |_| false), plain);
    }
}
