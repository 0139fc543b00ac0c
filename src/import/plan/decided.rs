//! What becomes of lines by what a person said about them.
//!
//! Every decision is checked against the book: a row goes with one line only,
//! is of the line's account and of its amount, for an import changes nothing
//! that was entered unless that is said: then the row gets the amount of the
//! line. A decision that cannot be is refused in words beside its
//! line, and nothing is imported before it was taken back.

use std::collections::HashMap;

use super::choice::{Answer, Chosen, Undecided};
use super::{Elsewhere, Reference};
use crate::import::matching::{Account, Entered, Fate, Verdict, known_rows};
use crate::ledger::{AmountStays, Currency, Minor, one_by_one};

/// Why a line is what the user said it is.
const SAID: &str = "As you said.";

/// Why a line is added that the book has already.
const ONCE_MORE: &str = "Imported before, and once more as you said.";

/// What became of a line.
pub struct Decided {
    pub verdict: Verdict<Reference>,
    /// Why what was said of it cannot be; the verdict is then the one that was proposed.
    pub refused: Option<String>,
}

/// The rows of the account, and which line has them.
struct Rows<'a> {
    account: &'a Account<Reference>,
    name: &'a str,
    currency: Currency,
    elsewhere: &'a HashMap<Reference, Elsewhere>,
    fixed: &'a HashMap<Reference, AmountStays>,
    /// Each with whether an earlier file brought it.
    all: HashMap<Reference, (&'a Entered<Reference>, bool)>,
    /// By row, the line that is it.
    taken: HashMap<Reference, usize>,
}

/// Rows that were chosen and are not in the account, and those that cannot get another amount.
type Unfit<'a> = (&'a HashMap<Reference, Elsewhere>, &'a HashMap<Reference, AmountStays>);

/// The verdicts with what was chosen in them. `positions` are those of the account's lines in their statement.
pub fn decided(
    chosen: &mut Chosen,
    positions: &[usize],
    (account, name, currency): (&Account<Reference>, &str, Currency),
    unfit: Unfit,
    verdicts: Vec<Verdict<Reference>>,
) -> Vec<Decided> {
    if chosen.is_silent() {
        let mut decided = Vec::with_capacity(verdicts.len());
        decided.extend(one_by_one(verdicts).map(|verdict| Decided { verdict, refused: None }));
        return decided;
    }
    let mut rows = Rows::of(account, name, currency, unfit);
    rows.take_proposed(chosen, positions, &verdicts);
    let lines = positions.iter().zip(verdicts).enumerate();
    let mut decided: Vec<Decided> =
        lines.map(|(line, (at, verdict))| rows.answered(chosen, line, *at, verdict)).collect();
    for (line, (at, decided)) in positions.iter().zip(&mut decided).enumerate() {
        rows.undecided(chosen, line, *at, &mut decided.verdict);
    }
    decided
}

impl Chosen {
    /// Whether nothing is said that would change what becomes of a line.
    fn is_silent(&self) -> bool {
        self.answers.is_empty() && self.bring_back.is_empty() && self.undecided == Undecided::Ask
    }

    fn answer(&self, at: usize) -> Option<Answer> {
        self.answers.get(&at).copied().filter(|_| !self.leave_out.contains(&at))
    }
}

impl<'a> Rows<'a> {
    fn of(
        account: &'a Account<Reference>,
        name: &'a str,
        currency: Currency,
        (elsewhere, fixed): Unfit<'a>,
    ) -> Self {
        let entered = account.entered.iter().map(|entry| (entry.reference, (entry, false)));
        let claimed = account.claimed.iter();
        let claimed = claimed.map(|claimed| (claimed.entry.reference, (&claimed.entry, true)));
        let all = entered.chain(claimed).collect();
        Rows { account, name, currency, elsewhere, fixed, all, taken: HashMap::new() }
    }

    /// The rows of lines about which nobody said anything.
    fn take_proposed(&mut self, chosen: &Chosen, positions: &[usize], verdicts: &[Verdict<Reference>]) {
        let is_known = |line: usize| matches!(verdicts[line].fate, Fate::Known);
        for (line, claimed) in known_rows(self.account, is_known) {
            self.taken.insert(self.account.claimed[claimed].entry.reference, line);
        }
        for (line, (at, verdict)) in positions.iter().zip(verdicts).enumerate() {
            let stays = chosen.answer(*at).is_none() && !chosen.leave_out.contains(at);
            if let (Fate::Linked(row) | Fate::Again(row), true) = (&verdict.fate, stays) {
                self.taken.insert(*row, line);
            }
        }
    }

