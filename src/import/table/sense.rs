//! Which amounts went out, and by what that is known.
//!
//! Words in every row go before a balance, a balance before signs, signs before
//! custom. One step of a balance never turns what words say; where two strong
//! proofs disagree, and where there is none, it is asked.

use super::amounts::{Amounts, negated};
use super::asking::{against_the_words, fees, question, shown_row};
use super::balance_check::{Proof, Step, groups, prove_groups};
use super::cell;
use super::directions::Directions;
use super::grid::Row;
use super::roles::Roles;
use crate::import::Decimal;
use crate::import::decimal::marks::Marks;
use crate::import::layout::{Layout, Question, Role, Sense};
use crate::import::text::counted;
use crate::import::vocabulary::{Flow, vocabulary};

/// What is known of a table before its amounts are read.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The rows that are movements.
    pub rows: &'a [&'a Row],
    pub roles: &'a Roles,
    pub settled: &'a Layout,
    pub languages: &'a [usize],
    /// The name of the file or what stands above the bookings speaks of a card.
    pub is_card: bool,
    /// Whether the dates go down through the rows; none where they go neither way.
    pub descends: Option<bool>,
}

/// What was found of it.
#[derive(Debug)]
pub struct Sensed {
    pub amounts: Amounts,
    pub proof: Option<Proof>,
    pub evidence: Vec<String>,
    pub questions: Vec<Question>,
}

/// Finds the sense in all rows.
pub fn find(facts: Facts, marks: Marks) -> Sensed {
    let Facts { rows, roles, settled, languages, .. } = facts;
    let mut amounts = Amounts::new(marks);
    let mut questions = Vec::new();
    if roles.column(Role::Direction).is_some() && roles.column(Role::Debit).is_none() {
        let directions = Directions::of(rows, roles, languages, &settled.words);
        // Where the column says nothing we know, and the amounts have signs, it is something else.
        let is_no_direction = directions.knows_nothing() && has_minus(facts, &amounts);
        if !is_no_direction {
            let reading = amounts.clone();
            let show = |row: &Row, meaning| shown_row(row, roles, &reading, meaning);
            questions = directions.questions(rows, &settled.words, show);
            amounts.directions = directions;
        }
    }
    let (out, debits) = minuses(rows, roles.column(Role::Debit), &amounts);
    let (into, credits) = minuses(rows, roles.column(Role::Credit), &amounts);
    amounts.signed_debits = out * 2 > debits;
    // With a minus on one side only, the side says more than the minus.
    amounts.negative_credits = credits > 0 && into == credits && out == 0 && debits > 0;
    let fee_question = fees(facts, &mut amounts);
    questions.extend(fee_question);
    let proof = proof(facts, &amounts);
    let mut evidence: Vec<String> = proof.map(confirmed).into_iter().collect();
    if amounts.fee_apart && settled.fee_apart.is_none() {
        evidence.push(format!(
            "{} comes on top of the amount: only so do the balances add up.",
            roles.name(Role::Fee)
        ));
    }
    let judged = judge(facts, &mut amounts, proof);
    evidence.extend(judged.evidence);
    questions.extend(judged.question);
    let proof = proof.filter(|_| !judged.is_doubtful);
    Sensed { amounts, proof, evidence, questions }
}

fn confirmed(proof: Proof) -> String {
    let first = if proof.is_newest_first { "newest" } else { "oldest" };
    let Proof { agree, steps, .. } = proof;
    format!(
        "The balance column confirms the sign and the order: {agree} of {steps} balances follow from the one \
         before, the {first} row first."
    )
}

/// What one source of evidence makes of the sense.
#[derive(Debug, Default)]
struct Judged {
    evidence: Option<String>,
    question: Option<Question>,
    /// The balances say something else, and are not followed.
    is_doubtful: bool,
}

