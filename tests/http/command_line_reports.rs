//! `counterfoil report`, `balance` and `register`, by the real program, alone and beside a running one.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::support::program::{Running, command};

const QIF: &str = "!Type:Bank\nD2025-01-05\nT-12.50\nPMarket\nLFood:Bread\n^\nD2025-02-06\nT-7.00\nPMarket\nLFood\n^\n\
                   D2025-02-07\nT100.00\nPEmployer\nLSalary\n^\n!Account\nNSavings\nTBank\n^\n!Type:Bank\nD2025-02-08\n\
                   T3.00\nPBank\nLInterest\n^\n";

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder).args(args).env_remove("COLUMNS").output().expect("runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn furnished() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("giro.qif");
    fs::write(&file, QIF).expect("writes");
    printed(folder.path(), &["import", &file.display().to_string()]);
    folder
}

const SPENDING: [&str; 8] =
    ["report", "spending", "--by", "category", "--every", "month", "--from", "2025-01-01"];

#[test]
fn figures_are_the_same_whether_the_program_runs_or_not() {
    let folder = furnished();
    let asked = [&SPENDING[..], &["--to", "2025-02-28"]].concat();
    let alone = printed(folder.path(), &asked);
    let lines: Vec<Vec<&str>> = alone.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0][1..], ["2025-01", "2025-02", "Total"], "{alone}");
    assert_eq!(lines[1], ["Food", "12.50", "7.00", "19.50"], "{alone}");
    assert_eq!(lines[2], ["Bread", "12.50", "0.00", "12.50"], "{alone}");
    assert_eq!(lines[3], ["Total", "12.50", "7.00", "19.50"], "{alone}");
    let bread = printed(folder.path(), &[&asked[..], &["--category", "food:bread", "--share"]].concat());
    let lines: Vec<Vec<&str>> = bread.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[2], ["Bread", "12.50", "0.00", "12.50", "100.00%"], "{bread}");
    let unknown = run(folder.path(), &[&asked[..], &["--category", "Rockets"]].concat());
    assert!(text(&unknown.stderr).contains("no category “Rockets”"), "{}", text(&unknown.stderr));
    assert!(!alone.contains('\u{1b}'), "no colours where nobody looks");
    let mut program = command(folder.path());
    program.arg("--no-browser");
    let running = Running::outside(program).let_in();
    assert_eq!(printed(folder.path(), &asked), alone);
    let csv = printed(folder.path(), &[&asked[..], &["--format", "csv"]].concat());
    assert!(csv.contains("Food:Bread,") && csv.contains(",2025-01,2025-02,Total,Share\r\n"), "{csv}");
    let json: Value =
        serde_json::from_str(&printed(folder.path(), &[&asked[..], &["--format", "json"]].concat()))
            .expect("JSON");
    assert_eq!(json["sections"][0]["total"]["whole"], 19_50);
    assert!(running.client.get("/api/v1/app")["book"].is_object(), "it still runs");
}

#[test]
fn balances_and_registers_are_printed() {
    let folder = furnished();
    let balances = printed(folder.path(), &["balance"]);
    let total = balances.lines().last().expect("a total");
    assert!(total.starts_with("Total") && total.contains("83.50"), "{balances}");
    let one = printed(folder.path(), &["balance", "savings"]);
    assert!(one.contains("3.00") && one.lines().count() == 2, "{one}");
    let all: Value =
        serde_json::from_str(&printed(folder.path(), &["balance", "--format", "json"])).expect("JSON");
    let first = all[0]["name"].as_str().expect("a name").to_owned();
    let other = if first == "Savings" { all[1]["name"].as_str().expect("a name").to_owned() } else { first };
    let found = printed(folder.path(), &["register", &other, "--search", "market"]);
    assert_eq!(found.lines().count(), 3, "{found}");
    assert!(
        found.contains("2025-01-05") && found.contains("Food:Bread") && found.contains("-12.50"),
        "{found}"
    );
    let csv = printed(folder.path(), &["register", &other, "--format", "csv"]);
    assert!(csv.contains("2025-02-07,,Employer,Salary,,100.00,80.50\r\n"), "{csv}");
}

#[test]
fn what_cannot_be_answered_is_said_and_no_book_is_made() {
    let folder = furnished();
    for (args, code, words) in [
        (&["report", "weather"][..], 1, "no report of this name"),
        (&["report", "spending", "--span", "soon"], 1, "soon"),
        (&["report", "spending", "--account", "Nowhere"], 1, "There is no account"),
        (&["balance", "Nowhere"], 1, "There is no account"),
        (&["register", "savings", "--search", "cat:"], 1, ""),
    ] {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(words), "{args:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
    let empty = tempfile::tempdir().expect("a folder");
    let output = run(empty.path(), &["balance"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("There is no book"), "{}", text(&output.stderr));
}
