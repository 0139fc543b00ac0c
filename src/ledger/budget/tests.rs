//! Pages of small budgets, and what always holds of them.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::ledger::register::Month;
use crate::ledger::{Account, AccountId, AccountKind, Minor};

const FOOD: AccountId = AccountId(1);
const BREAD: AccountId = AccountId(2);
const RENT: AccountId = AccountId(3);
const SALARY: AccountId = AccountId(4);
const JANUARY: Month = Month(2026 * 12);

fn account(id: AccountId, name: &str, kind: AccountKind) -> Account {
    Account {
        id,
        name: name.into(),
        kind,
        currency: "USD".parse().expect("a currency"),
        bank_key: None,
        note: String::new(),
        closed: false,
        subkind: String::new(),
        group: String::new(),
        order: 0,
    }
}

fn accounts() -> Vec<Account> {
    vec![
        account(RENT, "Rent", AccountKind::Expense),
        account(BREAD, "food:Bread", AccountKind::Expense),
        account(FOOD, "Food", AccountKind::Expense),
        account(SALARY, "Salary", AccountKind::Income),
        account(AccountId(9), "Checking", AccountKind::Asset),
    ]
}

fn minor(units: i64) -> Minor {
    Minor::amount(units).expect("small")
}

fn plan(category: AccountId, month: i32, units: i64) -> BudgetEntry {
    BudgetEntry::Plan(Plan { category, month: Month(JANUARY.0 + month), amount: minor(units) })
}

fn carried(category: AccountId) -> BudgetEntry {
    BudgetEntry::Rule(Rule { category, carries: true, goal: None })
}

#[derive(Debug)]
struct Book {
    entries: Vec<BudgetEntry>,
    /// By category, from January on.
    actual: HashMap<AccountId, Vec<i64>>,
    scheduled: Vec<Scheduled>,
    today: Date,
}

impl Book {
    fn new(entries: Vec<BudgetEntry>, actual: &[(AccountId, &[i64])]) -> Book {
        let actual = actual.iter().map(|(id, months)| (*id, months.to_vec())).collect();
        Book { entries, actual, scheduled: Vec::new(), today: date(2026, 12, 31) }
    }

    fn page(&self, text: &str) -> Section {
        let period = Period::read(text).expect("a period");
        let from = Question::first_month(&self.entries, period);
        let skip = usize::try_from(from.0 - JANUARY.0).expect("not before January");
        let actual: HashMap<AccountId, Vec<i64>> =
            self.actual.iter().map(|(id, all)| (*id, all.iter().skip(skip).copied().collect())).collect();
        let accounts = accounts();
        let question = Question {
            accounts: &accounts,
            entries: &self.entries,
            period,
            today: self.today,
            from,
            actual: &actual,
            scheduled: &self.scheduled,
        };
        let mut page = page(&question).expect("a page");
        assert_eq!(page.sections.len(), 1);
        page.sections.remove(0)
    }

    fn row(&self, text: &str, category: AccountId) -> Row {
        let section = self.page(text);
        section.rows.into_iter().find(|row| row.category == category).expect("a row")
    }
}

#[test]
fn a_tree_stands_together_and_income_comes_first() {
    let book =
        Book::new(vec![plan(FOOD, 0, 100_00)], &[(BREAD, &[30_00]), (FOOD, &[20_00]), (RENT, &[5_00])]);
    let section = book.page("2026-01");
    let order: Vec<(AccountId, usize)> = section.rows.iter().map(|row| (row.category, row.depth)).collect();
    assert_eq!(order, [(SALARY, 0), (FOOD, 0), (BREAD, 1), (RENT, 0)]);
    let food = book.row("2026-01", FOOD);
    // What is spent on bread counts in the plan of food, and once.
    assert_eq!((food.own.actual, food.all.actual, food.all.left), (50_00, 50_00, 50_00));
    assert_eq!(book.row("2026-01", BREAD).covered_by, Some(FOOD));
    assert_eq!(
        (section.spending.planned, section.spending.actual, section.spending.left),
        (100_00, 55_00, 45_00)
    );
}

#[test]
fn one_with_a_plan_of_its_own_is_not_covered() {
    let book =
        Book::new(vec![plan(FOOD, 0, 100_00), plan(BREAD, 1, 40_00)], &[(BREAD, &[30_00]), (FOOD, &[20_00])]);
    let (food, bread) = (book.row("2026-01", FOOD), book.row("2026-01", BREAD));
    assert_eq!((bread.covered_by, bread.all.left, bread.typed), (None, -30_00, None));
    assert_eq!((food.own.left, food.all.left, food.all.actual), (80_00, 50_00, 50_00));
}

