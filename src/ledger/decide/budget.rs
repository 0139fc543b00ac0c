//! The budget: planning, the rules of a category, the way; and what becomes of them with their category.

use std::collections::BTreeMap;

use super::facts::{Class, Facts};
use super::sheet::Sheet;
use super::{Decision, Denied, Outcome};
use crate::ledger::account::{Account, AccountId, AccountKind};
use crate::ledger::budget::{
    BudgetCommand, BudgetEntry, BudgetKey, BudgetRefusal, MOST_PLANS, Plan, PlanSource, PlannedAmount, Rule,
    RuleDraft, Way, month_words,
};
use crate::ledger::change::{Change, Edit};
use crate::ledger::money::Minor;
use crate::ledger::refusal::Refusal;
use crate::ledger::register::Month;

pub(super) fn change<F: Facts>(sheet: &mut Sheet<F>, wanted: &BudgetCommand) -> Outcome<Decision, F> {
    match wanted {
        BudgetCommand::Plan { amounts, source } => plan(sheet, amounts, *source),
        BudgetCommand::Rule(draft) => rule(sheet, *draft),
        BudgetCommand::Way(way) => set_way(sheet, *way),
    }
}

/// Of two amounts for one month the later one counts.
fn plan<F: Facts>(
    sheet: &mut Sheet<F>,
    amounts: &[PlannedAmount],
    source: PlanSource,
) -> Outcome<Decision, F> {
    if amounts.len() > MOST_PLANS {
        return Err(BudgetRefusal::TooMany.into());
    }
    let wanted: BTreeMap<(AccountId, Month), Option<Minor>> =
        amounts.iter().map(|one| ((one.category, one.month), one.amount)).collect();
    for ((category, month), amount) in &wanted {
        planned_category(sheet, *category)?;
        checked_month(*month)?;
        let plan = amount.map(|amount| Plan { category: *category, month: *month, amount });
        put(sheet, BudgetKey::Plan(*category, *month), plan.map(BudgetEntry::Plan))?;
    }
    let words = plan_words(sheet, &wanted, source)?;
    Ok(sheet.done(words, None))
}

fn plan_words<F: Facts>(
    sheet: &mut Sheet<F>,
    wanted: &BTreeMap<(AccountId, Month), Option<Minor>>,
    source: PlanSource,
) -> Outcome<String, F> {
    let count = sheet.changes.len();
    let (Some(((category, first), amount)), Some(((last_category, last), _))) =
        (wanted.first_key_value(), wanted.last_key_value())
    else {
        return Ok("Nothing is to be planned".into());
    };
    if source == PlanSource::Averages {
        let amounts = if count == 1 { "1 amount".to_owned() } else { format!("{count} amounts") };
        return Ok(format!("Planned {amounts} from last year's averages"));
    }
    if category != last_category {
        return Ok(format!("Planned {} amounts of the budget", wanted.len()));
    }
    let account = sheet.account(*category)?;
    let month = match first == last {
        true => month_words(*first),
        false => format!("{} to {}", month_words(*first), month_words(*last)),
    };
    let sum = Minor::sum(wanted.values().flatten().copied())?;
    Ok(match amount {
        Some(_) => format!("Planned {} for {} in {month}", account.currency.text(sum), account.name),
        None => format!("Took away the plan of {} for {month}", account.name),
    })
}

fn rule<F: Facts>(sheet: &mut Sheet<F>, draft: RuleDraft) -> Outcome<Decision, F> {
    let account = planned_category(sheet, draft.category)?;
    let RuleDraft { category, carries, goal } = draft;
    if let Some(goal) = goal {
        checked_month(goal.by)?;
        if goal.amount.units() <= 0 {
            return Err(BudgetRefusal::EmptyGoal.into());
        }
        if account.kind == AccountKind::Income {
            return Err(BudgetRefusal::GoalOfIncome(account.name).into());
        }
    }
    let before = match current(sheet, BudgetKey::Rule(category))? {
        Some(BudgetEntry::Rule(rule)) => rule,
        _ => Rule { category, carries: false, goal: None },
    };
    let after = Rule { category, carries, goal };
    let is_plain = !carries && goal.is_none();
    put(sheet, BudgetKey::Rule(category), (!is_plain).then_some(BudgetEntry::Rule(after)))?;
    let name = &account.name;
    let words = match (goal, before.goal == goal) {
        (Some(goal), false) => {
            format!(
                "Set the goal of {name}: {} by {}",
                account.currency.text(goal.amount),
                month_words(goal.by)
            )
        }
        (None, false) => format!("Took away the goal of {name}"),
        _ if carries => format!("{name} is carried over into the next month"),
        _ => format!("{name} is no longer carried over into the next month"),
    };
    Ok(sheet.done(words, None))
}

