//! What imports leave behind: the bank's balances, and files that were let go of.

use serde_json::json;

use super::exports::exported;
use super::imports::{import, preview};
use super::support::{House, Request};

/// A day of an account, as banks send one message for each.
fn day(account: &str, number: u8, opening: &str, line: &str, closing: &str) -> String {
    format!(
        ":20:D{number}\r\n:25:37040044/{account}\r\n:28C:0000{number}/001\r\n:60F:C24010{number}EUR{opening}\r\n\
         {line}:62F:C24010{number}EUR{closing}\r\n-\r\n"
    )
}

fn credit(number: u8, amount: &str) -> String {
    format!(":61:24010{number}010{number}C{amount}NTRFNONREF\r\n:86:Payment {number}\r\n")
}

#[test]
fn a_register_that_agrees_is_said_to_agree_also_where_the_file_has_a_balance_for_each_day() {
    let house = House::new();
    let file = day("1", 2, "0,", &credit(2, "10,00"), "10,00")
        + &day("1", 3, "10,00", &credit(3, "20,00"), "30,00")
        + &day("1", 4, "30,00", &credit(4, "30,00"), "60,00");
    let shown = preview(&house, "days.sta", file.as_bytes());
    let account = import(&house, &shown, None)["account"].as_i64().expect("was made");
    let again = preview(&house, "again.sta", file.as_bytes());
    assert_eq!(again["statements"][0]["account"], account);
    assert_eq!(again["statements"][0]["agreement"]["difference"], 0, "{}", again["statements"][0]);
}

#[test]
fn an_account_of_which_the_bank_told_a_balance_stays_and_the_exported_book_can_be_read() {
    let house = House::new();
    let file = day("1", 2, "0,", &credit(2, "10,00"), "10,00") + &day("2", 2, "0,", "", "0,");
    let shown = preview(&house, "two.sta", file.as_bytes());
    let made = |index| json!({"index": index, "new_account": format!("Giro {index}"), "with_opening": false});
    let order = json!({"preview": shown["id"], "statements": [made(0), made(1)]});
    house.client.done("POST", "/api/v1/imports", &order);
    let accounts = house.client.get("/api/v1/accounts");
    let all = accounts["accounts"].as_array().expect("a list");
    let registers: Vec<i64> =
        all.iter().filter(|one| one["kind"] == "asset").filter_map(|one| one["id"].as_i64()).collect();
    assert_eq!(registers.len(), 2);
    for account in registers {
        let path = format!("/api/v1/accounts/{account}");
        let request = Request::new("DELETE", &path).json(&json!({}));
        let answer = house.client.send(request);
        assert_eq!(answer.status, 409, "{}", answer.text());
    }
    let empty = House::new();
    let request = Request::new("POST", "/api/v1/contents").body(exported(&house, "format=json"));
    let answer = empty.client.send(request);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_kept_file_that_was_deleted_is_not_offered_back() {
    let house = House::new();
    let file = day("1", 2, "0,", &credit(2, "10,00"), "10,00");
    import(&house, &preview(&house, "one.sta", file.as_bytes()), None);
    let batch = house.client.get("/api/v1/imports")["batches"][0]["id"].as_i64().expect("an id");
    house.client.done("DELETE", &format!("/api/v1/imports/{batch}/file"), &json!({}));
    let entry = house.client.get("/api/v1/history?limit=1")["entries"][0].clone();
    assert_eq!(
        (entry["words"].as_str(), &entry["is_step"]),
        (Some("Deleted the file kept of one.sta"), &json!(false))
    );
    let answer = house.client.post(&format!("/api/v1/history/{}/undo", entry["revision"]), &json!({}));
    assert_eq!(answer.status, 409, "{}", answer.text());
}

#[test]
fn a_book_may_be_larger_than_a_bank_file_and_one_that_is_too_large_is_not_said_to_be_a_bank_s() {
    let house = House::new();
    let mut book = exported(&house, "format=json");
    // White space is nothing in JSON (RFC 8259, 2), and more than other requests may have.
    book.extend(std::iter::repeat_n(b' ', 65 * 1024 * 1024));
    let answer = house.client.send(Request::new("POST", "/api/v1/contents/preview").body(book));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let request = Request::new("POST", "/api/v1/imports/previews?name=a.qif");
    let answer = house.client.send(request.header("Content-Length", (512 * 1024 * 1024 + 1).to_string()));
    assert_eq!(
        (answer.status, answer.json()["title"].as_str()),
        (413, Some("The file is larger than 512 MB."))
    );
}

#[test]
fn a_payee_that_was_split_last_is_proposed_the_category_that_it_had_alone() {
    let house = House::new();
    let account = house.account("Giro");
    let enter = |date: &str, splits: serde_json::Value| {
        let entry = json!({"date": date, "payee": "REWE", "splits": splits});
        house.client.done("POST", "/api/v1/transactions", &entry);
    };
    let own = |amount| json!({"account": account, "amount": amount});
    let to = |category: &str, amount| json!({"category": category, "amount": amount});
    enter("2024-01-02", json!([own(-10_00), to("Food", 10_00)]));
    enter("2024-01-03", json!([own(-12_00), to("Food", 10_00), to("Home", 2_00)]));
    let shown = preview(&house, "a.qif", b"!Type:Bank\nD2024-02-13\nT-7.00\nPREWE\n^\n");
    let line = &shown["statements"][0]["lines"][0];
    assert_eq!(line["category"], "Food");
    assert_eq!(line["category_reason"], "as last time at REWE, 2024-01-02");
}
