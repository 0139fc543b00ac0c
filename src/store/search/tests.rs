//! What a search finds is what somebody would find who looks at every row.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::ledger::bulk::{BulkChange, BulkDraft, RowRef};
use crate::ledger::command::{Command, NewAccount, SplitDraft, Target, TransactionDraft};
use crate::ledger::register::{Column, Order};
use crate::ledger::search::{Comparison, Field, Query, Test, Trait, fold};
use crate::ledger::{AccountId, AccountKind, Minor, PayeeId, Split, SplitState, Transaction, TransactionId};
use crate::store::{AccountName, BookFile, Opened, RegisterRow, Search, View, open};

const AT: &str = "2024-05-17T10:00:00Z";
const TODAY: Date = date(2024, 2, 20);

struct Book {
    _folder: tempfile::TempDir,
    opened: Opened,
    accounts: Vec<AccountId>,
    made: Vec<TransactionId>,
}

/// One thing to do to a book.
#[derive(Debug, Clone)]
enum Deed {
    Add(TransactionDraft),
    /// Replaces the transaction of this number, counted round.
    Edit(usize, TransactionDraft),
    Delete(usize),
    Mark(usize),
    /// One change to all sides of some transactions, whichever register they are in.
    Bulk(Vec<usize>, BulkChange),
    Void(usize, bool),
    Duplicate(usize, Date),
    MergePayee(i64, i64),
    /// The step so many before the newest.
    TakeBack(u64),
    Undo,
    Redo,
}

impl Book {
    fn new() -> Book {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
        let mut book = Book { _folder: folder, opened, accounts: Vec::new(), made: Vec::new() };
        for name in ["Chequé", "Savings"] {
            let currency = "USD".parse().expect("a currency");
            let new = NewAccount { name: name.into(), kind: AccountKind::Asset, currency, opening: None };
            let written = book.opened.writer.submit(&Command::OpenAccount(new), AT).expect("opens");
            book.accounts.push(AccountId(written.made.expect("an id")));
        }
        book
    }

    /// Refusals are fine: a transaction may be gone.
    fn carry_out(&mut self, deed: &Deed) {
        let id = |at: usize| self.made.get(at % self.made.len().max(1)).copied().unwrap_or(TransactionId(0));
        let command = match deed {
            Deed::Add(draft) => Command::AddTransaction(draft.clone()),
            Deed::Edit(at, draft) => {
                Command::EditTransaction { id: id(*at), draft: draft.clone(), base: None }
            }
            Deed::Delete(at) => Command::DeleteTransaction { id: id(*at) },
            Deed::Mark(at) => {
                Command::SetState { id: id(*at), split: 0, state: SplitState::Cleared, unreconcile: false }
            }
            Deed::Bulk(which, change) => {
                let ids = which.iter().map(|at| id(*at));
                let sides =
                    ids.flat_map(|transaction| (0..3).map(move |split| RowRef { transaction, split }));
                let rows = sides.filter(|row| self.has_side(*row)).collect();
                Command::Bulk(BulkDraft { rows, base: None, change: change.clone() })
            }
            Deed::Void(at, void) => Command::VoidTransaction { id: id(*at), void: *void },
            Deed::Duplicate(at, date) => Command::DuplicateTransaction { id: id(*at), date: *date },
            Deed::MergePayee(one, other) => Command::MergePayee { id: PayeeId(*one), into: PayeeId(*other) },
            Deed::TakeBack(back) => {
                let newest = self.opened.reader.at_once(|book| book.revision()).expect("reads");
                Command::TakeBack { revision: newest.saturating_sub(*back) }
            }
            Deed::Undo => Command::Undo,
            Deed::Redo => Command::Redo,
        };
        if let Ok(written) = self.opened.writer.submit(&command, AT) {
            self.made.extend(written.made.map(TransactionId));
        }
    }

    fn has_side(&self, row: RowRef) -> bool {
        let found = self.opened.reader.at_once(|book| book.transaction(row.transaction)).expect("reads");
        found.is_some_and(|transaction| row.split < transaction.splits.len())
    }

