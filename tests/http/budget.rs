//! The budget over the interface: planned, spent, carried, said when it is over, and undone.

use serde_json::{Value, json};

use super::support::{Answer, House, Request};

/// A book on the tenth of November, with a register.
struct Home {
    house: House,
    account: i64,
}

impl Home {
    fn new() -> Home {
        let house = House::at("2026-11-10T12:00[Europe/London]");
        let account = house.account("Current");
        Home { house, account }
    }

    /// A payment, or with a negative amount what came in.
    fn spend(&self, date: &str, category: &str, units: i64) -> i64 {
        let body = json!({"date": date, "payee": "Shop",
            "splits": [{"account": self.account, "amount": -units}, {"category": category, "amount": units}]});
        self.house.client.done("POST", "/api/v1/transactions", &body)["id"].as_i64().expect("an id")
    }

    fn category(&self, name: &str) -> i64 {
        let all = self.house.client.get("/api/v1/accounts");
        let all = all["accounts"].as_array().expect("accounts");
        all.iter().find(|one| one["name"] == name).and_then(|one| one["id"].as_i64()).expect("is there")
    }

    fn plan(&self, category: i64, period: &str, amount: Option<i64>) -> Value {
        let body = json!({"plans": [{"category": category, "period": period, "amount": amount}]});
        self.house.client.done("PUT", "/api/v1/budget/plans", &body)
    }

    fn page(&self, period: &str) -> Value {
        self.house.client.get(&format!("/api/v1/budget?period={period}"))
    }

    fn row(&self, period: &str, category: i64) -> Value {
        let page = self.page(period);
        let rows = page["sections"][0]["rows"].as_array().expect("rows");
        rows.iter().find(|row| row["category"] == category).expect("a row").clone()
    }

    fn put(&self, path: &str, body: &Value) -> Answer {
        self.house.client.send(Request::new("PUT", path).json(body))
    }

    fn over(&self, transaction: i64) -> Value {
        self.house.client.get(&format!("/api/v1/budget/over/{transaction}"))["over"].clone()
    }
}

#[test]
fn a_month_is_planned_spent_and_left_and_opens_the_rows_that_were_spent() {
    let home = Home::new();
    home.spend("2026-11-03", "Food:Bread", 30_00);
    home.spend("2026-11-05", "Food", 20_00);
    home.spend("2026-10-31", "Food", 99_00);
    let food = home.category("Food");
    let done = home.plan(food, "2026-11", Some(300_00));
    assert_eq!(done["words"], "Planned 300.00 for Food in November 2026");
    let row = home.row("2026-11", food);
    let own = &row["own"];
    assert_eq!(
        (&own["planned"], &own["actual"], &own["left"]),
        (&json!(300_00), &json!(50_00), &json!(250_00))
    );
    assert_eq!(own["pace"], 100_00);
    assert_eq!(home.row("2026-11", home.category("Food:Bread"))["covered_by"], food);
    // What is spent is the figure of the report, and opens its rows.
    let order = json!({"report": {"what": "spending", "by": "category", "span": "2026-11", "interval": "none"},
        "currency": "USD", "line": ["category:food"], "column": 0, "offset": 0});
    let opened = home.house.client.post("/api/v1/reports/rows", &order).json();
    assert_eq!((&opened["total"], &opened["sum"]), (&json!(2), &row["all"]["actual"]));
}

#[test]
fn a_year_is_spread_over_its_months_and_carried_where_that_is_wanted() {
    let home = Home::new();
    home.spend("2026-02-03", "Car", 350_00);
    let car = home.category("Car");
    home.plan(car, "2026", Some(1_200_00));
    assert_eq!(home.row("2026-03", car)["own"]["carried"], 0);
    let rule = json!({"carries": true, "goal": {"amount": 1_000_00, "by": "2026-12"}});
    let done = home.house.client.done("PUT", &format!("/api/v1/budget/categories/{car}"), &rule);
    assert_eq!(done["words"], "Set the goal of Car: 1000.00 by December 2026");
    let march = home.row("2026-03", car);
    assert_eq!((&march["own"]["carried"], &march["own"]["left"]), (&json!(-150_00), &json!(-50_00)));
    assert_eq!(march["goal"]["monthly"], 115_00);
    let (quarter, year) = (home.row("2026-Q1", car), home.row("2026", car));
    assert_eq!((&quarter["planned"], &quarter["own"]["left"]), (&json!(300_00), &json!(-50_00)));
    assert_eq!((&year["planned"], &year["own"]["left"]), (&json!(1_200_00), &json!(850_00)));
}

