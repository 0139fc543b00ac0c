//! That the files with the words can be used: each is read, and no word means two things in one language.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn sources() -> impl Iterator<Item = (&'static str, Source)> {
    LANGUAGES.iter().map(|(code, text)| {
        let source = Source::of(text).unwrap_or_else(|error| panic!("{code}: {error}"));
        (*code, source)
    })
}

/// The words of a list that are in two lists.
fn twice<'a>(code: &str, lists: impl Iterator<Item = (String, &'a Vec<String>)>) -> Vec<String> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for (list, words) in lists {
        for word in words.iter().map(|word| plain(word)).collect::<BTreeSet<String>>() {
            if let Some(before) = seen.insert(word.clone(), list.clone()) {
                twice.push(format!("{code}: “{word}” is in {before} and {list}"));
            }
        }
    }
    twice
}

#[test]
fn no_word_means_two_things_in_one_language() {
    let mut all = Vec::new();
    for (code, source) in sources() {
        let named = |name: &str| name.to_owned();
        all.extend(twice(code, source.headings().map(|(heading, words)| (format!("{heading:?}"), words))));
        let flows = |one: &'static str, two: &'static str, lists| {
            let directions: &source::Directions = lists;
            [(named(one), &directions.out), (named(two), &directions.r#in)]
        };
        all.extend(twice(code, flows("out", "in", &source.directions).into_iter()));
        all.extend(twice(code, flows("out hints", "in hints", &source.hints).into_iter()));
        let statuses = &source.statuses;
        let lists = [("booked", &statuses.booked), ("pending", &statuses.pending), ("void", &statuses.void)];
        all.extend(twice(code, lists.into_iter().map(|(name, words)| (named(name), words))));
        let balances = &source.balances;
        let lists = [
            ("opening", &balances.opening),
            ("closing", &balances.closing),
            ("turnover", &balances.turnover),
        ];
        all.extend(twice(code, lists.into_iter().map(|(name, words)| (named(name), words))));
        let orders = [("orders", &source.orders.headings), ("goods", &source.orders.goods)];
        all.extend(twice(code, orders.into_iter().map(|(name, words)| (named(name), words))));
        all.extend(twice(code, source.months().map(|(month, words)| (format!("month {month}"), words))));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_language_has_what_a_table_needs() {
    assert!(LANGUAGES.len() >= 20);
    for (code, source) in sources() {
        assert_eq!(source.unknown(), Vec::<&String>::new(), "{code}");
        assert_eq!(source.months().count(), 12, "{code}");
        for heading in [Role::Date, Role::Amount, Role::Debit, Role::Credit, Role::Memo, Role::Balance] {
            let has = source.headings().any(|(one, words)| one == Heading::Is(heading) && !words.is_empty());
            assert!(has, "{code}: {heading:?}");
        }
        for words in [&source.directions.out, &source.directions.r#in, &source.statuses.pending] {
            assert!(!words.is_empty(), "{code}");
        }
        for currency in source.currencies.keys() {
            assert!(currency.parse::<crate::ledger::Currency>().is_ok(), "{code}: {currency}");
        }
    }
}

/// What a heading is, if it is one thing.
fn role(heading: &str) -> Option<Heading> {
    let meanings = vocabulary().meanings(heading);
    let first = meanings.first()?.heading;
    meanings.iter().all(|meaning| meaning.heading == first).then_some(first)
}

#[test]
fn headings_of_many_banks_are_understood() {
    use Role::*;
    for (heading, expected) in [
        ("Post Date", Date),
        ("Buchungstag", Date),
        ("Date de comptabilisation", Date),
        ("Datum zaúčtování", Date),
        ("取引日", Date),
        ("Valuta-Datum", ValueDate),
        ("Wertstellung", ValueDate),
        ("Betrag (EUR)", Amount),
        ("Betrag (€)", Amount),
        ("Montant(EUROS)", Amount),
        ("Amount GBP", Amount),
        ("NetAmount", Amount),
        ("Částka", Amount),
        ("Beløb", Amount),
        ("Soll", Debit),
        ("Money Out", Debit),
        ("Montant débit", Debit),
        ("Importo dare", Debit),
        ("Obciążenia", Debit),
        ("Withdrawal Amount (INR )", Debit),
        ("Credit Amount", Credit),
        ("Entrate", Credit),
        ("Amount Credit", Credit),
        ("Af Bij", Direction),
        ("D/K", Direction),
        ("+/-", Direction),
        ("Saldo na mutatie", Balance),
        ("RunningBalance", Balance),
        ("Währung", Currency),
        ("Naam / Omschrijving", Payee),
        ("Verwendungszweck", Memo),
        ("VWZ1", Memo),
        ("omschrijving-2", Memo),
        ("Check or Slip #", Number),
        ("CheckNumber", Number),
        ("Transaction ID", BankId),
        ("IBAN Auftragskonto", Account),
        ("transaction_date", Date),
    ] {
        assert_eq!(
            role(heading),
            Some(Heading::Is(expected)),
            "{heading}: {:?}",
            vocabulary().meanings(heading)
        );
    }
}

#[test]
fn headings_that_only_look_alike_are_none_of_ours() {
    for heading in [
        "Amount (Foreign Currency)",
        "Exchange Rate",
        "Gläubiger-ID",
        "JournalNumber",
        "Counterparty Account",
        "Tax amount",
        "Card Number",
    ] {
        assert_eq!(role(heading), Some(Heading::Other), "{heading}");
    }
    assert!(vocabulary().meanings("Hello").is_empty() && vocabulary().meanings("").is_empty());
    assert!(vocabulary().meanings("betragen").is_empty());
}

#[test]
fn words_of_statuses_balances_and_months_are_known() {
    let words = vocabulary();
    for (status, standing) in [
        ("Pending", Standing::Pending),
        ("Umsatz vorgemerkt", Standing::Pending),
        ("autorizzato", Standing::Pending),
        ("non contabilizzato", Standing::Pending),
        ("Voided", Standing::Void),
        ("Completed", Standing::Booked),
        ("contabilizzato", Standing::Booked),
    ] {
        assert_eq!(words.standing(status, &[]), Some(standing), "{status}");
    }
    assert_eq!(words.stated("SALDO INIZIALE"), Some(Stated::Opening));
    assert_eq!(words.stated("Closing balance 31.03.2024"), Some(Stated::Closing));
    assert_eq!(words.stated("Turnover"), Some(Stated::Turnover));
    for text in ["Total Energies Paris", "Total 1234", "Balance Bikes Ltd", "Opening night tickets"] {
        assert_eq!(words.stated(text), None, "{text}");
    }
    let language =
        |code: &str| (0..words.languages()).filter(|one| words.code(*one) == code).collect::<Vec<_>>();
    assert_eq!(words.month("lutego", &[]), Some(2));
    assert_eq!(words.month("lis", &language("hr")), Some(10));
    assert_eq!(words.month("lis", &language("pl")), Some(11));
    assert_eq!(words.month("lis", &[]), None, "October in one language, November in another");
    assert!(words.is_generic_name("transactions (1)") && !words.is_generic_name("Joint account of Ada"));
    assert_eq!(words.currency("Kč", &[]), Some("CZK"));
    assert_eq!(words.currency("kr.", &language("da")), Some("DKK"));
    assert_eq!(words.currency("kr", &[]), None);
}
