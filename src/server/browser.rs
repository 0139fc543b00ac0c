//! What a browser calls itself, in words.
//!
//! For people who look at who is connected. Nothing is decided by it: a client
//! may say what it likes.

/// Products by their mark in `User-Agent`; who claims to be another, too, comes first.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("Windows NT", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// What `counterfoil import` calls itself.
pub const COMMAND_LINE: &str = "counterfoil-command-line";

/// How much of a name is shown that is not known, in characters.
const LONGEST_NAME: usize = 40;

/// Who brought a bank file: "command line", or "import" for a page.
pub fn who_imports(user_agent: &str) -> &'static str {
    if user_agent == COMMAND_LINE { "command line" } else { "import" }
}

/// “Firefox 140 on Linux”; “curl 8” for a program; never empty.
pub fn in_words(user_agent: &str) -> String {
    let browser = BROWSERS.iter().find_map(|(mark, name)| Some((*name, user_agent.split_once(mark)?.1)));
    let (name, version) = browser.unwrap_or_else(|| {
        let product = user_agent.split(' ').next().unwrap_or_default();
        product.split_once('/').unwrap_or((product, ""))
    });
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() {
        return "A program without a name".into();
    }
    let major: String = version.chars().take_while(char::is_ascii_digit).take(6).collect();
    let system = SYSTEMS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    let words = format!("{name} {major}");
    match system {
        Some(system) => format!("{} on {system}", words.trim_end()),
        None => words.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        let gecko = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(in_words(gecko), "Firefox 140 on Linux");
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        assert_eq!(in_words(chrome), "Chrome 142 on Windows");
        assert_eq!(in_words(&format!("{chrome} Edg/142.0.0.0")), "Edge 142 on Windows");
        let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
        assert_eq!(in_words(safari), "Safari 18 on macOS");
    }

    #[test]
    fn programs_and_the_nameless_have_words_too() {
        assert_eq!(in_words("curl/8.14.1"), "curl 8");
        assert_eq!(in_words("backup"), "backup");
        for nameless in ["", " ", "/1"] {
            assert_eq!(in_words(nameless), "A program without a name");
        }
        assert_eq!(in_words(&"x".repeat(500)).len(), LONGEST_NAME);
    }
}