    fn compare(&self, text: &str) {
        let Ok(query) = Query::parse(text) else { return };
        let search = Search { query, today: TODAY, order: None };
        let same = self.opened.reader.at_once(|book| {
            for account in &self.accounts {
                let found = book.search(*account, &search, Some(0), 1_000)?;
                let expected = looked_at_one_by_one(book, *account, &search)?;
                assert_eq!(found.total, expected.len() as u64, "{text}");
                assert_eq!(found.rows, expected, "{text}");
                in_parts(book, *account, &search, &expected)?;
            }
            Ok(())
        });
        same.expect("reads");
    }

    fn compare_orders(&self, text: &str) {
        let Ok(query) = Query::parse(text) else { return };
        for (by, descending) in orders() {
            let order = Order { by, descending };
            self.compare_order(&Search { query: query.clone(), today: TODAY, order: Some(order) }, order);
        }
    }

    fn compare_order(&self, search: &Search, order: Order) {
        let same = self.opened.reader.at_once(|book| {
            let names = book.account_names()?;
            for account in &self.accounts {
                let found = book.search(*account, search, Some(0), 1_000)?;
                let mut expected = looked_at_one_by_one(book, *account, search)?;
                put_in_order(&mut expected, order, &names);
                assert_eq!(found.rows, expected, "{order:?}");
                for (at, row) in (0..).zip(&expected) {
                    let split = (row.transaction, Some(row.split));
                    let place = book.place_of_split(*account, split, Some(search))?;
                    assert_eq!(place, Some((at, found.total)), "{order:?}");
                }
            }
            Ok(())
        });
        same.expect("reads");
    }
}

/// Pages are parts of the whole, and each row is where it is said to be.
fn in_parts(
    book: &View,
    account: AccountId,
    search: &Search,
    expected: &[RegisterRow],
) -> Result<(), crate::store::Failure> {
    for (offset, rows) in (0..).step_by(3).zip(expected.chunks(3)) {
        assert_eq!(book.search(account, search, Some(offset), 3)?.rows, rows);
    }
    for (at, row) in (0..).zip(expected) {
        let place = book.place_of_split(account, (row.transaction, Some(row.split)), Some(search))?;
        assert_eq!(place, Some((at, expected.len() as u64)));
    }
    Ok(())
}

fn orders() -> impl Iterator<Item = (Column, bool)> {
    use Column::{Category, Date, Deposit, Memo, Number, Payee, Payment, State, Tags};
    let columns = [Date, Number, Payee, Category, Memo, Tags, Payment, Deposit, State];
    columns.into_iter().flat_map(|column| [(column, false), (column, true)])
}

/// As somebody would who sees the cells: empty ones last, equal ones as they were.
fn put_in_order(
    rows: &mut [RegisterRow],
    order: Order,
    names: &std::collections::HashMap<AccountId, AccountName>,
) {
    if order.by == Column::Date {
        return if order.descending {
            rows.reverse()
        };
    }
    let shown = |row: &RegisterRow| match row.other.map(|id| &names[&id]) {
        None => "split".to_owned(),
        Some(other) if other.kind.is_register() => format!("[{}]", fold(&other.name)),
        Some(other) => fold(&other.name),
    };
    // Numbers before texts, and each as what it is.
    let cell = |row: &RegisterRow| -> Option<(bool, i64, String)> {
        let text = |text: String| (!text.is_empty()).then_some((true, 0, text));
        let number = |number: i64| Some((false, number, String::new()));
        match order.by {
            Column::Date => None,
            Column::Number => {
                let typed = row.number.clone().unwrap_or_default();
                typed.parse().ok().and_then(number).or_else(|| text(fold(&typed)))
            }
            Column::Payee => text(row.payee.as_deref().map(fold).unwrap_or_default()),
            Column::Category => text(shown(row)),
            Column::Memo => text(fold(&row.memo)),
            Column::Tags => text(row.tags.iter().map(|tag| fold(tag) + "\n").collect()),
            Column::Payment => {
                (row.amount.units() < 0).then_some((false, -row.amount.units(), String::new()))
            }
            Column::Deposit => {
                (row.amount.units() >= 0).then_some((false, row.amount.units(), String::new()))
            }
            Column::State => number(i64::from(super::line::state_bits(row.state))),
        }
    };
    rows.sort_by(|a, b| match (cell(a), cell(b)) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Greater,
        (_, None) => std::cmp::Ordering::Less,
        (a, b) if order.descending => b.cmp(&a),
        (a, b) => a.cmp(&b),
    });
}

