//! Whether the path of a request is in its plainest form.
//!
//! A path can be written in many ways that a router takes for one: `/%61pi` is `/api`. A
//! check that reads the one and a router that serves the other can be played off against each
//! other. So there is one form only, and everything else is refused before anything looks at it.
//! Pure; it decodes nothing for others.
//!
//! Source: RFC 3986, sections 3.3 and 6.2.2 (normal forms of a path).

/// Whether this path, as it was sent, is in its normal form: it begins with a slash, has no
/// empty, `.` or `..` segment, and is encoded as `encodeURIComponent` does it, with capital letters. What it encodes is text in UTF-8 without control characters and without slashes.
pub fn is_plain(path: &str) -> bool {
    let Some(below) = path.strip_prefix('/') else { return false };
    below.is_empty() || has_plain_segments(below)
}

fn has_plain_segments(below: &str) -> bool {
    let mut segments = below.split('/').peekable();
    while let Some(segment) = segments.next() {
        // A slash at the end leaves an empty last segment.
        let is_last_and_empty = segment.is_empty() && segments.peek().is_none();
        if !is_last_and_empty && !is_plain_segment(segment) {
            return false;
        }
    }
    true
}

fn is_plain_segment(segment: &str) -> bool {
    if matches!(segment, "" | "." | "..") {
        return false;
    }
    let mut decoded = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let plain = match byte {
            b'%' => encoded(bytes.next(), bytes.next()).filter(|byte| must_be_encoded(*byte)),
            byte => Some(byte).filter(|byte| may_stand(*byte)),
        };
        let Some(byte) = plain else { return false };
        decoded.push(byte);
    }
    std::str::from_utf8(&decoded).is_ok_and(|text| !text.chars().any(char::is_control))
}

fn encoded(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    Some(digit(high?)? << 4 | digit(low?)?)
}

/// Capital letters only: small ones would be a second form (section 6.2.2.1).
fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What `encodeURIComponent` leaves as it is (ECMA-262). Of what else may stand in a path (`pchar`, RFC 3986) a router
/// takes the two forms for one, so there is one.
fn may_stand(byte: u8) -> bool {
    is_unreserved(byte) || matches!(byte, b'!' | b'\'' | b'(' | b')' | b'*')
}

/// Slashes would be other segments, to whoever decodes too early.
fn must_be_encoded(byte: u8) -> bool {
    !may_stand(byte) && !matches!(byte, b'/' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_asks_for_is_plain() {
        for path in [
            "/",
            "/api/v1/accounts/7/register",
            "/assets/index-A_ZZkJF8.js",
            "/api/v1/preferences/columns%20of%20Caf%C3%A9",
            "/api/v1/imports/previews/a%3Ab",
            "/api/v1/tokens/it's%20(mine)!~*%40%24%26%2B%2C%3B%3D",
            "/openapi.json/",
            "/100%25",
        ] {
            assert!(is_plain(path), "{path}");
        }
    }

    #[test]
    fn a_second_form_of_a_plain_path_is_not_plain() {
        for path in [
            "/%61pi/v1/events",
            "/api/v1/%65vents",
            "/%69nstance/open",
            "/api%2Fv1/events",
            "/api%2fv1/events",
            "/api/v1/preferences/Caf%c3%a9",
            "/api//v1",
            "//api/v1",
            "/api/./v1",
            "/x/../api/v1",
            "/api/v1/..",
            "/%2E%2E/api",
            "/api\\v1",
            "/api%5Cv1",
            "/api/v1/tokens/a:b",
            "/api/v1/tokens/a%2Db",
            "/api/v1/tokens/it%27s",
            "/a@b",
            "/a;b=c,d+e&f$",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }

    #[test]
    fn what_is_no_path_or_no_text_is_not_plain() {
        for path in
            ["", "*", "api", "/a b", "/a\"", "/%", "/%4", "/%GG", "/%00", "/%0D%0A", "/%FF", "/%C0%AF", "/é"]
        {
            assert!(!is_plain(path), "{path}");
        }
    }
}
