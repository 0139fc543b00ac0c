//! What importing a file would do: lines, their fates, and the command.
//!
//! Pure. It puts together what the file says ([`BankFile`]), where the user
//! wants it ([`Destination`]) and what the book holds there ([`Knowledge`]).
//! It writes nothing: the command it makes is the user's to confirm.

mod balances;
mod choice;
mod decided;
mod draft;
mod entering;
mod far_sides;
mod fitting;
mod halves;
mod registers;

use std::collections::HashMap;

use super::agreement::{Agreement, Days};
use super::learned::{Learned, Proposal};
use super::matching::{
    Account, Claimed, Due, Entered, Fate, Incoming, Scheduled, Taken, Verdict, dues, propose,
};
use super::{BankFile, Problem, Statement};
use crate::ledger::command::{AccountChoice, Opening};
use crate::ledger::pairing::proposals::OpenRow;
use crate::ledger::{AmountStays, Currency, KnownDay, Minor, Stopped, TransactionId, Watch, one_by_one};

use decided::Decided;

use balances::{agreement, bank_balance, opening};
pub use choice::{Answer, Chosen, LineEdit, Undecided};
pub use draft::{Counts, NotDrafted, draft};
pub use registers::Registers;

/// A split of the book: its transaction and its position there.
pub type Reference = (TransactionId, usize);

/// What the book holds of an account that lines go to.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The lines that were imported into it, a bank id with its amount, and on which days how often each.
    pub known: HashMap<(String, Minor), Vec<KnownDay>>,
    /// Whether it has an opening balance.
    pub has_opening: bool,
    /// Its splits that no bank file has claimed.
    pub entered: Vec<Entered<Reference>>,
    /// Its splits that bank files brought, of the days of the statement.
    pub claimed: Vec<Claimed<Reference>>,
    /// What is scheduled in it.
    pub scheduled: Vec<Scheduled>,
    /// Rows that were chosen for its lines and are none of these.
    pub elsewhere: HashMap<Reference, Elsewhere>,
    /// Rows that were to get the amount of a line, and why they cannot.
    pub fixed: HashMap<Reference, AmountStays>,
    /// Rows of other accounts that its lines may be the other sides of.
    pub far: Vec<OpenRow>,
    /// What it held before the statement, and the totals of its days since. None where there is nothing to compare.
    pub register: Option<Days>,
}

/// Where a row is that is not in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    /// In the account of this name.
    In(String),
    Gone,
}

/// Where a statement goes.
#[derive(Debug, Clone)]
pub struct Destination {
    pub account: AccountChoice,
    /// The name the account has, or gets.
    pub name: String,
    pub currency: Currency,
    pub knowledge: Knowledge,
    /// Write the opening balance, if the file tells it.
    pub with_opening: bool,
    pub chosen: Chosen,
}

/// One statement as it would be imported.
#[derive(Debug, Clone)]
pub struct PlannedStatement {
    /// Its position in the file.
    pub index: usize,
    pub destination: Destination,
    /// By the statement's lines; none for a line that no book can hold (named in the problems).
    pub lines: Vec<Option<PlannedLine>>,
    /// What is scheduled in its account.
    pub scheduled: Vec<Scheduled>,
    pub bank_balance: Option<Opening>,
    /// What the account has to hold before the first line for the bank to be right.
    pub opening: Option<Opening>,
    /// Whether the register will agree with the bank's balance.
    pub agreement: Option<Agreement>,
}

/// One line as it would be imported.
#[derive(Debug, Clone)]
pub struct PlannedLine {
    pub amount: Minor,
    pub verdict: Verdict<Reference>,
    /// Why what was said of it cannot be.
    pub refused: Option<String>,
    /// None where nothing is proposed. Few lines of a long file have one; no room is kept for it.
    pub proposal: Option<Box<Proposal>>,
    /// What it is of the statement's schedules, if it is new.
    pub due: Option<Box<Due>>,
    /// Whether it enters that.
    pub enters: bool,
}

impl PlannedLine {
    /// Whether the user has still to say what it is.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.verdict.fate, Fate::Doubtful(_))
    }
}

/// The whole file as it would be imported.
#[derive(Debug, Clone)]
pub struct Plan {
    pub statements: Vec<PlannedStatement>,
    /// What was found only now, beside the problems of the file itself.
    pub problems: Vec<Problem>,
    registers: Registers,
}

/// Plans the import of the statements that have a destination; `destinations` are by the file's statements,
/// `registers` are the book's.
pub fn plan(
    file: &BankFile,
    destinations: Vec<Option<Destination>>,
    mut registers: Registers,
    learned: &Learned,
    watch: &dyn Watch,
) -> Result<Plan, Stopped> {
    let mut problems = Vec::new();
    for (statement, destination) in file.statements.iter().zip(&destinations) {
        destination.iter().for_each(|destination| registers.learn(statement, destination));
    }
    let chosen = file.statements.iter().zip(destinations).enumerate();
    let mut chosen: Vec<Fitted> = chosen
        .filter_map(|(index, (statement, destination))| {
            let mut fitted = Fitted::new(index, statement, destination?, &registers, &mut problems);
            fitted.call_by_name(learned);
            Some(fitted)
        })
        .collect();
    let mut accounts: Vec<Account<Reference>> =
        chosen.iter_mut().map(|fitted| fitted.account(file)).collect();
    far_sides::learn(
        &mut accounts,
        &chosen.iter().map(|fitted| fitted.destination.name.as_str()).collect::<Vec<_>>(),
    );
    let proposals = propose(&accounts, watch)?;
    let mut taken = Taken::new();
    let chosen = chosen.into_iter().zip(&accounts).zip(proposals);
    let statements =
        chosen.map(|((fitted, account), verdicts)| fitted.planned(account, verdicts, learned, &mut taken));
    let statements: Vec<PlannedStatement> = statements.collect();
    for planned in &statements {
        problems.extend(registers.problems(&file.statements[planned.index], planned));
    }
    Ok(Plan { statements, problems, registers })
}

