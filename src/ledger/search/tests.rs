//! What is typed, and what it means.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn tests(text: &str) -> Vec<(bool, Test)> {
    let query = Query::parse(text).expect("is understood");
    query.terms.into_iter().map(|term| (term.negated, term.test)).collect()
}

fn one(text: &str) -> Test {
    let mut all = tests(text);
    assert_eq!(all.len(), 1, "{text} is one term");
    all.remove(0).1
}

fn wrong(text: &str) -> String {
    let error = Query::parse(text).expect_err("is not understood");
    assert!(!error.advice.is_empty());
    error.what
}

fn is_space_like(c: char) -> bool {
    super::runs::is_space(c)
}

fn words(field: Field, text: &str) -> Test {
    Test::Text(field, text.into())
}

#[test]
fn words_are_folded_and_each_is_a_term() {
    let all = tests("  Café  GRÜN ");
    assert_eq!(all, [(false, words(Field::Any, "cafe")), (false, words(Field::Any, "grun"))]);
}

#[test]
fn quotes_hold_words_together_and_make_text_of_anything() {
    assert_eq!(one("\"corner  Market\""), words(Field::Any, "corner  market"));
    assert_eq!(one("\">100\""), words(Field::Any, ">100"));
    assert_eq!(one("\"2024-02-30\""), words(Field::Any, "2024-02-30"));
    assert_eq!(one("payee:\"Corner Market\""), words(Field::Payee, "corner market"));
    assert_eq!(one("\"still typ"), words(Field::Any, "still typ"));
}

#[test]
fn a_minus_before_a_term_turns_it_round() {
    assert_eq!(tests("-rent"), [(true, words(Field::Any, "rent"))]);
    assert_eq!(tests("-cat:food"), [(true, words(Field::Category, "food"))]);
    assert_eq!(tests("-\"a b\""), [(true, words(Field::Any, "a b"))]);
    assert_eq!(one("drive-in"), words(Field::Any, "drive-in"));
    assert_eq!(tests("-"), []);
}

#[test]
fn fields_are_named_in_any_case() {
    assert_eq!(one("Cat:Food"), words(Field::Category, "food"));
    assert_eq!(one("memo:x"), words(Field::Memo, "x"));
    assert_eq!(one("no:1001"), words(Field::Number, "1001"));
    assert_eq!(one("tag:Trip"), words(Field::Tag, "trip"));
    assert_eq!(one("12:30"), words(Field::Any, "12:30"));
    assert_eq!(one("Food:Groceries"), words(Field::Any, "food:groceries"));
    assert_eq!(one("Food:\"Eating out\""), words(Field::Any, "food:eating out"));
    assert_eq!(one("cat:Food:Sweets"), words(Field::Category, "food:sweets"));
}

#[test]
fn rows_can_be_what_is_listed() {
    assert_eq!(one("is:uncleared"), Test::Is(Trait::Uncleared));
    assert_eq!(one("IS:Future"), Test::Is(Trait::Future));
    assert_eq!(wrong("is:nice"), "no row can be “nice”");
    assert_eq!(wrong("is:"), "nothing stands after “is:”");
}

#[test]
fn a_date_is_a_stretch_of_days() {
    let days = |from, to| Test::Dates(Days { from: Some(from), to: Some(to) });
    let or_words = |text: &str, days| Test::AnyOf(vec![words(Field::Any, text), days]);
    assert_eq!(one("2024-02"), or_words("2024-02", days(date(2024, 2, 1), date(2024, 2, 29))));
    let day = days(date(2024, 5, 17), date(2024, 5, 17));
    assert_eq!(one("2024-05-17"), or_words("2024-05-17", day));
    assert_eq!(one("2024-03..2024-04-15"), days(date(2024, 3, 1), date(2024, 4, 15)));
    assert_eq!(one("2023..2024"), days(date(2023, 1, 1), date(2024, 12, 31)));
    assert_eq!(one("2024-03.."), Test::Dates(Days { from: Some(date(2024, 3, 1)), to: None }));
    assert_eq!(one("..2024"), Test::Dates(Days { from: None, to: Some(date(2024, 12, 31)) }));
    assert_eq!(wrong("2024-02-30"), "there is no date “2024-02-30”");
    assert_eq!(wrong("2024-13"), "there is no date “2024-13”");
    assert_eq!(wrong("2024-04..2024-03"), "“2024-04..2024-03” ends before it begins");
    assert_eq!(one(".."), words(Field::Any, ".."));
}

#[test]
fn digits_alone_may_be_a_year_an_amount_or_a_number() {
    let Test::AnyOf(readings) = one("2024") else { panic!("several readings") };
    assert_eq!(readings.len(), 3);
    assert_eq!(readings[0], words(Field::Any, "2024"));
    let Test::AnyOf(readings) = one("1001") else { panic!("several readings") };
    assert_eq!(readings.len(), 2, "there was no book in the year 1001");
}

