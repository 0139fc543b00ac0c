//! Files that are on their way here in pieces, and may come on over another connection.
//!
//! They are held in memory, a few and not for long, and what they may take
//! together is bounded by what they say of their size. Pure: ids and the time
//! are passed in. It reads no socket and understands no file.

use std::time::{Duration, Instant};

use bytes::Bytes;

/// How many come at the same time.
const MOST: usize = 4;

/// How long a file without a connection is held.
pub const HELD: Duration = Duration::from_secs(10 * 60);

/// Why a file, or a piece of one, is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// Larger than any file that is taken.
    TooLarge,
    /// There is no room beside the files that come just now.
    NoRoom,
    /// Never begun, of another owner, or forgotten since.
    Unknown,
    /// Another connection goes on with this file.
    TakenOver,
    /// The piece does not begin where the last one ended, or goes beyond the end of the file.
    WrongPlace,
}

/// The right of one connection to bring pieces of a file. A later one takes it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The name of the upload, for a later connection.
    pub id: String,
    turn: u64,
}

#[derive(Debug)]
struct Upload {
    id: String,
    owner: String,
    name: String,
    size: usize,
    bytes: Vec<u8>,
    /// The bytes once all of them are here.
    whole: Option<Bytes>,
    /// How many connections it has had.
    turn: u64,
    connected: bool,
    seen: Instant,
}

impl Upload {
    /// How many bytes of it are here.
    fn here(&self) -> usize {
        self.whole.as_ref().map_or(self.bytes.len(), Bytes::len)
    }
}

/// The files on their way.
#[derive(Debug)]
pub struct Uploads {
    /// How much all of them may take together, in bytes; also the largest single one.
    most_bytes: usize,
    all: Vec<Upload>,
}

impl Uploads {
    pub fn new(most_bytes: usize) -> Uploads {
        Uploads { most_bytes, all: Vec::new() }
    }

    /// A new file of `size` bytes. One whose connection is gone gives way to it, the longest silent first.
    pub fn begin(
        &mut self,
        id: String,
        owner: &str,
        name: String,
        size: usize,
        now: Instant,
    ) -> Result<Hold, NotTaken> {
        if size > self.most_bytes {
            return Err(NotTaken::TooLarge);
        }
        self.sweep(now);
        self.make_room(size)?;
        let hold = Hold { id: id.clone(), turn: 1 };
        let (owner, bytes) = (owner.to_owned(), Vec::new());
        let upload =
            Upload { id, owner, name, size, bytes, whole: None, turn: 1, connected: true, seen: now };
        self.all.push(upload);
        Ok(hold)
    }

    /// Goes on with a file over a new connection; how many bytes of it are here.
    pub fn resume(&mut self, id: &str, owner: &str, now: Instant) -> Result<(Hold, usize), NotTaken> {
        self.sweep(now);
        let known = self.all.iter_mut().find(|upload| upload.id == id && upload.owner == owner);
        let upload = known.ok_or(NotTaken::Unknown)?;
        upload.turn += 1;
        (upload.connected, upload.seen) = (true, now);
        Ok((Hold { id: id.to_owned(), turn: upload.turn }, upload.here()))
    }

    /// Takes the piece that begins at `offset`; how many bytes are here then.
    pub fn add(&mut self, hold: &Hold, offset: u64, piece: &[u8], now: Instant) -> Result<usize, NotTaken> {
        let upload = self.held(hold)?;
        upload.seen = now;
        let here = upload.here();
        if u64::try_from(here) != Ok(offset) || piece.len() > upload.size - here {
            return Err(NotTaken::WrongPlace);
        }
        upload.bytes.extend_from_slice(piece);
        Ok(upload.bytes.len())
    }

    /// The file's name and bytes as soon as all of it is here. It stays until it is forgotten.
    pub fn whole(&mut self, hold: &Hold) -> Option<(String, Bytes)> {
        let upload = self.held(hold).ok()?;
        if upload.here() < upload.size {
            return None;
        }
        // Whoever reads it and who waits for an answer that was lost have the same bytes.
        let bytes = upload.whole.get_or_insert_with(|| Bytes::from(std::mem::take(&mut upload.bytes)));
        Some((upload.name.clone(), bytes.clone()))
    }

    /// The connection is gone; the file waits for another one for [`HELD`].
    pub fn let_go(&mut self, hold: &Hold, now: Instant) {
        if let Ok(upload) = self.held(hold) {
            (upload.connected, upload.seen) = (false, now);
        }
    }

    /// The file is not needed any more.
    pub fn forget(&mut self, hold: &Hold) {
        self.all.retain(|upload| upload.id != hold.id || upload.turn != hold.turn);
    }

    /// Forgets what nobody has come back for.
    pub fn sweep(&mut self, now: Instant) {
        self.all.retain(|upload| upload.connected || now.duration_since(upload.seen) < HELD);
    }

    fn held(&mut self, hold: &Hold) -> Result<&mut Upload, NotTaken> {
        let upload = self.all.iter_mut().find(|upload| upload.id == hold.id).ok_or(NotTaken::Unknown)?;
        if upload.turn == hold.turn { Ok(upload) } else { Err(NotTaken::TakenOver) }
    }

    fn make_room(&mut self, size: usize) -> Result<(), NotTaken> {
        // Asked first, so that nothing is lost for a file that is refused all the same.
        if !self.has_room(size, |upload| upload.connected) {
            return Err(NotTaken::NoRoom);
        }
        while !self.has_room(size, |_| true) {
            let silent = self.all.iter().filter(|upload| !upload.connected).min_by_key(|upload| upload.seen);
            let Some(id) = silent.map(|upload| upload.id.clone()) else { break };
            self.all.retain(|upload| upload.id != id);
        }
        Ok(())
    }

