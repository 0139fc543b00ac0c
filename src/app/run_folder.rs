//! The folder of one book's runs, for its owner's eyes only.
//!
//! Whose folder it is, is looked at: what another user made could have us read
//! and write what he likes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::data_folder;
use crate::config::Config;

/// The folder of this book's runs: its lock, its port, the secret of its pages. For its owner only.
pub fn run_folder(config: &Config) -> anyhow::Result<PathBuf> {
    let book = fs::canonicalize(&config.book).unwrap_or_else(|_| {
        let folder = data_folder(config);
        let name = config.book.file_name().unwrap_or_default();
        fs::canonicalize(&folder).unwrap_or(folder).join(name)
    });
    let stem = book.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = config
        .folders
        .state
        .join("books")
        .join(format!("{stem}-{:016x}", fnv(book.as_os_str().as_encoded_bytes())));
    private_folder(&folder)?;
    Ok(folder)
}

/// FNV-1a, 64 bits: only to tell folders of equally named books apart, the same in every version.
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Makes a folder that only its owner may look into, or sees that it is one.
///
/// # Errors
/// When it cannot be made, or belongs to somebody else.
pub fn private_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| {
        format!("The folder {} cannot be made. Give yourself permission to it, or set XDG_STATE_HOME to another place", folder.display())
    })?;
    #[cfg(unix)]
    is_ours(folder)?;
    Ok(())
}

#[cfg(unix)]
fn is_ours(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let state = folder.metadata()?;
    if state.uid() != rustix::process::geteuid().as_raw() {
        anyhow::bail!(
            "The folder {} belongs to another user, who could read what is kept there. Nothing was written. Set \
             XDG_STATE_HOME to a folder of your own.",
            folder.display()
        );
    }
    if state.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        tracing::warn!(folder = %folder.display(), "others could look into it; now they cannot");
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_folder_that_others_may_look_into_is_mended() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("is ours");
        private_folder(folder.path()).expect("is ours");
        assert_eq!(folder.path().metadata().expect("is there").permissions().mode() & 0o777, 0o700);
    }
}
