//! Names that nobody can tell apart are one, by every door; what cannot be is said in words.

use serde_json::{Value, json};

use super::exports::exported;
use super::imports::{import, preview};
use super::support::{Answer, House, Request};

const NFC: &str = "Caf\u{e9}";
const NFD: &str = "Cafe\u{301}";

fn refused(answer: &Answer, code: &str) {
    let problem = answer.json();
    assert_eq!(problem["type"], format!("urn:counterfoil:problem:{code}"), "{problem}");
    assert!((400..500).contains(&answer.status), "{problem}");
    for words in ["title", "detail", "advice"] {
        assert!(problem[words].as_str().is_some_and(|text| !text.is_empty()), "{words}: {problem}");
    }
}

fn pay(house: &House, account: i64, payee: &str, category: &str) -> Answer {
    let splits = json!([{"account": account, "amount": -100}, {"category": category, "amount": 100}]);
    let body = json!({"date": "2024-05-01", "payee": payee, "tags": [payee], "splits": splits});
    house.client.post("/api/v1/transactions", &body)
}

/// The names in a list of the interface.
fn names(house: &House, list: &str) -> Vec<String> {
    let all = house.client.get(&format!("/api/v1/{list}"))[list].clone();
    let all = all.as_array().expect("a list").iter();
    all.map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn two_unicode_forms_are_one_name_by_every_door() {
    let house = House::new();
    let account = house.account(NFD);
    refused(
        &house.client.post("/api/v1/accounts", &json!({"name": NFC, "kind": "asset", "currency": "USD"})),
        "name-taken",
    );
    for name in [NFC, NFD, "CAFE\u{301}", "Ca\u{200b}fé", "\u{feff}Café\u{200e}"] {
        assert_eq!(pay(&house, account, name, name).status, 200, "{name:?}");
    }
    assert_eq!((names(&house, "payees"), names(&house, "tags")), (vec![NFC.into()], vec![NFC.into()]));
    assert_eq!(
        names(&house, "accounts").iter().filter(|name| *name == NFC).count(),
        2,
        "a register and a category"
    );

    assert_eq!(pay(&house, account, "Bar", "Home").status, 200);
    let payees = house.client.get("/api/v1/payees")["payees"].clone();
    let bar =
        payees.as_array().expect("payees").iter().find(|row| row["name"] == "Bar").expect("there").clone();
    let rename = Request::new("PATCH", &format!("/api/v1/payees/{}", bar["id"])).json(&json!({"name": NFD}));
    refused(&house.client.send(rename), "payee-taken");

    let qif = format!("!Account\nN{NFD}\nTBank\n^\n!Type:Bank\nD2024-05-13\nT-7.00\nP{NFD}\nL{NFD}\n^\n");
    let shown = preview(&house, "a.qif", qif.as_bytes());
    assert_eq!(shown["statements"][0]["account"], account, "it is known by its name");
    import(&house, &shown, Some(account));
    assert_eq!(names(&house, "payees").len(), 2);

    let book = String::from_utf8(exported(&house, "format=json")).expect("UTF-8").replace(NFC, NFD);
    let empty = House::new();
    assert_eq!(empty.client.send(Request::new("POST", "/api/v1/contents").body(book)).status, 200);
    assert!(names(&empty, "payees").contains(&NFC.to_owned()), "kept in NFC");
}

#[test]
fn a_name_with_nothing_to_see_is_refused_by_every_door() {
    let house = House::new();
    let account = house.account("Giro");
    assert_eq!(pay(&house, account, "Shop", "Food").status, 200);
    for name in ["\u{200b}", "\u{0}\u{1f}", "\u{2060}\u{feff} ", "\u{202e}"] {
        let new = json!({"name": name, "kind": "asset", "currency": "USD"});
        refused(&house.client.post("/api/v1/accounts", &new), "name-empty");
        for path in ["payees/1", "tags/1", "accounts/1"] {
            let rename = Request::new("PATCH", &format!("/api/v1/{path}")).json(&json!({"name": name}));
            refused(&house.client.send(rename), "name-empty");
        }
        let rename = json!({"name": "Food", "currency": "USD", "to": name});
        refused(&house.client.post("/api/v1/categories/rename", &rename), "name-empty");
        refused(&pay(&house, account, "Shop", name), "name-empty");
        assert_eq!(pay(&house, account, name, "Food").status, 200, "no payee is no payee");
        let book = String::from_utf8(exported(&house, "format=json")).expect("UTF-8");
        let name = serde_json::to_string(name).expect("JSON");
        let book = book.replace("\"Giro\"", &name);
        let answer = House::new().client.send(Request::new("POST", "/api/v1/contents").body(book));
        refused(&answer, "does-not-hold-together");
    }
    assert_eq!(names(&house, "payees"), ["Shop"]);
}

#[test]
fn a_category_has_no_empty_steps_by_any_door() {
    let house = House::new();
    let account = house.account("Giro");
    for name in ["a::b", ":a:b:", "a: :b", "A:\u{200b}:B"] {
        assert_eq!(pay(&house, account, "Shop", name).status, 200, "{name}");
    }
    let new = |name: &str| json!({"name": name, "kind": "expense", "currency": "USD"});
    refused(&house.client.post("/api/v1/accounts", &new("a:::b")), "name-taken");
    refused(&house.client.post("/api/v1/accounts", &new("::")), "name-empty");
    let qif = b"!Type:Bank\nD2024-05-13\nT-7.00\nPShop\nLa:: b\n^\nD2024-05-14\nT-7.00\nL:::\n^\n";
    import(&house, &preview(&house, "a.qif", qif), Some(account));
    let categories: Vec<String> =
        names(&house, "accounts").into_iter().filter(|name| name.contains(':')).collect();
    assert_eq!(categories, ["a:b"]);
    let to = json!({"name": "a:b", "currency": "USD", "to": "c::d"});
    assert_eq!(house.client.post("/api/v1/categories/rename", &to).status, 200);
    assert!(names(&house, "accounts").contains(&"c:d".to_owned()));
}

#[test]
fn nothing_moves_from_an_account_to_itself() {
    let house = House::new();
    let giro = house.account("Giro");
    let splits = json!([{"account": giro, "amount": -500}, {"account": giro, "amount": 500}]);
    let body = json!({"date": "2024-05-01", "payee": "Shop", "splits": splits});
    refused(&house.client.post("/api/v1/transactions", &body), "one-account");
    let parts =
        b"!Account\nNGiro\nTBank\n^\n!Type:Bank\nD2024-05-13\nT-7.00\nS[Giro]\n$-3.00\nS[Giro]\n$-4.00\n^\n";
    import(&house, &preview(&house, "a.qif", parts), Some(giro));
    let rows = house.client.get(&format!("/api/v1/accounts/{giro}/register"))["rows"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
}

#[test]
fn numbers_beyond_what_there_is_are_answered_in_words() {
    let house = House::new();
    let account = house.account("Giro");
    let id = pay(&house, account, "Shop", "Food").json()["id"].clone();
    for days in [i32::MAX, i32::MIN, 7_304_485, -7_304_485, 3_000_000, 100_000, -100_000] {
        let change = json!({"selection": [{"transaction": id, "split": 0}], "change": {"shift_days": days}});
        let answer = house.client.post("/api/v1/transactions/bulk", &change);
        assert!((400..500).contains(&answer.status), "{days}: {}", answer.text());
    }
    import(&house, &preview(&house, "a.qif", b"!Type:Bank\nD2024-05-13\nT-7.00\n^\n"), Some(account));
    for large in ["9223372036854775807", "9223372036854775808", "18446744073709551615"] {
        for path in [
            format!("imports/1?offset={large}&limit={large}"),
            format!("accounts/{account}/register?offset={large}&limit={large}"),
            format!("accounts/{account}/register?search=shop&offset={large}"),
            format!("history?before={large}&limit={large}"),
            format!("events/poll?after={large}&wait=0&session=s"),
        ] {
            let answer = house.client.send(Request::get(&format!("/api/v1/{path}")));
            assert!(answer.status < 500, "{path}: {} {}", answer.status, answer.text());
        }
        for (method, path) in
            [("POST", format!("history/{large}/undo")), ("POST", format!("history/{large}/redo"))]
        {
            let answer = house.client.send(Request::new(method, &format!("/api/v1/{path}")).json(&json!({})));
            assert!(answer.status < 500, "{path}: {} {}", answer.status, answer.text());
        }
        let moved = json!({"account": account, "by": i64::MIN});
        assert_eq!(house.client.post(&format!("/api/v1/transactions/{id}/place"), &moved).status, 200);
    }
}

#[test]
fn a_preview_that_is_gone_says_how_many_are_held() {
    let house = House::new();
    let first = preview(&house, "a.qif", b"!Type:Bank\nD2024-05-13\nT-7.00\n^\n");
    for n in 0..8 {
        preview(&house, &format!("{n}.qif"), b"!Type:Bank\nD2024-05-13\nT-7.00\n^\n");
    }
    let order = json!({"preview": first["id"], "statements": []});
    let answer = house.client.post("/api/v1/imports", &order);
    refused(&answer, "preview-gone");
    assert!(
        answer.json()["advice"].as_str().is_some_and(|words| words.contains("At most 8 previews")),
        "{}",
        answer.text()
    );
}

#[test]
fn a_tree_of_categories_joins_another_after_a_look_and_one_undo_brings_both_back() {
    let house = House::new();
    let account = house.account("Giro");
    for category in ["Food", "Food:Bread", "Food:Fish", "Groceries", "Groceries:Bread"] {
        assert_eq!(pay(&house, account, "Shop", category).status, 200);
    }
    let before = names(&house, "accounts");
    let wanted = json!({"name": "Food", "currency": "USD", "to": "groceries"});
    refused(&house.client.post("/api/v1/categories/rename", &wanted), "category-taken");
    refused(&house.client.post("/api/v1/categories/rename/preview", &wanted), "category-taken");
    let wanted = json!({"name": "Food", "currency": "USD", "to": "groceries", "merge": true});
    let shown = house.client.done("POST", "/api/v1/categories/rename/preview", &wanted);
    assert_eq!(shown["renamed"], json!([{"from": "Food:Fish", "to": "groceries:Fish"}]));
    let merged = |from: &str, into: &str| json!({"from": from, "into": into, "transactions": 1});
    assert_eq!(
        shown["merged"],
        json!([merged("Food", "Groceries"), merged("Food:Bread", "Groceries:Bread")])
    );
    assert_eq!(names(&house, "accounts"), before, "a look changes nothing");
    house.client.done("POST", "/api/v1/categories/rename", &wanted);
    let mut after = names(&house, "accounts");
    after.retain(|name| name != "Giro");
    assert_eq!(after, ["Groceries", "Groceries:Bread", "groceries:Fish"]);
    house.client.done("POST", "/api/v1/undo", &Value::Null);
    assert_eq!(names(&house, "accounts"), before);
}
