//! Files of other programs: those that cannot be read are told by name, with what to export there instead.
//!
//! A file is known by what is in it, not by what it is called; only where a
//! program encrypts its files does the name count. The tables that two programs
//! export are read here as well: [`actual`] and [`firefly`].

pub mod actual;
pub mod firefly;
pub mod journal;
pub mod rows;

use std::io::Read;

use flate2::read::GzDecoder;

use super::Unreadable;
use super::detect::Found;
use super::table::grid::Grid;

/// How much of a file is looked at.
const HEAD_BYTES: usize = 256 * 1024;

/// A program, and where in it bank files can be made.
struct Program {
    name: &'static str,
    advice: &'static str,
}

const GNUCASH: Program = Program {
    name: "a GnuCash book",
    advice: "In GnuCash choose File ▸ Export ▸ Export Transactions to CSV, and import that file.",
};
const KMYMONEY: Program = Program {
    name: "a KMyMoney file",
    advice: "In KMyMoney choose File ▸ Export ▸ QIF for each account, and import these files.",
};
const HOMEBANK: Program = Program {
    name: "a HomeBank file",
    advice: "In HomeBank choose File ▸ Export ▸ QIF file, and import that file.",
};
const MMEX: Program = Program {
    name: "a Money Manager Ex database",
    advice: "In Money Manager Ex choose File ▸ Export ▸ QIF, and import that file.",
};
const ACTUAL: Program = Program {
    name: "an Actual budget",
    advice: "In Actual open All accounts, choose Export in its menu (⋯), and import that CSV file.",
};
const GRISBI: Program = Program {
    name: "a Grisbi file",
    advice: "In Grisbi choose File ▸ Export accounts as QIF/CSV file, and import that file.",
};
const BANKTIVITY: Program = Program {
    name: "a Banktivity (iBank) document",
    advice: "In Banktivity choose File ▸ Export ▸ Transactions to QIF or CSV, and import that file.",
};
const QUICKEN: Program = Program {
    name: "a Quicken data file or its backup",
    advice: "In Quicken choose File ▸ File Export ▸ QIF File, and import that file.",
};
const MONEY: Program = Program {
    name: "a Microsoft Money file",
    advice: "In Money choose File ▸ Export ▸ Strict QIF for each account, and import these files.",
};
const SKROOGE: Program = Program {
    name: "a Skrooge document",
    advice: "In Skrooge choose File ▸ Export and the type QIF or CSV, and import that file.",
};
const JGNASH: Program = Program {
    name: "a jGnash file",
    advice: "In jGnash open the account, choose File ▸ Export account and the type OFX or CSV, and import that file.",
};
const YNAB: Program = Program {
    name: "a YNAB 4 budget",
    advice: "In YNAB 4 choose File ▸ Export, and import the register's CSV file.",
};
const MONEYDANCE: Program = Program {
    name: "a Moneydance data set",
    advice: "In Moneydance choose File ▸ Export and the type QIF, and import that file.",
};
const MONEYWIZ: Program = Program {
    name: "a MoneyWiz database",
    advice: "In MoneyWiz choose File ▸ Export ▸ CSV, and import that file.",
};
const DENARO: Program = Program {
    name: "a Denaro account",
    advice: "In Denaro choose Export to File ▸ CSV, and import that file.",
};
const BUDDI: Program = Program {
    name: "a Buddi file",
    advice: "In Buddi choose File ▸ Export ▸ CSV, and import that file.",
};
const OLD_SHEET: Program = Program {
    name: "a sheet in the form of Excel before 1997",
    advice: "Open it in a spreadsheet program, save it as XLSX or CSV, and import that file.",
};
const JOURNAL: Program = Program {
    name: "a journal of hledger, Ledger or Beancount",
    advice: "Write one account's register as CSV, as with “hledger register ACCOUNT -O csv”, and import that file.",
};

/// What stands near the beginning of an XML or JSON file, in lower case.
const IN_TEXT: &[(&str, &Program)] = &[
    ("<gnc-v2", &GNUCASH),
    ("<gnc>", &GNUCASH),
    ("<gnc:", &GNUCASH),
    ("<kmymoney-file", &KMYMONEY),
    ("<!doctype kmymoney", &KMYMONEY),
    ("<homebank ", &HOMEBANK),
    ("<grisbi", &GRISBI),
    ("<object-stream", &JGNASH),
    ("<jgnash", &JGNASH),
    ("jgnash.engine", &JGNASH),
    ("<moneydancedata", &MONEYDANCE),
    ("org.homeunix.thecave.buddi", &BUDDI),
    ("\"entitytype\":\"budget", &YNAB),
    ("\"entitytype\": \"budget", &YNAB),
    ("skgbankdocument", &SKROOGE),
];

