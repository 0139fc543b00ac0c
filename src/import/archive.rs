//! ZIP archives: the bank files in them as one.
//!
//! What an archive unpacks to is bounded, whatever it says of itself; archives
//! within archives and locked files are named and left. A workbook is a ZIP
//! archive, too, and is told by what is in it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::detect::read_with;
use super::progress::Progress;
use super::{BankFile, Format, Layouts, Problem, Statement, Unreadable, programs, workbook};

const MOST_FILES: usize = 200;
/// Together, unpacked.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Text of a bank is packed to a tenth or so; a bomb to a thousandth.
const MOST_RATIO: u64 = 400;
/// A small archive may be packed as tightly as it likes.
const SMALL_BYTES: u64 = 4 * 1024 * 1024;

/// Whether the bytes begin as a ZIP archive.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the bytes are one file that was packed with gzip.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// What was packed. Never a packed file again.
pub fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (mut room, mut content) = (Room::of(bytes), Vec::new());
    room.take(flate2::read::GzDecoder::new(bytes), &mut content)?;
    if is_packed(&content) || is_one(&content) {
        return Err(Unreadable::OtherKind("an archive within an archive"));
    }
    Ok(content)
}

/// The files of an archive that could be read, together.
pub fn read(stem: &str, bytes: &[u8], layouts: &Layouts, progress: Progress) -> Result<BankFile, Unreadable> {
    let damaged = |_| Unreadable::Archive("it is damaged or was cut off");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(Unreadable::Archive("it holds more than 200 files"));
    }
    let names: Vec<String> =
        archive.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect();
    let has = |name: &str| names.iter().any(|one| one == name);
    let mut room = Room::of(bytes);
    if let Some(why) = programs::of_names(names.iter().map(String::as_str)) {
        return Err(why);
    }
    if names.iter().any(|name| name.starts_with("xl/")) || has("content.xml") {
        return read_workbook(&mut archive, &mut room, stem, (bytes, layouts, progress));
    }
    if has("word/document.xml") || has("ppt/presentation.xml") {
        return Err(Unreadable::OtherKind("a Word or PowerPoint document"));
    }
    if names.iter().any(|name| name.ends_with(".iwa")) {
        return Err(Unreadable::OtherKind("a Numbers or Pages document (export it as CSV)"));
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let count = archive.len();
    for at in 0..count {
        match entry(&mut archive, at, &mut room)? {
            Entry::Nothing => {}
            Entry::Left(name, why) => {
                problems.push(Problem::of_the_file(format!("{name}: {why}. It was left out.")))
            }
            Entry::File(name, content) if is_one(&content) && !name.to_lowercase().ends_with(".xlsx") => {
                problems.push(Problem::of_the_file(format!(
                    "{name} is an archive within the archive. It was left out; unpack it and import its files."
                )));
            }
            Entry::File(name, content) => match read_with(&name, &content, layouts, progress.part(at, count))
            {
                Ok(file) => files.push((name, file)),
                Err(Unreadable::Cancelled) => return Err(Unreadable::Cancelled),
                Err(why) => problems.push(Problem::of_the_file(format!("{name}: {why}"))),
            },
        }
    }
    join(files, problems)
}

/// A workbook is read by its own library; here only what it unpacks to is bounded.
fn read_workbook(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    room: &mut Room,
    stem: &str,
    (bytes, layouts, progress): (&[u8], &Layouts, Progress),
) -> Result<BankFile, Unreadable> {
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else { continue };
        room.take(file, std::io::sink())?;
    }
    workbook::read(stem, bytes, layouts, progress)
}

/// How many bytes may still be unpacked.
struct Room {
    bytes: u64,
}

impl Room {
    fn of(packed: &[u8]) -> Room {
        Room { bytes: MOST_BYTES.min((packed.len() as u64 * MOST_RATIO).max(SMALL_BYTES)) }
    }

    /// Unpacks `from` as far as there is room.
    fn take(&mut self, from: impl Read, mut into: impl std::io::Write) -> Result<(), Unreadable> {
        let mut bounded = from.take(self.bytes.saturating_add(1));
        let unpacked = std::io::copy(&mut bounded, &mut into);
        let unpacked = unpacked.map_err(|_| Unreadable::Archive("a file in it is damaged"))?;
        self.bytes = self
            .bytes
            .checked_sub(unpacked)
            .ok_or(Unreadable::Archive("it unpacks to far more than a bank statement is"))?;
        Ok(())
    }
}

enum Entry {
    /// A folder, or what some systems add of their own.
    Nothing,
    Left(String, &'static str),
    File(String, Vec<u8>),
}

fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, room: &mut Room) -> Result<Entry, Unreadable> {
    let name = archive.name_for_index(at).and_then(Result::ok);
    let name = name.map_or_else(|| format!("file {}", at + 1), |name| name.into_owned());
    let Ok(file) = archive.by_index(at) else {
        let why = "it is locked with a password or packed in a way that is not known";
        return Ok(Entry::Left(last_part(&name), why));
    };
    let last = last_part(&name);
    if file.is_dir() || name.starts_with("__MACOSX/") || last.starts_with('.') {
        return Ok(Entry::Nothing);
    }
    let mut content = Vec::new();
    room.take(file, &mut content)?;
    Ok(Entry::File(last, content))
}

fn last_part(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

/// The files as one. What two of them say of the same account is put together, and a line that both have counts once.
fn join(files: Vec<(String, BankFile)>, problems: Vec<Problem>) -> Result<BankFile, Unreadable> {
    let Some((_, first)) = files.first() else {
        let why = problems.into_iter().next().map(|problem| problem.reason);
        return Err(Unreadable::NothingInArchive { why: why.unwrap_or_else(|| "it is empty".into()) });
    };
    let mut joined = BankFile {
        format: if files.iter().all(|(_, file)| file.format == first.format) {
            first.format
        } else {
            Format::Zip
        },
        encoding: first.encoding,
        statements: Vec::new(),
        readings: Vec::new(),
        problems,
    };
    for (name, file) in files {
        for statement in file.statements {
            add(&mut joined.statements, statement);
        }
        joined.readings.extend(file.readings.into_iter().map(|mut reading| {
            reading.file = Some(name.clone());
            reading
        }));
        joined.problems.extend(file.problems.into_iter().map(|problem| {
            let at = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
            Problem::of_the_file(format!("{name}{at}: {}", problem.reason))
        }));
    }
    Ok(joined)
}

/// A line is the same in two exports when its id and its amount are, and as often as the one that has it more often.
fn add(statements: &mut Vec<Statement>, statement: Statement) {
    let is_same = |one: &&mut Statement| {
        one.account.key.is_some()
            && one.account.key == statement.account.key
            && one.currency == statement.currency
    };
    let Some(there) = statements.iter_mut().find(is_same) else {
        return statements.push(statement);
    };
    let mut known = std::collections::HashMap::new();
    for line in &there.lines {
        *known.entry((line.bank_id.clone(), line.amount)).or_insert(0u32) += 1;
    }
    for line in statement.lines {
        match known.get_mut(&(line.bank_id.clone(), line.amount)) {
            Some(count @ 1..) => *count -= 1,
            _ => there.lines.push(line),
        }
    }
    there.balances.extend(statement.balances);
    // The newest balance of a kind is the one that is compared: it stands first.
    there.balances.sort_by_key(|balance| std::cmp::Reverse(balance.date));
}

#[cfg(test)]
pub mod tests;