fn judge(facts: Facts, amounts: &mut Amounts, proof: Option<Proof>) -> Judged {
    let Facts { roles, settled, is_card, .. } = facts;
    let has_sides = roles.column(Role::Debit).is_some() || roles.column(Role::Credit).is_some();
    if has_sides || amounts.directions.is_there() {
        let evidence = if has_sides {
            let (out, into) = (roles.name(Role::Debit), roles.name(Role::Credit));
            format!("Money that went out is in {out}, money that came in is in {into}.")
        } else {
            format!("{} says whether the amount went out or came in.", roles.name(Role::Direction))
        };
        let evidence = Some(evidence);
        let turned = proof.filter(|proof| proof.sense == Sense::Out);
        let Some(turned) = turned else { return Judged { evidence, ..Judged::default() } };
        // A balance that grows with what went out is a debt: a card's, a loan's.
        if turned.is_whole() && (is_card || settled.sense == Some(Sense::In)) {
            amounts.balance_is_owed = true;
            return Judged { evidence, ..Judged::default() };
        }
        let question = (turned.is_whole() && turned.steps > 2).then(|| against_the_words(facts, amounts));
        return Judged { evidence, question, is_doubtful: true };
    }
    match proof {
        Some(proof) => proved(facts, amounts, proof),
        None => by_signs(facts, amounts),
    }
}

/// A column of signed amounts with balances that run.
fn proved(facts: Facts, amounts: &mut Amounts, proof: Proof) -> Judged {
    let Signs { negative, positive, out_hints, in_hints } = Signs::of(facts, amounts);
    amounts.sense = proof.sense;
    let is_mixed = negative > 0 && positive > 0;
    // One step could be chance; that amounts with a minus came in, it cannot show.
    let is_weak = proof.sense == Sense::Out && !proof.is_whole() && is_mixed && proof.steps > 1
        || proof.sense == Sense::Out && proof.agree == 1 && is_mixed;
    // What is owed grows with what is spent, as what is there grows with what comes in.
    let could_be_debt = proof.sense == Sense::In
        && positive > 0
        && positive > negative
        && (facts.is_card || out_hints > in_hints);
    if let Some(sense) = facts.settled.sense.filter(|_| is_weak || could_be_debt) {
        amounts.balance_is_owed = could_be_debt && sense == Sense::Out;
        amounts.sense = sense;
        return Judged { question: Some(question(facts, amounts, sense, true)), ..Judged::default() };
    }
    if is_weak || could_be_debt {
        let taken = if could_be_debt { Sense::Out } else { Sense::In };
        amounts.sense = taken;
        let question = Some(question(facts, amounts, taken, false));
        return Judged { question, is_doubtful: true, ..Judged::default() };
    }
    Judged::default()
}

/// A column of signed amounts, and nothing that adds up.
fn by_signs(facts: Facts, amounts: &mut Amounts) -> Judged {
    let name = facts.roles.name(Role::Amount);
    let Signs { negative, positive, out_hints, in_hints } = Signs::of(facts, amounts);
    if negative + positive == 0 {
        return Judged::default();
    }
    if carries_its_sense(facts) {
        let evidence = format!("{name} says behind each amount whether it is a debit or a credit.");
        return Judged { evidence: Some(evidence), ..Judged::default() };
    }
    let words_agree = in_hints > out_hints || in_hints == out_hints && !facts.is_card;
    let is_usual =
        negative > 0 && (positive <= negative * 2 || in_hints > out_hints && positive <= negative * 8);
    if is_usual && words_agree && !(facts.is_card && positive > negative) {
        let count = counted(negative as u64, "amount", "amounts");
        let evidence = format!(
            "{name} has {count} with a minus and {positive} without: a minus is money that went out."
        );
        return Judged { evidence: Some(evidence), ..Judged::default() };
    }
    let proposed = if facts.is_card || out_hints > in_hints { Sense::Out } else { Sense::In };
    let taken = facts.settled.sense.unwrap_or(proposed);
    amounts.sense = taken;
    let question = Some(question(facts, amounts, taken, facts.settled.sense.is_some()));
    Judged { question, ..Judged::default() }
}