    fn has_room(&self, size: usize, counts: impl Fn(&Upload) -> bool) -> bool {
        let sizes: Vec<usize> =
            self.all.iter().filter(|upload| counts(upload)).map(|upload| upload.size).collect();
        sizes.len() < MOST && sizes.iter().sum::<usize>() + size <= self.most_bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: &str = "my tab";

    fn uploads() -> (Uploads, Instant) {
        (Uploads::new(100), Instant::now())
    }

    fn begin(uploads: &mut Uploads, id: &str, size: usize, now: Instant) -> Result<Hold, NotTaken> {
        uploads.begin(id.into(), ME, format!("{id}.ofx"), size, now)
    }

    #[test]
    fn pieces_in_order_make_the_file_and_it_stays_until_it_is_forgotten() {
        let (mut uploads, now) = uploads();
        let hold = begin(&mut uploads, "a", 5, now).expect("room");
        assert_eq!(uploads.add(&hold, 0, b"abc", now), Ok(3));
        assert_eq!(uploads.whole(&hold), None);
        assert_eq!(uploads.add(&hold, 3, b"de", now), Ok(5));
        let whole = Some(("a.ofx".to_owned(), Bytes::from_static(b"abcde")));
        assert_eq!((uploads.whole(&hold), uploads.whole(&hold)), (whole.clone(), whole));
        uploads.forget(&hold);
        assert_eq!(uploads.resume("a", ME, now), Err(NotTaken::Unknown));
    }

    #[test]
    fn a_piece_at_the_wrong_place_or_beyond_the_end_changes_nothing() {
        let (mut uploads, now) = uploads();
        let hold = begin(&mut uploads, "a", 5, now).expect("room");
        assert_eq!(uploads.add(&hold, 0, b"abc", now), Ok(3));
        for (offset, piece) in [(0, &b"abc"[..]), (4, b"e"), (u64::MAX, b"e"), (3, b"def")] {
            assert_eq!(uploads.add(&hold, offset, piece, now), Err(NotTaken::WrongPlace), "{offset}");
        }
        assert_eq!(uploads.add(&hold, 3, b"de", now), Ok(5));
    }

    #[test]
    fn another_connection_goes_on_where_the_first_stopped_and_takes_over() {
        let (mut uploads, now) = uploads();
        let first = begin(&mut uploads, "a", 5, now).expect("room");
        assert_eq!(uploads.add(&first, 0, b"abc", now), Ok(3));
        let (second, here) = uploads.resume("a", ME, now).expect("known");
        assert_eq!(here, 3);
        assert_eq!(uploads.add(&first, 3, b"xx", now), Err(NotTaken::TakenOver));
        // What the first says at its end is not about the second.
        uploads.let_go(&first, now);
        uploads.forget(&first);
        uploads.sweep(now + HELD);
        assert_eq!(uploads.add(&second, 3, b"de", now), Ok(5));
    }

    #[test]
    fn nobody_goes_on_with_the_file_of_another() {
        let (mut uploads, now) = uploads();
        begin(&mut uploads, "a", 5, now).expect("room");
        assert_eq!(uploads.resume("a", "another tab", now), Err(NotTaken::Unknown));
    }

    #[test]
    fn all_together_are_never_more_than_four_nor_larger_than_the_largest_file() {
        let (mut uploads, now) = uploads();
        assert_eq!(begin(&mut uploads, "a", 101, now), Err(NotTaken::TooLarge));
        assert!(begin(&mut uploads, "a", 100, now).is_ok());
        assert_eq!(begin(&mut uploads, "b", 1, now), Err(NotTaken::NoRoom));
        let mut uploads = Uploads::new(100);
        for id in ["a", "b", "c", "d"] {
            assert!(begin(&mut uploads, id, 1, now).is_ok());
        }
        assert_eq!(begin(&mut uploads, "e", 1, now), Err(NotTaken::NoRoom));
    }

    #[test]
    fn the_longest_silent_without_a_connection_gives_way_first_and_not_in_vain() {
        let (mut uploads, now) = uploads();
        let holds = ["a", "b", "c", "d"].map(|id| begin(&mut uploads, id, 20, now).expect("room"));
        uploads.let_go(&holds[2], now + Duration::from_secs(1));
        uploads.let_go(&holds[1], now + Duration::from_secs(2));
        // Also without both of them there is no room for so much.
        assert_eq!(begin(&mut uploads, "e", 61, now), Err(NotTaken::NoRoom));
        begin(&mut uploads, "e", 40, now + Duration::from_secs(3)).expect("room");
        assert_eq!(uploads.resume("c", ME, now), Err(NotTaken::Unknown));
        assert!(uploads.resume("b", ME, now).is_ok());
    }

    #[test]
    fn what_nobody_comes_back_for_is_forgotten() {
        let (mut uploads, now) = uploads();
        let hold = begin(&mut uploads, "a", 5, now).expect("room");
        uploads.sweep(now + 2 * HELD);
        assert_eq!(uploads.add(&hold, 0, b"a", now), Ok(1), "a connected one is not forgotten");
        uploads.let_go(&hold, now);
        uploads.sweep(now + HELD - Duration::from_millis(1));
        assert!(uploads.resume("a", ME, now).is_ok());
        uploads.let_go(&Hold { id: "a".into(), turn: 2 }, now);
        assert_eq!(uploads.resume("a", ME, now + HELD), Err(NotTaken::Unknown));
    }
}