#[test]
fn envelopes_say_what_can_still_be_assigned() {
    let home = Home::new();
    home.spend("2026-10-01", "Salary", -2_000_00);
    home.spend("2026-10-05", "Food", 350_00);
    let food = home.category("Food");
    home.plan(food, "2026-10", Some(300_00));
    assert_eq!(home.page("2026-10")["sections"][0]["to_assign"], Value::Null);
    home.house.client.done("PUT", "/api/v1/budget/way", &json!({"way": "envelope"}));
    assert_eq!(home.page("2026-10")["sections"][0]["to_assign"], 1_700_00);
    assert_eq!(home.row("2026-10", food)["own"]["left"], -50_00);
    // What was over-spent in October is made up for in November.
    assert_eq!(home.page("2026-11")["sections"][0]["to_assign"], 1_650_00);
    assert_eq!(home.row("2026-11", food)["own"]["left"], 0);
}

#[test]
fn last_year_s_averages_fill_what_has_no_plan() {
    let home = Home::new();
    home.spend("2026-08-31", "Food", 300_00);
    home.spend("2026-10-01", "Food", 330_00);
    home.spend("2026-10-15", "Rent", 900_00);
    home.spend("2026-11-01", "Toys", 77_00);
    let (food, rent) = (home.category("Food"), home.category("Rent"));
    home.plan(rent, "2026-12", Some(850_00));
    let averages = json!({"period": "2026-12"});
    let done = home.house.client.done("POST", "/api/v1/budget/averages", &averages);
    assert_eq!(done["words"], "Planned 1 amount from last year's averages");
    assert_eq!(home.row("2026-12", food)["planned"], 210_00);
    assert_eq!(home.row("2026-12", rent)["planned"], 850_00);
    assert_eq!(home.row("2026-12", home.category("Toys"))["planned"], Value::Null);
    let again = home.house.client.done("POST", "/api/v1/budget/averages", &averages);
    assert_eq!(
        (&again["words"], &again["revision"]),
        (&json!("Nothing is to be planned"), &done["revision"])
    );
    home.house.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(home.row("2026-12", food)["planned"], Value::Null);
}

#[test]
fn what_schedules_put_into_a_month_is_its_plan() {
    let home = Home::new();
    home.spend("2026-10-01", "Rent", 900_00);
    home.spend("2026-11-01", "Rent", 900_00);
    let rent = home.category("Rent");
    let draft = json!({"account": home.account, "payee": "Landlord", "splits": [{"category": "Rent", "amount": 900_00}],
        "amount": {"kind": "fixed", "amount": -900_00},
        "rule": {"first": "2026-10-01", "unit": "months", "interval": 1, "on": {"kind": "day", "day": 1}}});
    home.house.client.done("POST", "/api/v1/schedules", &draft);
    let row = home.row("2026-12", rent);
    assert_eq!(
        (&row["own"]["planned"], &row["planned"], &row["scheduled"]),
        (&json!(900_00), &Value::Null, &json!(900_00))
    );
    assert_eq!(home.row("2026-11", rent)["own"]["left"], 0);
    let averages = home.house.client.done("POST", "/api/v1/budget/averages", &json!({"period": "2026-12"}));
    assert_eq!(averages["words"], "Nothing is to be planned", "a schedule is a plan");
    assert_eq!(home.row("2026-09", rent)["own"]["planned"], 0);
    assert_eq!(home.row("2026-Q4", rent)["own"]["planned"], 2_700_00);
}

#[test]
fn what_is_over_is_said_of_the_row_that_was_entered() {
    let home = Home::new();
    let before = home.spend("2026-11-01", "Food", 10_00);
    assert_eq!(home.over(before), json!([]), "nothing is planned");
    home.plan(home.category("Food"), "2026-11", Some(30_00));
    assert_eq!(home.over(home.spend("2026-11-02", "Food:Bread", 20_00)), json!([]));
    let over = home.over(home.spend("2026-11-03", "Food:Bread", 12_40));
    let food = home.category("Food");
    let told = json!([{"category": food, "name": "Food", "month": "2026-11", "amount": 12_40, "currency": "USD", "decimals": 2}]);
    assert_eq!(over, told);
    assert_eq!(home.over(home.spend("2026-12-03", "Food", 12_40)), json!([]), "another month");
    let missing = home.house.client.send(Request::get("/api/v1/budget/over/999"));
    assert_eq!(missing.status, 404);
}