fn looked_at_one_by_one(
    book: &View,
    account: AccountId,
    search: &Search,
) -> Result<Vec<RegisterRow>, crate::store::Failure> {
    let names = book.account_names()?;
    let mut found = Vec::new();
    for row in book.register(account, Some(0), 1_000)?.rows {
        let transaction = book.transaction(row.transaction)?.expect("is there");
        let seen = Seen { row: &row, transaction: &transaction, names: &names, today: search.today };
        if search.query.terms.iter().all(|term| seen.passes(&term.test) != term.negated) {
            found.push(row);
        }
    }
    Ok(found)
}

struct Seen<'s> {
    row: &'s RegisterRow,
    transaction: &'s Transaction,
    names: &'s std::collections::HashMap<AccountId, AccountName>,
    today: Date,
}

impl Seen<'_> {
    fn passes(&self, test: &Test) -> bool {
        match test {
            Test::Text(field, words) => {
                self.texts(*field).iter().any(|text| fold(text).contains(words.as_str()))
            }
            Test::Amount(comparison, decimal) => {
                let up = |units: i64, decimals: u8| i128::from(units) * 10i128.pow(18 - u32::from(decimals));
                let (left, right) =
                    (up(self.row.amount.units().abs(), 2), up(decimal.units, decimal.decimals));
                let parts = self.others_splits();
                let is_part =
                    parts.len() > 1 && parts.iter().any(|part| up(part.amount.units().abs(), 2) == right);
                match comparison {
                    Comparison::Equal => left == right || is_part,
                    Comparison::Above => left > right,
                    Comparison::AtLeast => left >= right,
                    Comparison::Below => left < right,
                    Comparison::AtMost => left <= right,
                }
            }
            Test::Dates(days) => days.contain(self.row.date),
            Test::Is(what) => self.is(*what),
            Test::AnyOf(tests) => tests.iter().any(|test| self.passes(test)),
            Test::AllOf(tests) => tests.iter().all(|test| self.passes(test)),
        }
    }

    fn others_splits(&self) -> Vec<&Split> {
        let splits = self.transaction.splits.iter().enumerate();
        splits.filter(|(at, _)| *at != self.row.split as usize).map(|(_, split)| split).collect()
    }

    fn others(&self) -> Vec<AccountId> {
        self.others_splits().iter().map(|split| split.account).collect()
    }

    fn texts(&self, field: Field) -> Vec<String> {
        let own = self.transaction.splits.iter().map(|split| split.memo.clone());
        let memos = std::iter::once(self.transaction.memo.clone()).chain(own);
        let shown = |name: &AccountName| match name.kind.is_register() {
            true => format!("[{}]", name.name),
            false => name.name.clone(),
        };
        let others = self.others().into_iter().map(|id| shown(&self.names[&id]));
        match field {
            Field::Any => [Field::Payee, Field::Memo, Field::Category, Field::Number, Field::Tag]
                .into_iter()
                .flat_map(|field| self.texts(field))
                .collect(),
            Field::Payee => self.row.payee.iter().cloned().collect(),
            Field::Memo => memos.collect(),
            Field::Category => others.collect(),
            Field::Number => self.row.number.iter().cloned().collect(),
            Field::Tag => self.row.tags.clone(),
        }
    }

    fn is(&self, what: Trait) -> bool {
        match what {
            Trait::Uncleared => self.row.state == SplitState::Uncleared,
            Trait::Cleared => self.row.state == SplitState::Cleared,
            Trait::Reconciled => self.row.state == SplitState::Reconciled,
            Trait::Void => self.row.void,
            Trait::Split => self.others().len() > 1,
            Trait::Transfer => self.others().iter().any(|id| self.names[id].kind.is_register()),
            Trait::Imported => self.row.imported,
            Trait::Future => self.row.date > self.today,
        }
    }
}

const MEMOS: [&str; 8] = ["", "für Oma", "2024", "order #12", "order #129 late", "order #1", "rent", "Łódź"];