/// Tables of SQLite files; all of a line have to be there.
const TABLES: &[(&[&str], &Program)] = &[
    (&["gnclock", "splits"], &GNUCASH),
    (&["checkingaccount"], &MMEX),
    (&["kmmaccounts"], &KMYMONEY),
    (&["payee_mapping", "category_mapping"], &ACTUAL),
    (&["messages_crdt"], &ACTUAL),
    (&["zpaymentplan", "zsyncobject"], &MONEYWIZ),
    (&["zquickenid"], &QUICKEN),
    (&["zfinancialinstitution", "ztransaction"], &QUICKEN),
    (&["zaccount", "ztransaction"], &BANKTIVITY),
    (&["zpostingaccount"], &BANKTIVITY),
    (&["suboperation", "operation"], &SKROOGE),
    (&["transactions", "groups", "isincome"], &DENARO),
];

/// How binary files begin.
const STARTS: &[(&[u8], &Program)] = &[
    (b"\xac\x9e\xbd\x8f", &QUICKEN),
    (b"\0\x01\0\0MSISAM Database", &MONEY),
    (b"SKROOGE", &SKROOGE),
    // The first record of a sheet that stands in no container: Excel 2, 3, 4, 5 and later.
    (b"\x09\0\x04\0", &OLD_SHEET),
    (b"\x09\x02\x06\0", &OLD_SHEET),
    (b"\x09\x04\x06\0", &OLD_SHEET),
    (b"\x09\x08\x08\0", &OLD_SHEET),
    (b"\x09\x08\x10\0", &OLD_SHEET),
    (b"Grisbi encryp", &GRISBI),
];

/// Names of files that encrypt what is in them, or lie within an archive: the end in lower case.
const NAMES: &[(&str, &Program)] = &[
    (".qdf", &QUICKEN),
    (".qdf-backup", &QUICKEN),
    (".quicken", &QUICKEN),
    (".mny", &MONEY),
    (".mbf", &MONEY),
    (".emb", &MMEX),
    (".skg", &SKROOGE),
    (".gsb", &GRISBI),
    (".kmy", &KMYMONEY),
    (".gnucash", &GNUCASH),
    (".xhb", &HOMEBANK),
    (".moneydance", &MONEYDANCE),
    (".nmoney", &DENARO),
    (".buddi3", &BUDDI),
    (".yfull", &YNAB),
    (".bank8", &BANKTIVITY),
    (".ibank", &BANKTIVITY),
    (".mwz", &MONEYWIZ),
];

fn told(program: &Program) -> Unreadable {
    Unreadable::OtherProgram { program: program.name, advice: program.advice }
}

/// The program that a file is of, by its bytes. Never a bank's own format.
pub fn of_bytes(bytes: &[u8]) -> Option<Unreadable> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    if let Some((_, program)) = STARTS.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(told(program));
    }
    if bytes.starts_with(b"SQLite format 3\0") {
        return by_tables(bytes);
    }
    if bytes.starts_with(b"\x1f\x8b") {
        let mut unpacked = Vec::new();
        // A damaged end does not matter: only the beginning is looked at.
        let _ = GzDecoder::new(bytes).take(HEAD_BYTES as u64).read_to_end(&mut unpacked);
        return of_bytes(&unpacked).filter(|_| !unpacked.starts_with(b"\x1f\x8b"));
    }
    by_text(&String::from_utf8_lossy(&head[..head.len().min(16 * 1024)]))
}

/// The program by a file's name alone: for what cannot be looked into.
pub fn of_name(name: &str) -> Option<Unreadable> {
    let name = name.to_lowercase();
    NAMES.iter().find(|(end, _)| name.ends_with(end)).map(|(_, program)| told(program))
}

/// The program of an archive or of a folder in it, by the names within.
pub fn of_names<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Unreadable> {
    let lower = |name: &str| name.to_lowercase();
    let has = |end: &str| names.clone().any(|name| lower(name).ends_with(end));
    if has("db.sqlite") && has("metadata.json") {
        return Some(told(&ACTUAL));
    }
    if has("storecontent/core.sql")
        || names.clone().any(|name| lower(name).contains(".bank8/") || lower(name).contains(".ibank/"))
    {
        return Some(told(&BANKTIVITY));
    }
    None
}

fn by_text(text: &str) -> Option<Unreadable> {
    let lower = text.to_ascii_lowercase();
    let start = lower.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with(['<', '{', 's']) {
        let found = IN_TEXT.iter().find(|(words, _)| start.contains(words));
        if let Some((_, program)) = found {
            return Some(told(program));
        }
    }
    is_journal(text).then(|| told(&JOURNAL))
}

