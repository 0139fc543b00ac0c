//! Where everything of this run lies, and the licences that a package brought beside the program.
//!
//! It reads those, and makes and changes nothing.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::own_path::own_path;
use super::{fault_report, logging};
use crate::config::Config;
use crate::server::about::About;

/// Where packages put the texts, beside the folder that the program is in.
const TEXTS: [&str; 3] = [
    "share/doc/counterfoil/LICENCES.txt",
    "share/doc/counterfoil/LICENCES.txt.gz",
    "share/licenses/counterfoil/LICENCES.txt",
];

/// No text of licences is longer than this, in bytes.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Which places there are, by names that people read.
pub fn places(config: &Config, backups: Option<&Path>) -> Vec<(&'static str, PathBuf)> {
    let mut all = vec![("Book", config.book.clone())];
    all.extend(backups.map(|folder| ("Backups", folder.to_owned())));
    all.extend([
        ("Settings", config.folders.config.join("config.toml")),
        ("Log", logging::path(&config.folders.state)),
        ("Reports of faults", fault_report::folder(&config.folders.state)),
    ]);
    all.extend(own_path().ok().map(|program| ("Program", program)));
    all
}

/// What is said of this run.
pub fn of(places: &[(&'static str, PathBuf)]) -> About {
    let program = own_path().ok();
    let prefix = program.as_deref().and_then(Path::parent).and_then(Path::parent);
    About { places: places.to_vec(), libraries: prefix.and_then(texts) }
}

fn texts(prefix: &Path) -> Option<String> {
    TEXTS.into_iter().find_map(|name| {
        let path = prefix.join(name);
        if !name.ends_with(".gz") {
            return fs::read_to_string(path).ok();
        }
        let mut text = String::new();
        GzDecoder::new(File::open(path).ok()?).take(LONGEST).read_to_string(&mut text).ok()?;
        Some(text)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn the_texts_of_a_package_are_found_packed_or_not() {
        let prefix = tempfile::tempdir().expect("a folder");
        assert_eq!(texts(prefix.path()), None);
        let doc = prefix.path().join("share/doc/counterfoil");
        fs::create_dir_all(&doc).expect("made");
        let mut packed =
            GzEncoder::new(File::create(doc.join("LICENCES.txt.gz")).expect("made"), Compression::fast());
        packed.write_all(b"packed").expect("written");
        packed.finish().expect("written");
        assert_eq!(texts(prefix.path()).as_deref(), Some("packed"));
        fs::write(doc.join("LICENCES.txt"), "plain").expect("written");
        assert_eq!(texts(prefix.path()).as_deref(), Some("plain"));
    }
}