fn draft() -> impl Strategy<Value = TransactionDraft> {
    let text = || prop::sample::select(MEMOS.to_vec());
    let payee = prop::sample::select(vec!["", "Grocer", "Café Zoë", "Rent & Co", "1001"]);
    let category = || prop::sample::select(vec!["Food", "Food:Sweets", "Rent", "Chequé dues"]);
    let number = prop::option::of(prop::sample::select(vec!["1001", "1002", "A-7"]));
    let shape = (
        0u8..7,
        1i64..40_000,
        0i16..90,
        prop::collection::vec(prop::sample::select(vec!["Trip", "Ärger"]), 0..2),
    );
    (shape, payee, text(), text(), number, category(), category()).prop_map(
        |((kind, units, day, tags), payee, memo, own, number, first, second)| {
            let side = |target, units, memo: &str| SplitDraft {
                target,
                amount: Minor::amount(units).expect("within"),
                memo: memo.into(),
                state: None,
                bank_id: None,
            };
            let (mine, other) = (Target::Account(AccountId(1)), Target::Account(AccountId(2)));
            let category = |name: &str| Target::Category(name.into());
            let splits = match kind {
                0 => vec![side(mine, -units, own), side(other, units, "")],
                1 => vec![
                    side(mine, -units - 5, ""),
                    side(category(first), units, own),
                    side(category(second), 5, "sweets"),
                ],
                2 => vec![side(category(first), units, own), side(mine, -units, "")],
                3 => vec![side(mine.clone(), -units, own), side(mine, units, "")],
                4 => vec![
                    side(mine.clone(), -units, ""),
                    side(mine, -7, own),
                    side(category(first), units + 7, ""),
                ],
                5 => {
                    vec![side(mine.clone(), -units, ""), side(other, units - 3, own), side(mine, 3, "change")]
                }
                _ => vec![side(other, -units, ""), side(category(first), units, own)],
            };
            TransactionDraft {
                date: date(2024, 1, 1) + jiff::Span::new().days(i64::from(day)),
                number: number.map(str::to_owned),
                payee: Some(payee.to_owned()),
                memo: memo.into(),
                splits,
                tags: Some(tags.into_iter().map(str::to_owned).collect()),
            }
        },
    )
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => draft().prop_map(Deed::Add),
        2 => (0usize..20, draft()).prop_map(|(at, draft)| Deed::Edit(at, draft)),
        1 => (0usize..20).prop_map(Deed::Delete),
        1 => (0usize..20).prop_map(Deed::Mark),
        3 => (prop::collection::vec(0usize..20, 1..4), bulk_change()).prop_map(|(rows, change)| Deed::Bulk(rows, change)),
        1 => (0usize..20, any::<bool>()).prop_map(|(at, void)| Deed::Void(at, void)),
        1 => (0usize..20, day()).prop_map(|(at, date)| Deed::Duplicate(at, date)),
        1 => (1i64..5, 1i64..5).prop_map(|(one, other)| Deed::MergePayee(one, other)),
        1 => (0u64..4).prop_map(Deed::TakeBack),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn day() -> impl Strategy<Value = Date> {
    (0i16..90).prop_map(|day| date(2024, 1, 1) + jiff::Span::new().days(i64::from(day)))
}

fn bulk_change() -> impl Strategy<Value = BulkChange> {
    prop_oneof![
        3 => prop::sample::select(vec![SplitState::Uncleared, SplitState::Cleared]).prop_map(BulkChange::State),
        1 => (1i64..3).prop_map(|id| BulkChange::AccountMove(AccountId(id))),
        1 => Just(BulkChange::Category(Target::Category("Rent".into()))),
        1 => (-40i32..40).prop_map(BulkChange::ShiftDays),
        1 => day().prop_map(BulkChange::Date),
        1 => Just(BulkChange::TagsAdd(vec!["Trip".into()])),
        1 => Just(BulkChange::Memo("für Oma".into())),
        1 => Just(BulkChange::Payee(Some("Grocer".into()))),
        1 => Just(BulkChange::Delete),
    ]
}

fn sought() -> impl Strategy<Value = String> {
    let words = [
        "cafe",
        "GROCER",
        "rent",
        "fur",
        "lodz",
        "sweets",
        "savings",
        "cat:food",
        "cat:\"food:sweets\"",
        "no:100",
        "no:a",
        "memo:oma",
        "payee:rent",
        "2024",
        "2024-02",
        "1001",
        ">100",
        "<=250",
        "=12.5",
        "is:split",
        "is:transfer",
        "is:uncleared",
        "is:cleared",
        "is:future",
        "is:imported",
        "2024-01-15..2024-02-10",
        "12",
        "\"rent &\"",
        "#12",
        "tag:arg",
        "[savings]",
        "[SAV",
        "cat:[savings]",
        "Food:Sweets",
        "split",
        "0.05",
        "0.07",
        "1 234",
        "nofield:x",
        "1.2.3",
        "trip",
        "is:void",
    ];
    let term = (any::<bool>(), prop::sample::select(words.to_vec()));
    let term = term.prop_map(|(negated, word)| if negated { format!("-{word}") } else { word.to_owned() });
    prop::collection::vec(term, 0..3).prop_map(|terms| terms.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_looking_at_every_row_finds(
        deeds in prop::collection::vec((deed(), sought()), 1..25),
        last in prop::collection::vec(sought(), 10),
    ) {
        let mut book = Book::new();
        for (deed, text) in &deeds {
            book.carry_out(deed);
            // Always the same, too: what was found before a change is found no more.
            for text in [text.as_str(), "e", "-r"] {
                book.compare(text);
            }
        }
        for text in &last {
            book.compare(text);
        }
        for text in last.iter().take(2) {
            book.compare_orders(text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_in_an_earlier_moment_finds_what_was_there_then(
        first in prop::collection::vec(deed(), 1..12),
        later in prop::collection::vec(deed(), 1..6),
        texts in prop::collection::vec(sought(), 4),
    ) {
        let mut book = Book::new();
        first.iter().for_each(|deed| book.carry_out(deed));
        let another = open(BookFile::at(&book._folder.path().join("b.counterfoil"), "id-1")).expect("opens");
        let mut also = Book { _folder: tempfile::tempdir().expect("a folder"), opened: another, accounts: book.accounts.clone(), made: book.made.clone() };
        let answered = book.opened.reader.at_once(|earlier| {
            earlier.revision()?;
            later.iter().for_each(|deed| also.carry_out(deed));
            for text in &texts {
                // Somebody else brings the image to the newest moment meanwhile.
                book.compare(text);
                let Ok(query) = Query::parse(text) else { continue };
                let search = Search { query, today: TODAY, order: None };
                for account in &book.accounts {
                    let expected = looked_at_one_by_one(earlier, *account, &search)?;
                    assert_eq!(earlier.search(*account, &search, Some(0), 1_000)?.rows, expected, "{text}");
                }
            }
            Ok(())
        });
        answered.expect("reads");
    }
}

#[test]
fn a_renamed_account_or_payee_is_found_by_its_new_name_at_once() {
    let mut book = Book::new();
    let side = |target, units| SplitDraft {
        target,
        amount: Minor::amount(units).expect("within"),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    book.carry_out(&Deed::Add(TransactionDraft {
        date: TODAY,
        number: None,
        payee: Some("Grocer".into()),
        tags: None,
        memo: String::new(),
        splits: vec![side(Target::Account(AccountId(1)), -5), side(Target::Account(AccountId(2)), 5)],
    }));
    book.compare("savings");
    let patch = crate::ledger::command::AccountPatch { name: Some("Rainy day".into()), ..Default::default() };
    book.opened.writer.submit(&Command::EditAccount { id: AccountId(2), patch }, AT).expect("renames");
    book.compare("savings");
    book.compare("rainy");
    let id = crate::ledger::PayeeId(1);
    book.opened.writer.submit(&Command::RenamePayee { id, name: "Baker".into() }, AT).expect("renames");
    book.compare("grocer");
    book.compare("payee:baker");
}

/// A step that marks two sides of one transaction changes it twice.
#[test]
fn a_row_whose_transaction_one_step_changed_twice_is_found_once() {
    let mut book = Book::new();
    let side = |account, units| SplitDraft {
        target: Target::Account(AccountId(account)),
        amount: Minor::amount(units).expect("within"),
        memo: String::new(),
        state: None,
        bank_id: None,
    };
    book.carry_out(&Deed::Add(TransactionDraft {
        date: TODAY,
        number: None,
        payee: Some("Grocer".into()),
        tags: None,
        memo: String::new(),
        splits: vec![side(1, -500), side(1, -7), side(2, 507)],
    }));
    for state in [SplitState::Cleared, SplitState::Uncleared] {
        book.compare("grocer");
        book.carry_out(&Deed::Bulk(vec![0], BulkChange::State(state)));
        book.compare("grocer");
        book.compare_orders("grocer");
    }
    book.carry_out(&Deed::Undo);
    book.compare_orders("grocer");
}