    fn answered(&mut self, chosen: &Chosen, line: usize, at: usize, proposed: Verdict<Reference>) -> Decided {
        let said = Verdict::new;
        let verdict = match (&proposed.fate, chosen.answer(at)) {
            (Fate::Deleted, None) if chosen.bring_back.contains(&at) => Ok(said(Fate::New, SAID)),
            (_, None) | (Fate::New | Fate::NewAlone, Some(Answer::New)) => Ok(proposed),
            // The other line may still bring the transfer: it is not to be counted twice.
            (Fate::OtherHalf { .. }, Some(Answer::New)) => Ok(said(Fate::NewAlone, SAID)),
            (Fate::Known, Some(Answer::New)) => Ok(said(Fate::New, ONCE_MORE)),
            (_, Some(Answer::New)) => Ok(said(Fate::New, SAID)),
            (Fate::Known, Some(Answer::Entry(_) | Answer::Correct(_))) => Err((proposed, self.known())),
            (_, Some(Answer::Correct(row))) => match self.correct(row, line) {
                Ok(verdict) => Ok(verdict),
                Err(words) => Err((proposed, words)),
            },
            (_, Some(Answer::Entry(row))) => match self.take(row, line) {
                Ok(fate) => Ok(said(fate, SAID)),
                Err(words) => Err((proposed, words)),
            },
        };
        match verdict {
            Ok(verdict) => Decided { verdict, refused: None },
            Err((verdict, words)) => Decided { verdict, refused: Some(words) },
        }
    }

    /// Gives the row to the line, or says why it cannot have it.
    fn take(&mut self, row: Reference, line: usize) -> Result<Fate<Reference>, String> {
        let (entry, is_claimed) = self.row(row)?;
        let wanted = self.account.lines[line].amount;
        if entry.amount != wanted && !self.had(row, wanted) {
            let [of_row, of_line] = [entry.amount, wanted].map(|amount| self.currency.text(amount));
            return Err(format!(
                "That row is over {of_row} and this line over {of_line}, and an import changes no row unless you \
                 say so. Take the bank's {of_line}, choose another row, or correct that one first."
            ));
        }
        self.is_free(row, line)?;
        self.taken.insert(row, line);
        Ok(if is_claimed { Fate::Again(row) } else { Fate::Linked(row) })
    }

    /// Gives the row to the line, and the line's amount to the row, or says why that cannot be.
    fn correct(&mut self, row: Reference, line: usize) -> Result<Verdict<Reference>, String> {
        let (entry, _) = self.row(row)?;
        let wanted = self.account.lines[line].amount;
        if entry.amount == wanted || self.had(row, wanted) {
            return self.take(row, line).map(|fate| Verdict::new(fate, SAID));
        }
        let [was, gets] = [entry.amount, wanted].map(|amount| self.currency.text(amount));
        if let Some(why) = self.fixed.get(&row) {
            return Err(format!(
                "That row over {was} cannot get the bank's {gets}: {why}. Correct it in the register first, or \
                 choose another row."
            ));
        }
        self.is_free(row, line)?;
        self.taken.insert(row, line);
        let reason = format!("As you said: that row over {was} gets the bank's {gets}.");
        Ok(Verdict::new(Fate::Corrected { row, was: entry.amount, on: entry.date }, reason))
    }

    /// Whether an earlier file brought the row over this amount, whatever the user made of it since.
    fn had(&self, row: Reference, amount: Minor) -> bool {
        let mut claimed = self.account.claimed.iter();
        claimed.any(|one| one.entry.reference == row && one.seen().iter().any(|(_, seen)| *seen == amount))
    }

    /// The row, and whether an earlier file brought it; or why it is none of the account.
    fn row(&self, row: Reference) -> Result<(&'a Entered<Reference>, bool), String> {
        self.all.get(&row).copied().ok_or_else(|| self.not_here(row))
    }

    /// Fails with the line that has the row, if another one has.
    fn is_free(&self, row: Reference, line: usize) -> Result<(), String> {
        match self.taken.get(&row).filter(|other| **other != line) {
            Some(other) => Err(self.has_it(*other)),
            None => Ok(()),
        }
    }

    fn has_it(&self, other: usize) -> String {
        let other = &self.account.lines[other];
        let payee = if other.payee.is_empty() { String::new() } else { format!(", {}", other.payee) };
        format!(
            "That row is the line of {}{payee}, already: a row goes with one line. Choose another row, or \
             say first that the other line is new.",
            other.date
        )
    }

    fn not_here(&self, row: Reference) -> String {
        match self.elsewhere.get(&row) {
            Some(Elsewhere::In(other)) => {
                format!("That row is in {other}, and this line is of {}. Choose a row of it.", self.name)
            }
            Some(Elsewhere::Gone) | None => {
                "That row is not in your book any more. Choose another row, or take the line as new.".into()
            }
        }
    }

    fn known(&self) -> String {
        "This line was imported before: its row is in your book, and no other can be it.".into()
    }

    fn undecided(&mut self, chosen: &mut Chosen, line: usize, at: usize, verdict: &mut Verdict<Reference>) {
        let Fate::Doubtful(candidates) = &verdict.fate else {
            return;
        };
        match chosen.undecided {
            Undecided::Ask => {}
            Undecided::LeaveOut => {
                chosen.leave_out.insert(at);
            }
            Undecided::Add => verdict.fate = Fate::New,
            Undecided::Likeliest => {
                let rows: Vec<Reference> =
                    candidates.iter().map(|candidate| candidate.entry.reference).collect();
                let amount = self.account.lines[line].amount;
                let is_over_another = candidates.iter().all(|candidate| candidate.entry.amount != amount);
                match rows.into_iter().find_map(|row| self.take(row, line).ok()) {
                    Some(fate) => verdict.fate = fate,
                    // Nobody said that a row gets another amount: it comes again with the next file.
                    None if is_over_another => {
                        chosen.leave_out.insert(at);
                    }
                    None => verdict.fate = Fate::New,
                }
            }
        }
    }
}
