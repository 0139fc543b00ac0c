//! Layouts between the page, the book and the readers.

use crate::import::dates::Order;
use crate::import::decimal::marks::Mark;
use crate::import::encoding::charset::Charset;
use crate::import::layout::{
    Delimiter, Layout, Question, Quote, Role, Sense, Setting, Table, TextForm, WordMeaning,
};
use crate::import::vocabulary::plain;
use crate::import::{Layouts, Reading};
use crate::server::wire;

use wire::ColumnRole as Wire;

const ROLES: [(Role, Wire); 18] = [
    (Role::Date, Wire::Date),
    (Role::ValueDate, Wire::ValueDate),
    (Role::Payee, Wire::Payee),
    (Role::Payer, Wire::Payer),
    (Role::Memo, Wire::Memo),
    (Role::Number, Wire::Number),
    (Role::Amount, Wire::Amount),
    (Role::Debit, Wire::Debit),
    (Role::Credit, Wire::Credit),
    (Role::Direction, Wire::Direction),
    (Role::Balance, Wire::Balance),
    (Role::Currency, Wire::Currency),
    (Role::BankId, Wire::BankId),
    (Role::Category, Wire::Category),
    (Role::Account, Wire::Account),
    (Role::Status, Wire::Status),
    (Role::Fee, Wire::Fee),
    (Role::Ignored, Wire::Ignored),
];

const WORDS: [(WordMeaning, wire::WordMeaning, &str); 4] = [
    (WordMeaning::MoneyOut, wire::WordMeaning::MoneyOut, "money_out"),
    (WordMeaning::MoneyIn, wire::WordMeaning::MoneyIn, "money_in"),
    (WordMeaning::Booked, wire::WordMeaning::Booked, "booked"),
    (WordMeaning::LeftOut, wire::WordMeaning::LeftOut, "left_out"),
];

fn role_to(role: Role) -> Wire {
    ROLES.iter().find(|(ours, _)| *ours == role).map_or(Wire::Ignored, |(_, wire)| *wire)
}

fn role_of(role: Wire) -> Role {
    ROLES.iter().find(|(_, wire)| *wire == role).map_or(Role::Ignored, |(ours, _)| *ours)
}

/// Settings as a reader takes them.
pub fn layouts_of(settings: impl IntoIterator<Item = wire::LayoutSettings>) -> Layouts {
    settings.into_iter().map(|settings| (settings.layout.clone(), layout_of(settings))).collect()
}

fn layout_of(settings: wire::LayoutSettings) -> Layout {
    Layout {
        order: settings.date_order.map(|order| match order {
            wire::DateOrder::DayFirst => Order::DayFirst,
            wire::DateOrder::MonthFirst => Order::MonthFirst,
            wire::DateOrder::YearFirst => Order::YearFirst,
        }),
        mark: settings.decimal_mark.map(|mark| match mark {
            wire::DecimalMark::Point => Mark::Point,
            wire::DecimalMark::Comma => Mark::Comma,
        }),
        sense: settings.amount_sense.map(|sense| match sense {
            wire::AmountSense::MoneyIn => Sense::In,
            wire::AmountSense::MoneyOut => Sense::Out,
        }),
        roles: settings.columns.map(|columns| columns.into_iter().map(role_of).collect()),
        form: TextForm {
            encoding: settings.encoding.as_deref().and_then(Charset::named).map(Charset::name),
            delimiter: settings.delimiter.map(delimiter_of),
            quote: settings.quote.map(|quote| match quote {
                wire::QuotationMark::Double => Quote::Double,
                wire::QuotationMark::Single => Quote::Single,
                wire::QuotationMark::None => Quote::None,
            }),
        },
        words: settings.words.into_iter().flatten().filter_map(word_of).collect(),
        fee_apart: settings.fee_apart,
        date_pattern: settings.date_pattern,
    }
}

/// The name of an encoding that nobody knows, where the settings have one.
pub fn unknown_encoding(settings: &[wire::LayoutSettings]) -> Option<&str> {
    let names = settings.iter().filter_map(|settings| settings.encoding.as_deref());
    names.into_iter().find(|name| Charset::named(name).is_none())
}

const DELIMITERS: [(Delimiter, wire::Delimiter); 6] = [
    (Delimiter::Comma, wire::Delimiter::Comma),
    (Delimiter::Semicolon, wire::Delimiter::Semicolon),
    (Delimiter::Tab, wire::Delimiter::Tab),
    (Delimiter::Bar, wire::Delimiter::Bar),
    (Delimiter::Caret, wire::Delimiter::Caret),
    (Delimiter::Tilde, wire::Delimiter::Tilde),
];

fn delimiter_of(wire: wire::Delimiter) -> Delimiter {
    DELIMITERS.iter().find(|(_, one)| *one == wire).map_or(Delimiter::Comma, |(ours, _)| *ours)
}

fn word_of(answer: wire::WordAnswer) -> Option<(String, WordMeaning)> {
    let (meaning, ..) = WORDS.iter().find(|(_, wire, _)| *wire == answer.meaning)?;
    Some((plain(&answer.word), *meaning))
}

fn word_to((word, meaning): (&String, &WordMeaning)) -> Option<wire::WordAnswer> {
    let (_, meaning, _) = WORDS.iter().find(|(ours, ..)| ours == meaning)?;
    Some(wire::WordAnswer { word: word.clone(), meaning: *meaning })
}