#[test]
fn what_is_left_goes_on_only_where_that_is_wanted() {
    let entries = || vec![plan(FOOD, 0, 100), plan(FOOD, 1, 100), plan(FOOD, 2, 100)];
    let spent: &[(AccountId, &[i64])] = &[(FOOD, &[70, 150, 10])];
    let plain = Book::new(entries(), spent).row("2026-03", FOOD).own;
    assert_eq!((plain.carried, plain.left), (0, 90));
    let carrying = Book::new([entries(), vec![carried(FOOD)]].concat(), spent);
    let figures = carrying.row("2026-03", FOOD).own;
    assert_eq!((figures.carried, figures.left), (-20, 70));
    let quarter = carrying.row("2026-Q1", FOOD).own;
    assert_eq!((quarter.carried, quarter.planned, quarter.actual, quarter.left), (0, 300, 230, 70));
}

#[test]
fn envelopes_keep_what_is_left_and_lose_what_is_over_spent() {
    let entries =
        vec![BudgetEntry::Way(Way::Envelope), plan(FOOD, 0, 100), plan(RENT, 0, 500), plan(FOOD, 1, 50)];
    let book = Book::new(entries, &[(FOOD, &[130, 20]), (RENT, &[450, 0]), (SALARY, &[1_000, 200])]);
    assert_eq!(book.page("2026-01").to_assign, Some(400));
    let section = book.page("2026-02");
    // 1,200 came in, 650 were assigned, and 30 were over-spent on food in January.
    assert_eq!(section.to_assign, Some(520));
    assert_eq!((book.row("2026-02", FOOD).own.left, book.row("2026-02", RENT).own.left), (30, 50));
    let owed = Book::new(
        [book.entries.clone(), vec![carried(FOOD)]].concat(),
        &[(FOOD, &[130, 20]), (SALARY, &[1_000, 200])],
    );
    assert_eq!((owed.page("2026-02").to_assign, owed.row("2026-02", FOOD).own.left), (Some(550), 0));
}

#[test]
fn a_month_without_a_plan_has_its_schedules_as_one() {
    let mut book = Book::new(vec![plan(RENT, 1, 950_00)], &[(RENT, &[0, 0, 0])]);
    let rent = |month, day| Scheduled { category: RENT, date: date(2026, month, day), amount: 900_00 };
    book.scheduled = vec![rent(1, 10), rent(2, 10), rent(3, 10)];
    book.today = date(2026, 3, 9);
    assert_eq!(book.row("2026-01", RENT).own.planned, 900_00);
    assert_eq!(
        (book.row("2026-02", RENT).own.planned, book.row("2026-02", RENT).scheduled),
        (950_00, 900_00)
    );
    // It is not spent evenly: on its day, and not before.
    assert_eq!(book.row("2026-03", RENT).own.pace, 0);
    book.today = date(2026, 3, 10);
    assert_eq!(book.row("2026-03", RENT).own.pace, 900_00);
    // Envelopes hold money, and no schedule has any.
    book.entries.push(BudgetEntry::Way(Way::Envelope));
    assert_eq!(book.row("2026-03", RENT).own.planned, 0);
}

#[test]
fn the_pace_goes_by_the_day_of_the_month() {
    let mut book = Book::new(vec![plan(FOOD, 3, 300_00)], &[]);
    let pace = |book: &Book| book.row("2026-04", FOOD).own.pace;
    for (day, expected) in [(date(2026, 3, 31), 0), (date(2026, 4, 1), 10_00), (date(2026, 4, 15), 150_00)] {
        book.today = day;
        assert_eq!(pace(&book), expected, "{day}");
    }
    for day in [date(2026, 4, 30), date(2026, 5, 1)] {
        book.today = day;
        assert_eq!(pace(&book), 300_00, "{day}");
    }
}

#[test]
fn a_goal_says_what_it_is_a_month() {
    let goal = Goal { amount: minor(1_200_00), by: Month(JANUARY.0 + 5) };
    let rule = BudgetEntry::Rule(Rule { category: RENT, carries: false, goal: Some(goal) });
    let book = Book::new(vec![rule, plan(RENT, 0, 200_00), plan(RENT, 1, 300_00)], &[(RENT, &[0, 50_00])]);
    let monthly = |text: &str| book.row(text, RENT).goal.map(|state| (state.saved, state.monthly));
    assert_eq!(monthly("2026-01"), Some((0, 200_00)));
    assert_eq!(monthly("2026-02"), Some((200_00, 200_00)));
    assert_eq!(monthly("2026-03"), Some((450_00, 187_50)));
    assert_eq!(monthly("2026-06"), Some((450_00, 750_00)));
    // It is over.
    assert_eq!(monthly("2026-07"), Some((450_00, 0)));
}

