//! The description of the API, and whether it is true.

use serde_json::Value;

use super::support::{House, Request};

#[test]
fn every_described_address_is_there() {
    let house = House::new();
    let document = house.client.get("/api/v1/openapi.json");
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            if path.ends_with("/quit") {
                continue;
            }
            let target = path
                .replace("{id}", "99")
                .replace("{split}", "0")
                .replace("{key}", "k")
                .replace("{revision}", "9");
            let answer = if path.contains("/events") {
                house.client.send(Request::get(&target))
            } else {
                house.client.send(Request::new(&method.to_uppercase(), &target).json(&Value::Null))
            };
            let kind = answer.text();
            assert!(!kind.contains("no-such-address") && answer.status != 405, "{method} {path}: {kind}");
        }
    }
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let house = House::new();
    let document = house.client.get("/api/v1/openapi.json");
    let paths = document["paths"].as_object().expect("paths").values();
    let mut names: Vec<_> = paths
        .flat_map(|methods| methods.as_object().expect("methods").values())
        .map(|operation| operation["operationId"].as_str().expect("a name").to_owned())
        .collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}