pub fn settings_of(name: &str, layout: &Layout) -> wire::LayoutSettings {
    wire::LayoutSettings {
        layout: name.to_owned(),
        date_order: layout.order.map(|order| match order {
            Order::DayFirst => wire::DateOrder::DayFirst,
            Order::MonthFirst => wire::DateOrder::MonthFirst,
            Order::YearFirst => wire::DateOrder::YearFirst,
        }),
        decimal_mark: layout.mark.map(|mark| match mark {
            Mark::Point => wire::DecimalMark::Point,
            Mark::Comma => wire::DecimalMark::Comma,
        }),
        amount_sense: layout.sense.map(|sense| match sense {
            Sense::In => wire::AmountSense::MoneyIn,
            Sense::Out => wire::AmountSense::MoneyOut,
        }),
        columns: layout.roles.as_ref().map(|roles| roles.iter().copied().map(role_to).collect()),
        encoding: layout.form.encoding.map(str::to_owned),
        delimiter: layout
            .form
            .delimiter
            .and_then(|ours| DELIMITERS.iter().find(|(one, _)| *one == ours).map(|(_, wire)| *wire)),
        quote: layout.form.quote.map(|quote| match quote {
            Quote::Double => wire::QuotationMark::Double,
            Quote::Single => wire::QuotationMark::Single,
            Quote::None => wire::QuotationMark::None,
        }),
        words: (!layout.words.is_empty()).then(|| layout.words.iter().filter_map(word_to).collect()),
        fee_apart: layout.fee_apart,
        date_pattern: layout.date_pattern.clone(),
    }
}

/// A reading as the page sees it.
pub fn reading(reading: &Reading, layouts: &Layouts) -> wire::ImportReading {
    let settled = layouts.get(&reading.layout).cloned().unwrap_or_default();
    wire::ImportReading {
        file: reading.file.clone(),
        layout: reading.layout.clone(),
        evidence: reading.evidence.clone(),
        questions: reading.questions.iter().map(|one| question(one, &reading.layout, &settled)).collect(),
        settled: settings_of(&reading.layout, &settled),
        found: settings_of(&reading.layout, &reading.found),
        table: reading.table.as_ref().map(table),
    }
}

fn question(question: &Question, layout: &str, settled: &Layout) -> wire::ImportQuestion {
    let answers = question.choices.iter().map(|choice| {
        let mut answered = settled.clone();
        answered.settle(choice.setting.clone());
        wire::ImportAnswer {
            value: value(&choice.setting),
            label: choice.label.clone(),
            example: choice.example.clone(),
            rows: choice.rows.clone(),
            settings: settings_of(layout, &answered),
        }
    });
    wire::ImportQuestion {
        about: match &question.taken {
            Setting::Order(_) => "date_order".into(),
            Setting::Mark(_) => "decimal_mark".into(),
            Setting::Sense(_) => "amount_sense".into(),
            Setting::Roles(_) => "columns".into(),
            Setting::FeeApart(_) => "fee_apart".into(),
            Setting::Word(word, _) => format!("word:{word}"),
        },
        text: question.text.clone(),
        choices: answers.collect(),
        taken: value(&question.taken),
        answered: question.answered,
    }
}

/// As the settings write it.
fn value(setting: &Setting) -> String {
    let word = match setting {
        Setting::Order(Order::DayFirst) => "day_first",
        Setting::Order(Order::MonthFirst) => "month_first",
        Setting::Order(Order::YearFirst) => "year_first",
        Setting::Mark(Mark::Point) => "point",
        Setting::Mark(Mark::Comma) => "comma",
        Setting::Sense(Sense::In) => "money_in",
        Setting::Sense(Sense::Out) => "money_out",
        Setting::FeeApart(true) => "apart",
        Setting::FeeApart(false) => "included",
        Setting::Word(_, meaning) => {
            WORDS.iter().find(|(ours, ..)| ours == meaning).map_or("left_out", |(.., word)| *word)
        }
        Setting::Roles(roles) => {
            let names = roles.iter().map(|role| format!("{role:?}").to_lowercase());
            return names.collect::<Vec<_>>().join(",");
        }
    };
    word.to_owned()
}

fn table(table: &Table) -> wire::ImportTable {
    let columns = table.columns.iter();
    wire::ImportTable {
        sheet: table.sheet.clone(),
        columns: columns
            .map(|column| wire::ImportColumn { name: column.name.clone(), role: role_to(column.role) })
            .collect(),
        rows: table.rows.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_went() {
        let layout = Layout {
            order: Some(Order::DayFirst),
            mark: Some(Mark::Comma),
            sense: Some(Sense::Out),
            roles: Some(ROLES.iter().map(|(role, _)| *role).collect()),
            form: TextForm {
                encoding: Some("CP850"),
                delimiter: Some(Delimiter::Caret),
                quote: Some(Quote::Single),
            },
            words: WORDS.iter().map(|(meaning, _, word)| (word.replace('_', " "), *meaning)).collect(),
            fee_apart: Some(true),
            date_pattern: Some("DD.MM.YYYY".into()),
        };
        let settings = settings_of("a", &layout);
        let json = serde_json::to_string(&settings).expect("JSON");
        let again: wire::LayoutSettings = serde_json::from_str(&json).expect("settings");
        assert_eq!(layouts_of([again]), Layouts::from([("a".to_owned(), layout)]));
    }

    #[test]
    fn an_answer_is_written_as_the_settings_write_it() {
        for setting in [
            Setting::Order(Order::DayFirst),
            Setting::Order(Order::MonthFirst),
            Setting::Mark(Mark::Comma),
            Setting::Sense(Sense::Out),
        ] {
            let mut layout = Layout::default();
            layout.settle(setting.clone());
            let json = serde_json::to_string(&settings_of("a", &layout)).expect("JSON");
            assert!(json.contains(&format!("\"{}\"", value(&setting))), "{json}");
        }
    }
}
