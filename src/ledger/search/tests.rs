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
    assert_eq!(one("2024-02"), days(date(2024, 2, 1), date(2024, 2, 29)));
    assert_eq!(one("2024-05-17"), days(date(2024, 5, 17), date(2024, 5, 17)));
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

#[test]
fn amounts_are_compared_by_their_size_with_either_mark() {
    let decimal = |units, decimals| Decimal { units, decimals };
    assert_eq!(one(">100"), Test::Amount(Comparison::Above, decimal(100, 0)));
    assert_eq!(one("<=12,50"), Test::Amount(Comparison::AtMost, decimal(1250, 2)));
    assert_eq!(one("12.34"), Test::Amount(Comparison::Equal, decimal(1234, 2)));
    assert_eq!(one(".5"), Test::Amount(Comparison::Equal, decimal(5, 1)));
    for text in [">", ">-5", ">1.2.3", "<1,000.00", ">12345678901234567890", ">=x"] {
        assert_eq!(wrong(text), format!("“{text}” compares with no amount"));
    }
}

#[test]
fn a_field_that_is_none_is_said() {
    assert_eq!(wrong("foo:bar"), "there is no field “foo”");
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

proptest! {
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