/// Whether lines begin transactions of plain-text accounting and others are their postings.
fn is_journal(text: &str) -> bool {
    let begins = |line: &str| {
        let digits = line.bytes().take(4).filter(u8::is_ascii_digit).count();
        digits == 4 && matches!(line.as_bytes().get(4), Some(b'-' | b'/' | b'.')) && line.contains(' ')
    };
    let posts = |line: &str| {
        let text = line.trim_start();
        line.starts_with([' ', '\t']) && text.contains(':') && !text.starts_with(['"', ';'])
    };
    let opens = text.lines().filter(|line| begins(line) && line.get(10..16) == Some(" open ")).count();
    let lines: Vec<&str> = text.lines().collect();
    let postings =
        lines.windows(3).filter(|three| begins(three[0]) && posts(three[1]) && posts(three[2])).count();
    opens > 1 || postings > 0
}

fn by_tables(bytes: &[u8]) -> Option<Unreadable> {
    let head = &bytes[..bytes.len().min(4 * HEAD_BYTES)];
    let schema = String::from_utf8_lossy(head).to_lowercase();
    let has = |table: &&str| schema.contains(*table);
    let found = TABLES.iter().find(|(tables, _)| tables.iter().all(has));
    found.map(|(_, program)| told(program))
}

/// A table that another program exported, where it is known column by column.
pub fn table(grid: &Grid) -> Option<Found> {
    actual::read(grid).or_else(|| firefly::read(grid))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use crate::import::read;

    fn packed(text: &str) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(text.as_bytes()).expect("in memory");
        packer.finish().expect("in memory")
    }

    #[test]
    fn files_of_other_programs_are_told_by_name_with_what_to_export_there() {
        let xml = "<?xml version=\"1.0\"?>\n";
        let sqlite = |schema: &str| [b"SQLite format 3\0".as_slice(), &[0; 90], schema.as_bytes()].concat();
        for (bytes, program) in [
            (format!("{xml}<gnc-v2 xmlns:gnc=\"x\"><gnc:book>").into_bytes(), "GnuCash"),
            (packed(&format!("{xml}<gnc-v2>")), "GnuCash"),
            (sqlite("CREATE TABLE gnclock ( Hostname text) CREATE TABLE splits (guid)"), "GnuCash"),
            (packed(&format!("{xml}<!DOCTYPE KMYMONEY-FILE>\n<KMYMONEY-FILE>")), "KMyMoney"),
            (format!("{xml}<homebank v=\"1.4\" d=\"050702\">").into_bytes(), "HomeBank"),
            (format!("{xml}<Grisbi>\n<General").into_bytes(), "Grisbi"),
            (sqlite("CREATE TABLE CHECKINGACCOUNT_V1(TRANSID"), "Money Manager Ex"),
            (sqlite("CREATE TABLE payee_mapping(id) CREATE TABLE category_mapping(id)"), "Actual"),
            (sqlite("CREATE TABLE ZACCOUNT ( Z_PK ) CREATE TABLE ZTRANSACTION ("), "Banktivity"),
            (b"\xac\x9e\xbd\x8f\0\0\x0d\x03".to_vec(), "Quicken"),
            (b"\0\x01\0\0MSISAM Database\0".to_vec(), "Microsoft Money"),
            (b"SKROOGE_DECRYPTE1234".to_vec(), "Skrooge"),
            (b"2024-01-02 * Shop\n    Expenses:Food   5 EUR\n    Assets:Cash\n".to_vec(), "hledger"),
        ] {
            let why = read("a.bin", &bytes).expect_err("no bank file").to_string();
            assert!(why.contains(program) && why.contains("Nothing was imported"), "{why}");
        }
    }

    #[test]
    fn a_sheet_of_an_old_excel_without_its_container_is_told_by_name() {
        for start in [b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0", b"\x09\x08\x10\0"] {
            let sheet = [start.as_slice(), &[0; 60]].concat();
            let why = read("a.xls", &sheet).expect_err("no bank file").to_string();
            assert!(why.contains("Excel before 1997") && why.contains("save it as XLSX"), "{why}");
        }
    }

    #[test]
    fn encrypted_files_are_told_by_their_names() {
        let noise: Vec<u8> = (0..400u32).map(|at| (at * 131 % 251) as u8).collect();
        for (name, program) in
            [("a.emb", "Money Manager Ex"), ("Home.QDF", "Quicken"), ("x.mny", "Microsoft Money")]
        {
            let why = read(name, &noise).expect_err("no bank file").to_string();
            assert!(why.contains(program), "{why}");
        }
    }

    #[test]
    fn a_bank_s_file_that_is_packed_is_read() {
        let file = read("a.qif.gz", &packed("!Type:Bank\nD2024-01-02\nT-5\nPShop\n^\n")).expect("readable");
        assert_eq!(file.statements[0].lines[0].payee, "Shop");
    }
}