/// How many amounts have a minus, and what the texts beside the amounts let one think of the sign.
#[derive(Debug, Default, Clone, Copy)]
struct Signs {
    negative: usize,
    positive: usize,
    /// Texts that would be right were an amount without a minus money that went out, and came in.
    out_hints: usize,
    in_hints: usize,
}

impl Signs {
    fn of(facts: Facts, amounts: &Amounts) -> Signs {
        const READ: usize = 500;
        let mut signs = Signs::default();
        let texts: Vec<usize> =
            facts.roles.columns(Role::Payee).chain(facts.roles.memos().iter().copied()).collect();
        for (at, row) in facts.rows.iter().enumerate() {
            let Ok(Some(amount)) = amounts.of(row, facts.roles) else { continue };
            if amount.is_zero() {
                continue;
            }
            signs.negative += usize::from(amount.is_negative());
            signs.positive += usize::from(!amount.is_negative());
            let hint = || texts.iter().find_map(|column| vocabulary().hint(row.cell(*column)));
            match (at < READ).then(hint).flatten() {
                Some(flow) if (flow == Flow::Out) == amount.is_negative() => signs.in_hints += 1,
                Some(_) => signs.out_hints += 1,
                None => {}
            }
        }
        signs
    }
}

/// Whether the amounts say themselves what they are: `12.50 CR`.
fn carries_its_sense(facts: Facts) -> bool {
    let Some(column) = facts.roles.column(Role::Amount) else { return false };
    let mut amounts =
        facts.rows.iter().map(|row| row.cell(column)).filter(|text| cell::is_amount(text)).peekable();
    amounts.peek().is_some() && amounts.all(cell::has_sense)
}

fn has_minus(facts: Facts, amounts: &Amounts) -> bool {
    let column = facts.roles.column(Role::Amount);
    facts.rows.iter().any(|row| {
        let amount = column.and_then(|column| amounts.read(row.cell(column)).ok().flatten());
        amount.is_some_and(Decimal::is_negative)
    })
}

/// How many amounts of a column have a minus, and how many there are.
fn minuses(rows: &[&Row], column: Option<usize>, amounts: &Amounts) -> (usize, usize) {
    let read = |row: &&Row| amounts.read(row.cell(column?)).ok().flatten();
    let read = rows.iter().filter_map(read).filter(|amount| !amount.is_zero());
    read.fold((0, 0), |(negative, all), amount| (negative + usize::from(amount.is_negative()), all + 1))
}

/// What the balances say when the amounts are read so.
pub fn proof(facts: Facts, amounts: &Amounts) -> Option<Proof> {
    let Facts { rows, roles, .. } = facts;
    roles.column(Role::Balance)?;
    let owner = [Role::Account, Role::Currency].map(|role| roles.column(role));
    let prove = |is_spending: bool| {
        let read = rows.iter().filter_map(|row| {
            let movement = amounts.of(row, roles).ok()??;
            let fee = amounts.fee(row, roles).ok()?.filter(|_| amounts.fee_apart);
            let fee = fee.map(|fee| if is_spending { negated(fee) } else { fee });
            let whole = fee.map_or(Some(movement), |fee| movement.plus(fee))?;
            let step: Step = (whole, amounts.balance(row, roles));
            Some((owner.map(|column| column.map_or("", |column| row.cell(column))), step))
        });
        prove_groups(&groups(read), facts.descends)
    };
    let is_one_column = roles.column(Role::Debit).is_none() && roles.column(Role::Credit).is_none();
    if !amounts.fee_apart || !is_one_column || amounts.directions.is_there() {
        return prove(false);
    }
    // Where an amount without a minus was spent, the fee is no less so.
    let both = [
        prove(false).filter(|proof| proof.sense == Sense::In),
        prove(true).filter(|proof| proof.sense == Sense::Out),
    ];
    both.into_iter().flatten().max_by_key(|proof| proof.agree)
}