/// A statement in the currency of its account.
struct Fitted<'f> {
    index: usize,
    statement: &'f Statement,
    destination: Destination,
    /// The lines that a book can hold, until matching gets them: of a long file they are much.
    lines: Vec<Incoming>,
    /// By the statement's lines; none where no book can hold it.
    amounts: Vec<Option<Minor>>,
}

impl<'f> Fitted<'f> {
    fn new(
        index: usize,
        statement: &'f Statement,
        destination: Destination,
        registers: &Registers,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let currency = destination.currency;
        let fit = |line| {
            let mut incoming = fitting::incoming(line, currency, problems)?;
            incoming.transfers.retain(|transfer| registers.hindrance(&transfer.to, currency).is_none());
            Some(incoming)
        };
        let of = statement.lines.len();
        let (mut lines, mut amounts) = (Vec::with_capacity(of), Vec::with_capacity(of));
        for fitted in statement.lines.iter().map(fit) {
            amounts.push(fitted.as_ref().map(|line| line.amount));
            lines.extend(fitted);
        }
        Fitted { index, statement, destination, lines, amounts }
    }

    /// What matching looks at. The lines and the knowledge move there: nobody else needs them any more.
    fn account(&mut self, file: &BankFile) -> Account<Reference> {
        let Knowledge { known, has_opening, entered, claimed, elsewhere, fixed, scheduled, far, register } =
            std::mem::take(&mut self.destination.knowledge);
        self.destination.knowledge =
            Knowledge { elsewhere, fixed, scheduled, far, register, ..Knowledge::default() };
        let lines = std::mem::take(&mut self.lines);
        let label = self.statement.account.label.clone();
        let (format, layout) = (file.format.name().to_owned(), file.layout());
        let decimals = u32::from(self.destination.currency.decimals());
        let covers = self.statement.covers();
        Account { label, lines, known, has_opening, entered, decimals, format, layout, claimed, covers }
    }

    /// Where the lines that a book can hold stand among all lines of the statement.
    fn positions(&self) -> Vec<usize> {
        let held = self.amounts.iter().enumerate().filter(|(_, amount)| amount.is_some());
        held.map(|(at, _)| at).collect()
    }

    /// An entry is compared with what the user calls the payee, too.
    fn call_by_name(&mut self, learned: &Learned) {
        for line in self.lines.iter_mut().filter(|_| !learned.is_empty()) {
            if let Some(said) = learned.propose(&line.payee, &line.memo).payee {
                line.payee = format!("{} {}", line.payee, said.text);
            }
        }
    }

    fn planned(
        mut self,
        account: &Account<Reference>,
        verdicts: Vec<Verdict<Reference>>,
        learned: &Learned,
        taken: &mut Taken,
    ) -> PlannedStatement {
        let scheduled = std::mem::take(&mut self.destination.knowledge.scheduled);
        let dues = (!scheduled.is_empty()).then(|| dues_of(&account.lines, &verdicts, &scheduled, taken));
        let mut dues = dues.into_iter().flatten().chain(std::iter::repeat(None));
        let bank_balance = bank_balance(self.statement, self.destination.currency);
        let opening = bank_balance.and_then(|bank| opening(self.statement, &self.amounts, bank));
        let positions = self.positions();
        let Destination { chosen, knowledge, name, currency, .. } = &mut self.destination;
        let register = (account, name.as_str(), *currency);
        let rows = (&knowledge.elsewhere, &knowledge.fixed);
        let decided = decided::decided(chosen, &positions, register, rows, verdicts);
        let mut decided = one_by_one(decided);
        let said = &chosen.due;
        let lines = self.statement.lines.iter().zip(self.amounts).enumerate().map(|(at, (read, amount))| {
            let amount = amount?;
            let (Decided { verdict, refused }, due) = (decided.next()?, dues.next()?.map(Box::new));
            let enters = due.as_ref().is_some_and(|due| said.get(&at).copied().unwrap_or(due.is_certain))
                && matches!(verdict.fate, Fate::New);
            let is_there = matches!(
                verdict.fate,
                Fate::Known | Fate::Linked(_) | Fate::Again(_) | Fate::Corrected { .. }
            );
            let is_proposed = !is_there && !learned.is_empty();
            let proposal = is_proposed.then(|| learned.propose(&read.payee, &read.memo));
            let proposal = proposal.filter(|proposal| *proposal != Proposal::default()).map(Box::new);
            Some(PlannedLine { amount, verdict, refused, proposal, due, enters })
        });
        let lines: Vec<Option<PlannedLine>> = lines.collect();
        let register = self.destination.knowledge.register.take();
        let agreement = register.zip(bank_balance).map(|(register, bank)| {
            agreement(self.statement, &lines, &self.destination.chosen, register, bank)
        });
        PlannedStatement {
            index: self.index,
            lines,
            agreement,
            destination: self.destination,
            scheduled,
            bank_balance,
            opening,
        }
    }
}

fn dues_of(
    lines: &[Incoming],
    verdicts: &[Verdict<Reference>],
    scheduled: &[Scheduled],
    taken: &mut Taken,
) -> Vec<Option<Due>> {
    dues(&lines.iter().collect::<Vec<_>>(), verdicts, scheduled, taken)
}

#[cfg(test)]
mod scheduled_tests;
#[cfg(test)]
mod tests;
