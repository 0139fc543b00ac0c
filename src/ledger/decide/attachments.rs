//! Attaching files to transactions, removing them, and letting go of those that nothing shows any more.
//!
//! The bytes are the store's; here is only said which file belongs where.

use super::facts::Facts;
use super::sheet::Sheet;
use super::told::described;
use super::{Decision, Denied, Move, Outcome};
use crate::ledger::attachment::{
    Attachment, AttachmentCommand, AttachmentId, AttachmentRefusal, LARGEST_ATTACHMENT, MOST_ATTACHMENTS,
    NewAttachment, file_name,
};
use crate::ledger::change::{Change, Edit};
use crate::ledger::transaction::TransactionId;

pub(super) fn change<F: Facts>(sheet: &mut Sheet<F>, wanted: &AttachmentCommand) -> Outcome<Decision, F> {
    match wanted {
        AttachmentCommand::Attach(new) => attach(sheet, new),
        AttachmentCommand::Detach(id) => detach(sheet, *id),
        AttachmentCommand::LetGo => let_go(sheet),
    }
}

fn attach<F: Facts>(sheet: &mut Sheet<F>, new: &NewAttachment) -> Outcome<Decision, F> {
    let NewAttachment { transaction, name, kind, file } = new;
    let row = sheet.transaction(*transaction)?;
    let name = file_name(name)?;
    match file.size {
        0 => return Err(AttachmentRefusal::Empty.into()),
        size if size > LARGEST_ATTACHMENT => return Err(AttachmentRefusal::TooLarge.into()),
        _ => {}
    }
    let there = sheet.facts.attachments(*transaction).map_err(Denied::Failed)?;
    if let Some(same) = there.iter().find(|one| one.hash == file.hash) {
        return Err(AttachmentRefusal::AttachedAlready(same.name.clone()).into());
    }
    if there.len() >= MOST_ATTACHMENTS {
        return Err(AttachmentRefusal::TooMany.into());
    }
    let words = described(sheet, &format!("Attached {name} to"), &row)?;
    let id = AttachmentId(sheet.fresh_attachment());
    let hash = file.hash.clone();
    let made = Attachment { id, transaction: *transaction, hash, size: file.size, name, kind: *kind };
    sheet.changes.push(Change::Attachment(Edit::made(made)));
    Ok(sheet.done(words, Some(id.0)))
}

fn detach<F: Facts>(sheet: &mut Sheet<F>, id: AttachmentId) -> Outcome<Decision, F> {
    let before = sheet.facts.attachment(id).map_err(Denied::Failed)?.ok_or(AttachmentRefusal::NoSuch)?;
    let row = sheet.facts.transaction(before.transaction).map_err(Denied::Failed)?;
    let row = row.ok_or(AttachmentRefusal::NoSuch)?;
    let words = described(sheet, &format!("Removed {} from", before.name), &row)?;
    sheet.changes.push(Change::Attachment(Edit::deleted(before)));
    Ok(sheet.done(words, None))
}

/// Files that were removed, or whose rows were deleted, go for good: undo brings back their names without them.
fn let_go<F: Facts>(sheet: &mut Sheet<F>) -> Outcome<Decision, F> {
    let unseen = sheet.facts.unseen_files().map_err(Denied::Failed)?;
    let words = match unseen.len() {
        1 => "Let go of 1 file that was removed".to_owned(),
        many => format!("Let go of {many} files that were removed"),
    };
    sheet.changes.extend(unseen.into_iter().map(|hash| Change::RawFile(Edit::deleted(hash))));
    Ok(Decision { history: Move::Aside, source: None, ..sheet.done(words, None) })
}

/// What was attached to the first of each pair is attached to the second from now on.
pub(super) fn moved<F: Facts>(
    facts: &F,
    moves: &[(TransactionId, TransactionId)],
) -> Outcome<Vec<Change>, F> {
    let mut changes = Vec::new();
    for (from, to) in moves {
        for before in facts.attachments(*from).map_err(Denied::Failed)? {
            let after = Attachment { transaction: *to, ..before.clone() };
            changes.push(Change::Attachment(Edit::altered(before, after)));
        }
    }
    Ok(changes)
}
