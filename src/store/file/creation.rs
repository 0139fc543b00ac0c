//! A new book appears under its name whole or not at all.
//!
//! A file that is there already is never taken for a new book, also when it is
//! empty: somebody's book may have been there.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::beside;

/// Makes an empty file, for nobody else to read. An error where there is one, or a link.
pub fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A book that is not yet there under its name; dropped before that, it is gone.
pub struct Unfinished {
    path: PathBuf,
    name: PathBuf,
}

impl Unfinished {
    /// Makes its file, in the folder where it will be.
    pub fn begin(name: &Path) -> io::Result<Unfinished> {
        let path = beside(name, &format!(".{}.unfinished", std::process::id()));
        // What is left of a process that was killed and had the same number.
        remove(&path);
        create_private(&path)?;
        Ok(Unfinished { path, name: name.to_owned() })
    }

    /// Names the unfinished file and makes none: whoever writes it creates it.
    pub fn named(name: &Path) -> Unfinished {
        let path = beside(name, &format!(".{}.unfinished", std::process::id()));
        remove(&path);
        Unfinished { path, name: name.to_owned() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name. An error where something of that name came meanwhile.
    pub fn finish(self) -> io::Result<()> {
        fs::File::open(&self.path)?.sync_all()?;
        match fs::hard_link(&self.path, &self.name) {
            // A disk without hard links, as FAT; it is not there.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !self.name.exists() => {
                fs::rename(&self.path, &self.name)?;
            }
            linked => linked?,
        }
        sync_folder(&self.name)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        // Most of them never were.
        let _ = fs::remove_file(beside(path, ending));
    }
}

/// What the folder says of its files outlasts a power cut.
pub fn sync_folder(of: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = of.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Makes a file that others may read private again; whether that was so.
pub fn make_private(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = path.metadata().is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        open && fs::set_permissions(path, fs::Permissions::from_mode(0o600)).is_ok()
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
