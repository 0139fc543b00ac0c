//! What `counterfoil import` says of a balance that a file states.

use std::fs;

use serde_json::json;

use super::command_line::{import, imported, running};

#[test]
fn a_balance_of_the_file_that_is_not_the_register_s_is_told_and_the_exit_code_is_3() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = running(folder.path());
    let account = json!({"name": "Bank", "kind": "asset", "currency": "USD"});
    let id = program.client.done("POST", "/api/v1/accounts", &account)["id"].clone();
    let entry = |date: &str, units: i64| {
        let splits =
            [json!({"account": id, "amount": units}), json!({"category": "Other", "amount": -units})];
        program.client.done("POST", "/api/v1/transactions", &json!({"date": date, "splits": splits}));
    };
    entry("2024-05-01", 100_00);
    let path = folder.path().join("a.ofx").display().to_string();
    let text = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD\
        <BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240503<TRNAMT>-12.50<FITID>A1<NAME>Market</STMTTRN></BANKTRANLIST>\
        <LEDGERBAL><BALAMT>87.50<DTASOF>20240531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
    fs::write(&path, text).expect("writes");
    let (told, code) = imported(folder.path(), &["--account", "Bank", &path]);
    assert_eq!((&told["files"][0]["disagreements"], code), (&json!([]), 0), "{told}");
    entry("2024-05-04", -7_00);
    let (told, code) = imported(folder.path(), &["--account", "Bank", &path]);
    let wanted = json!([{"account": "Bank", "date": "2024-05-31", "bank": "87.50", "register": "80.50",
        "difference": "-7.00", "since": "2024-05-04"}]);
    assert_eq!((&told["files"][0]["disagreements"], code), (&wanted, 3), "{told}");
    let output = import(folder.path(), &[&path]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(3), "{said}");
    let words = "Bank does not agree with the bank: 87.50 in the file on 2024-05-31, 80.50 in the register, \
                 7.00 less, since 2024-05-04: look at that day on the page.";
    assert!(said.contains(words), "{said}");
}