/// The amount that a text means beside its words.
fn amount_of(text: &str, decimal: DecimalMark) -> Option<Decimal> {
    let query = Query::read(text, Notation { decimal, dates: None }).expect("is understood");
    let [term] = query.terms.as_slice() else { return None };
    let readings = if let Test::AnyOf(readings) = &term.test {
        readings.as_slice()
    } else {
        std::slice::from_ref(&term.test)
    };
    readings.iter().find_map(|test| match test {
        Test::Amount(_, decimal) => Some(*decimal),
        _ => None,
    })
}

#[test]
fn amounts_are_compared_by_their_size_with_either_mark() {
    let decimal = |units, decimals| Decimal { units, decimals };
    assert_eq!(one(">100"), Test::Amount(Comparison::Above, decimal(100, 0)));
    assert_eq!(one(">1,000"), Test::Amount(Comparison::Above, decimal(1000, 0)));
    assert_eq!(one("<=12,50"), Test::Amount(Comparison::AtMost, decimal(1250, 2)));
    assert_eq!(one("<1,000.00"), Test::Amount(Comparison::Below, decimal(100_000, 2)));
    assert_eq!(one(">1 234,50"), Test::Amount(Comparison::Above, decimal(123_450, 2)));
    assert_eq!(
        one("12.34"),
        Test::AnyOf(vec![words(Field::Any, "12.34"), Test::Amount(Comparison::Equal, decimal(1234, 2))])
    );
    for text in [">", ">-5", ">1.2.3", ">1,00,0", ">12345678901234567890", ">=x", "<12 50"] {
        let first = text.split(' ').next().expect("a word");
        assert!(
            Query::parse(text).is_err() || one_of(text) == 2,
            "{text} compares with no amount, or is two words"
        );
        if first == text {
            assert_eq!(wrong(text), format!("“{text}” compares with no amount"));
        }
    }
}

fn one_of(text: &str) -> usize {
    tests(text).len()
}

#[test]
fn thousands_are_parted_as_people_part_them_or_it_is_no_amount() {
    let point = |text: &str| amount_of(text, DecimalMark::Point).map(|one| (one.units, one.decimals));
    let comma = |text: &str| amount_of(text, DecimalMark::Comma).map(|one| (one.units, one.decimals));
    assert_eq!([point("1,000"), comma("1,000")], [Some((1_000, 0)), Some((1_000, 3))]);
    assert_eq!([point("1.000"), comma("1.000")], [Some((1_000, 3)), Some((1_000, 0))]);
    for text in [
        "1,234.50",
        "1.234,50",
        "1 234.50",
        "1\u{a0}234,50",
        "1\u{202f}234,50",
        "1’234.50",
        "1'234.50",
        "−1,234.50",
    ] {
        assert_eq!([point(text), comma(text)], [Some((123_450, 2)); 2], "{text}");
    }
    assert_eq!(point("12,34,567.00"), Some((123_456_700, 2)), "as in India");
    assert_eq!(point("1,234,567"), Some((1_234_567, 0)));
    for text in ["12 50", "1 23", "1,23,4", "1.2.3", "1,234 567", "1 2345", "12345 678", "1,2345,678"] {
        assert_eq!([point(text), comma(text)], [None; 2], "{text}");
    }
    // Two words, or one amount: whichever is there.
    let Test::AnyOf(readings) = one("1 234") else { panic!("several readings") };
    assert_eq!(readings[0], Test::AllOf(vec![words(Field::Any, "1"), words(Field::Any, "234")]));
    assert_eq!(readings[1], Test::Amount(Comparison::Equal, Decimal { units: 1234, decimals: 0 }));
}

#[test]
fn dates_are_read_as_the_reader_writes_them() {
    let days = |text: &str, dates| {
        let query =
            Query::read(text, Notation { decimal: DecimalMark::Point, dates }).expect("is understood");
        let Some(Term { test: Test::AnyOf(readings), .. }) = query.terms.first() else { return vec![] };
        let days =
            readings.iter().filter_map(|test| if let Test::Dates(days) = test { days.from } else { None });
        days.collect()
    };
    let (march, april) = (date(2026, 3, 4), date(2026, 4, 3));
    for text in [
        "04.03.2026",
        "4.3.2026",
        "04. 03. 2026",
        "04/03/2026",
        "04-03-2026",
        "04.03.2026 г.",
        "04. 03. 2026.",
    ] {
        assert_eq!(days(text, Some(DateOrder::DayMonthYear)), [march], "{text}");
        assert_eq!(days(text, Some(DateOrder::MonthDayYear)), [april], "{text}");
        assert_eq!(days(text, None), [march, april], "{text}");
    }
    for text in ["2026-03-04", "2026/03/04", "2026. 03. 04.", "2026.03.04", "04\u{200f}/03\u{200f}/2026"] {
        assert_eq!(days(text, Some(DateOrder::DayMonthYear)), [march], "{text}");
    }
    assert_eq!(days("14.03.2026", None), [date(2026, 3, 14)]);
    assert_eq!(days("03/2026", None), [date(2026, 3, 1)]);
    assert_eq!(wrong("31.02.2026"), "there is no date “31.02.2026”");
    let dmy = Notation { decimal: DecimalMark::Comma, dates: Some(DateOrder::DayMonthYear) };
    let stretch = Query::read("01.03.2026..15.04.2026", dmy).expect("is understood");
    let both = Days { from: Some(date(2026, 3, 1)), to: Some(date(2026, 4, 15)) };
    assert_eq!(stretch.terms[0].test, Test::Dates(both));
    assert_eq!(wrong("01.03.2026..15.04.2026"), "“01.03.2026” may be two days");
}