#[test]
fn averages_are_of_the_months_that_the_book_has() {
    let actual = HashMap::from([
        (FOOD, vec![0, 0, 0, 100, 50, 60]),
        (RENT, vec![0, 0, 0, 0, 0, 900]),
        (BREAD, vec![0, 0, 0, -5, 0, 0]),
    ]);
    let period = Period::read("2026-Q3").expect("a period");
    let planned = averages(&actual, period, |category, month| !(category == RENT && month == period.first));
    let of = |id: AccountId| -> Vec<i64> {
        planned.iter().filter(|one| one.category == id).filter_map(|one| Some(one.amount?.units())).collect()
    };
    assert_eq!((of(FOOD), of(RENT), of(BREAD)), (vec![70; 3], vec![300; 2], Vec::new()));
    assert!(averages(&HashMap::new(), period, |_, _| true).is_empty());
}

#[test]
fn what_no_page_can_show_is_refused() {
    let most = crate::ledger::money::LARGEST_AMOUNT;
    let entries: Vec<BudgetEntry> =
        (0..1_000).map(|month| plan(FOOD, month, most)).chain([carried(FOOD)]).collect();
    let accounts = accounts();
    let period = Period::read("2099-01").expect("a period");
    let question = Question {
        accounts: &accounts,
        entries: &entries,
        period,
        today: date(2026, 1, 1),
        from: JANUARY,
        actual: &HashMap::new(),
        scheduled: &[],
    };
    assert!(page(&question).is_ok());
    let later = Question { period: Period::read("2108-01").expect("a period"), ..question };
    assert_eq!(page(&later), Err(BudgetRefusal::Large));
}

const CATEGORIES: [AccountId; 4] = [FOOD, BREAD, RENT, SALARY];

fn any_book() -> impl Strategy<Value = Book> {
    let plans = proptest::collection::btree_map((0usize..4, 0i32..6), -500i64..2_000, 0..14);
    let actual = proptest::collection::vec(proptest::collection::vec(-300i64..1_500, 6), 4);
    let rules = proptest::collection::vec(any::<bool>(), 4);
    (plans, actual, rules, any::<bool>()).prop_map(|(plans, actual, rules, is_envelope)| {
        let mut entries: Vec<BudgetEntry> =
            plans.into_iter().map(|((at, month), units)| plan(CATEGORIES[at], month, units)).collect();
        entries.extend(rules.iter().zip(CATEGORIES).filter(|(is, _)| **is).map(|(_, id)| carried(id)));
        entries.extend(is_envelope.then_some(BudgetEntry::Way(Way::Envelope)));
        let actual: Vec<(AccountId, &[i64])> =
            CATEGORIES.into_iter().zip(actual.iter().map(Vec::as_slice)).collect();
        Book::new(entries, &actual)
    })
}

proptest! {
    /// What is left at the end of a chain is all that was planned since it began, less all that was spent; with
    /// envelopes, what can be assigned and what is left together are what came in less what was spent.
    #[test]
    fn a_chain_loses_nothing(book in any_book()) {
        let is_envelope = book.entries.contains(&BudgetEntry::Way(Way::Envelope));
        let months: Vec<Section> = (1..=6).map(|month| book.page(&format!("2026-0{month}"))).collect();
        let first = book.entries.iter().filter_map(|entry| match entry {
            BudgetEntry::Plan(plan) => Some(plan.month.0 - JANUARY.0),
            _ => None,
        }).min();
        for (at, section) in months.iter().enumerate() {
            for row in section.rows.iter().filter(|row| row.covered_by.is_none()) {
                prop_assert_eq!(row.own.left, row.own.carried + row.own.planned - row.own.actual);
                let before = at.checked_sub(1).and_then(|at| {
                    months[at].rows.iter().find(|one| one.category == row.category).map(|one| one.own.left)
                });
                let starts_here = row.own.carried == 0;
                if row.carries && !starts_here {
                    prop_assert_eq!(Some(row.own.carried), before);
                } else if is_envelope && !row.is_income && !row.carries {
                    let began = first.is_some_and(|first| at as i32 > first);
                    let kept = before.filter(|_| began).unwrap_or(0).max(0);
                    prop_assert_eq!(row.own.carried, kept);
                } else if !is_envelope && !row.carries {
                    prop_assert_eq!(row.own.carried, 0);
                }
            }
            let roots: i64 = section.rows.iter().filter(|row| row.depth == 0 && !row.is_income).map(|row| row.all.left).sum();
            prop_assert_eq!(section.spending.left, roots);
            if let (Some(to_assign), Some(first)) = (section.to_assign, first) {
                let since = |id: &AccountId| -> i64 {
                    book.actual[id].iter().enumerate().filter(|(m, _)| *m as i32 >= first && *m <= at).map(|(_, one)| one).sum()
                };
                let spent: i64 = [FOOD, BREAD, RENT].iter().map(since).sum();
                if at as i32 >= first {
                    prop_assert_eq!(to_assign + section.spending.left, since(&SALARY) - spent);
                }
            }
        }
    }
}