fn set_way<F: Facts>(sheet: &mut Sheet<F>, way: Way) -> Outcome<Decision, F> {
    // The usual way is kept as nothing.
    put(sheet, BudgetKey::Way, (way != Way::default()).then_some(BudgetEntry::Way(way)))?;
    let words = match way {
        Way::Tracking => "The budget tracks what is spent",
        Way::Envelope => "The budget works with envelopes",
    };
    Ok(sheet.done(words.into(), None))
}

/// What was planned for a category goes with it.
pub(super) fn deleted<F: Facts>(sheet: &mut Sheet<F>, category: AccountId) -> Outcome<(), F> {
    for entry in sheet.facts.budget_of(category).map_err(Denied::Failed)? {
        put(sheet, entry.key(), None)?;
    }
    Ok(())
}

/// The way is as usual again.
pub(super) fn without_way<F: Facts>(sheet: &mut Sheet<F>) -> Outcome<(), F> {
    put(sheet, BudgetKey::Way, None)
}

/// What was planned for one is planned for the other, too: amounts of a month are added, and the rule of the one that
/// stays goes first.
pub(super) fn poured<F: Facts>(sheet: &mut Sheet<F>, from: AccountId, into: AccountId) -> Outcome<(), F> {
    for entry in sheet.facts.budget_of(from).map_err(Denied::Failed)? {
        put(sheet, entry.key(), None)?;
        let moved = entry.of(into);
        let after = match (current(sheet, moved.key())?, moved) {
            (Some(BudgetEntry::Plan(there)), BudgetEntry::Plan(plan)) => {
                let amount = Minor::amount(there.amount.units().saturating_add(plan.amount.units()))?;
                BudgetEntry::Plan(Plan { amount, ..there })
            }
            (Some(there), _) => there,
            (None, moved) => moved,
        };
        put(sheet, moved.key(), Some(after))?;
    }
    Ok(())
}

/// An entry as the sheet has it by now.
fn current<F: Facts>(sheet: &Sheet<F>, key: BudgetKey) -> Outcome<Option<BudgetEntry>, F> {
    let of_key = |change: &Change| match change {
        Change::Budget(edit) if change.entity() == Some(crate::ledger::Entity::Budget(key)) => {
            Some(edit.after)
        }
        _ => None,
    };
    match sheet.changes.iter().rev().find_map(of_key) {
        Some(entry) => Ok(entry),
        None => sheet.facts.budget_entry(key).map_err(Denied::Failed),
    }
}

fn put<F: Facts>(sheet: &mut Sheet<F>, key: BudgetKey, after: Option<BudgetEntry>) -> Outcome<(), F> {
    let before = current(sheet, key)?;
    if before != after {
        sheet.changes.push(Change::Budget(Edit { before, after }));
    }
    Ok(())
}

fn planned_category<F: Facts>(sheet: &mut Sheet<F>, id: AccountId) -> Outcome<Account, F> {
    let account = sheet.account(id)?;
    match Class::of(account.kind) {
        Class::Category => Ok(account),
        _ => Err(Refusal::NotACategory(account.name).into()),
    }
}

/// A month of a year that a book has.
pub(super) fn checked_month(month: Month) -> Result<(), BudgetRefusal> {
    let year = month.0.div_euclid(12);
    if (1900..2200).contains(&year) { Ok(()) } else { Err(BudgetRefusal::Year(year)) }
}