#[test]
fn what_looks_like_something_and_is_not_is_said_where_nothing_is_found() {
    let doubts = |text: &str, total| Query::parse(text).expect("is understood").doubts(total).len();
    for text in ["1.2.3", "12,34,5", "paye:rent", "Food:Groceries", "1,23.4,5"] {
        assert_eq!([doubts(text, 0), doubts(text, 3)], [1, 0], "{text}");
        assert_eq!(doubts(&format!("-{text}"), 3), 1, "{text}");
    }
    for text in ["rent", "12.50", "2024", "[Savings]", "\"1.2.3\"", "memo:1.2.3", "A-7"] {
        assert_eq!(doubts(text, 0), 0, "{text}");
    }
}

#[test]
fn a_field_that_is_none_is_looked_for_as_words() {
    assert_eq!(one("foo:bar"), words(Field::Any, "foo:bar"));
    assert_eq!(wrong("cat:"), "nothing stands after “cat:”");
}

#[test]
fn folding_makes_equal_what_people_take_for_equal() {
    for (left, right) in [
        ("Łódź", "LODZ"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("ﬁn", "fin"),
        ("İzmir", "izmir"),
        ("ＡＢ", "ab"),
    ] {
        assert_eq!(fold(left), fold(right));
    }
    assert_ne!(fold("東京"), fold("京都"));
}

fn size_fits(decimal: Decimal, comparison: Comparison, decimals: u8, size: i64) -> bool {
    let up = |units: i64, from: u8| i128::from(units) * 10i128.pow(u32::from(9 - from));
    let (left, right) = (up(size, decimals), up(decimal.units, decimal.decimals));
    match comparison {
        Comparison::Equal => left == right,
        Comparison::Above => left > right,
        Comparison::AtLeast => left >= right,
        Comparison::Below => left < right,
        Comparison::AtMost => left <= right,
    }
}

/// How a number is written: with these marks between thousands and before the fraction.
fn written(units: u64, decimals: usize, (group, mark): (&str, char), is_indian: bool) -> String {
    let digits = format!("{units:0width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        let parts = if is_indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if at > 0 && parts {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    if decimals == 0 { grouped } else { format!("{grouped}{mark}{fraction}") }
}

proptest! {
    /// Whatever the language: what it writes is read as it is meant.
    #[test]
    fn an_amount_is_read_as_every_language_writes_it(
        units in 0u64..10_000_000_000,
        decimals in prop::sample::select(vec![0usize, 2, 3]),
        is_comma in any::<bool>(),
        group in prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", "’", "'", "."]),
        is_indian in any::<bool>(),
    ) {
        let (decimal, other) = if is_comma { (DecimalMark::Comma, ".") } else { (DecimalMark::Point, ",") };
        let group = if group == "." { other } else { group };
        let text = written(units, decimals, (group, decimal.sign()), is_indian && !group.contains(is_space_like));
        let query = Query::read(&format!(">{text}"), Notation { decimal, dates: None }).expect("is understood");
        let expected = Decimal { units: i64::try_from(units).expect("small"), decimals: decimals as u8 };
        prop_assert_eq!(&query.terms[0].test, &Test::Amount(Comparison::Above, expected), "{}", text);
        prop_assert_eq!(amount_of(&text, decimal), Some(expected), "{}", text);
    }

    #[test]
    fn no_text_does_worse_than_be_refused_in_words(text in "\\PC{0,60}|[ -:\"<>=.0-9a-z]{0,60}") {
        if let Err(error) = Query::parse(&text) {
            prop_assert!(!error.what.is_empty() && !error.advice.is_empty());
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn sizes_are_those_that_compare_so(
        units in 0i64..2_000, scale in 0u8..4, decimals in 0u8..4, size in 0i64..3_000,
        comparison in prop::sample::select(vec![
            Comparison::Equal, Comparison::Above, Comparison::AtLeast, Comparison::Below, Comparison::AtMost,
        ]),
    ) {
        let decimal = Decimal { units, decimals: scale };
        let expected = size_fits(decimal, comparison, decimals, size);
        prop_assert_eq!(decimal.sizes(comparison, decimals).contains(&size), expected);
    }
}
