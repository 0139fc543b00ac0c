//! What a file is, told by its first bytes and never by its name.
//!
//! Only what a browser shows without running anything is known by name. All
//! else is some file, and never shown.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Png,
    Jpeg,
    Gif,
    Webp,
    Other,
}

const ALL: [FileKind; 6] =
    [FileKind::Pdf, FileKind::Png, FileKind::Jpeg, FileKind::Gif, FileKind::Webp, FileKind::Other];

impl FileKind {
    /// By the first bytes (WHATWG, "MIME Sniffing", section 6).
    pub fn of(bytes: &[u8]) -> FileKind {
        let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice());
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => FileKind::Pdf,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => FileKind::Png,
            [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => FileKind::Gif,
            _ if is_webp => FileKind::Webp,
            _ => FileKind::Other,
        }
    }

    /// As it is served and kept.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Png => "image/png",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Gif => "image/gif",
            FileKind::Webp => "image/webp",
            FileKind::Other => "application/octet-stream",
        }
    }

    /// Of a type that another version may have known and this one does not: some file.
    pub fn named(media_type: &str) -> FileKind {
        ALL.into_iter().find(|kind| kind.media_type() == media_type).unwrap_or(FileKind::Other)
    }

    pub fn is_image(self) -> bool {
        !matches!(self, FileKind::Pdf | FileKind::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let known: [(&[u8], FileKind); 6] = [
            (b"%PDF-1.7\n", FileKind::Pdf),
            (b"\x89PNG\r\n\x1a\n\0", FileKind::Png),
            (b"\xff\xd8\xff\xe0", FileKind::Jpeg),
            (b"GIF89a", FileKind::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", FileKind::Webp),
            (b"RIFF\0\0\0\0WAVE", FileKind::Other),
        ];
        for (bytes, kind) in known {
            assert_eq!(FileKind::of(bytes), kind);
            assert_eq!(FileKind::named(kind.media_type()), kind);
        }
        for active in [&b"<svg xmlns='http://www.w3.org/2000/svg'>"[..], b"<html>", b"", b"\xff\xd8"] {
            assert_eq!(FileKind::of(active), FileKind::Other);
        }
        assert_eq!(FileKind::named("text/html"), FileKind::Other);
    }
}