#[test]
fn a_merged_category_keeps_its_plan_and_undo_gives_it_back() {
    let home = Home::new();
    home.spend("2026-11-01", "Food", 10_00);
    home.spend("2026-11-01", "Bread", 5_00);
    let (food, bread) = (home.category("Food"), home.category("Bread"));
    home.plan(food, "2026-11", Some(100_00));
    home.plan(bread, "2026-11", Some(20_00));
    let before = home.page("2026-11")["sections"].clone();
    home.house.client.done("PATCH", &format!("/api/v1/categories/{bread}"), &json!({"name": "Baker"}));
    assert_eq!(home.row("2026-11", bread)["name"], "Baker");
    home.house.client.done("POST", &format!("/api/v1/categories/{bread}/merge"), &json!({"into": food}));
    let own = home.row("2026-11", food)["own"].clone();
    assert_eq!((&own["planned"], &own["actual"]), (&json!(120_00), &json!(15_00)));
    home.house.client.done("POST", "/api/v1/undo", &json!({}));
    home.house.client.done("POST", "/api/v1/undo", &json!({}));
    assert_eq!(home.page("2026-11")["sections"], before);
}

#[test]
fn the_budget_goes_with_the_json_of_the_book() {
    let home = Home::new();
    home.spend("2026-11-01", "Food", 10_00);
    let food = home.category("Food");
    home.plan(food, "2026-Q4", Some(100_00));
    let rule = json!({"carries": true, "goal": {"amount": 1_000_00, "by": "2027-06"}});
    home.house.client.done("PUT", &format!("/api/v1/budget/categories/{food}"), &rule);
    home.house.client.done("PUT", "/api/v1/budget/way", &json!({"way": "envelope"}));
    let file = home.house.client.send(Request::get("/api/v1/export?format=json")).text();
    let other = House::at("2026-11-10T12:00[Europe/London]");
    let answer = other.client.send(Request::new("POST", "/api/v1/contents").body(file));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let there = other.client.get("/api/v1/budget?period=2026-11");
    assert_eq!((&there["sections"], &there["way"]), (&home.page("2026-11")["sections"], &json!("envelope")));
}

#[test]
fn what_cannot_be_planned_is_refused_and_nothing_of_it_is_kept() {
    let home = Home::new();
    home.spend("2026-11-01", "Food", 10_00);
    home.spend("2026-11-01", "Salary", -10_00);
    let (food, salary) = (home.category("Food"), home.category("Salary"));
    let before = home.page("2026-11");
    let plan = |category: i64, period: &str, amount: i64| {
        let good = json!({"category": food, "period": "2026-11", "amount": 1_00});
        let bad = json!({"category": category, "period": period, "amount": amount});
        home.put("/api/v1/budget/plans", &json!({"plans": [good, bad]}))
    };
    let rule = |id: i64, goal: Value| {
        home.put(&format!("/api/v1/budget/categories/{id}"), &json!({"carries": false, "goal": goal}))
    };
    for (answer, status, field) in [
        (plan(999, "2026-11", 1), 404, None),
        (plan(home.account, "2026-11", 1), 422, None),
        (plan(food, "2026-13", 1), 422, Some("period")),
        (plan(food, "2026-Q5", 1), 422, Some("period")),
        (plan(food, "2026-11-01", 1), 422, Some("period")),
        (plan(food, "2200", 1), 422, Some("period")),
        (plan(food, "2026-11", 10_000_000_000_001), 422, Some("amount")),
        (rule(food, json!({"amount": 0, "by": "2027-06"})), 422, Some("goal")),
        (rule(food, json!({"amount": 5, "by": "2027"})), 422, Some("by")),
        (rule(salary, json!({"amount": 5, "by": "2027-06"})), 422, Some("goal")),
    ] {
        let problem = answer.json();
        assert_eq!((answer.status, problem["field"].as_str()), (status, field), "{problem}");
        for part in ["title", "detail", "advice"] {
            assert!(problem[part].as_str().is_some_and(|words| !words.is_empty()), "{part}: {problem}");
        }
    }
    let odd = home.put("/api/v1/budget/plans", &json!({"plans": [], "colour": "red"}));
    assert_eq!(odd.status, 400, "{}", odd.text());
    for query in ["period=soon", "period=2026-00", "period=2026-11&today=yesterday"] {
        let answer = home.house.client.send(Request::get(&format!("/api/v1/budget?{query}")));
        assert_eq!(answer.status, 422, "{query}: {}", answer.text());
    }
    assert_eq!(home.page("2026-11"), before);
}

#[test]
fn an_order_that_names_itself_is_done_once_and_told_to_every_page() {
    let home = Home::new();
    home.spend("2026-11-01", "Food", 10_00);
    let mut events = home.house.client.events("session=s1", None);
    let body = json!({"plans": [{"category": home.category("Food"), "period": "2026-11", "amount": 5_00}]});
    let order = || {
        let order = Request::new("PUT", "/api/v1/budget/plans").json(&body);
        home.house.client.send(order.header("Idempotency-Key", "plan-1")).json()
    };
    let (first, again) = (order(), order());
    assert_eq!(first, again);
    let frame = events.next_named("change");
    assert_eq!(frame.data["topics"], json!(["budget"]));
}
