//! Attachments, each rule by its name.

use std::sync::Arc;

use super::testing::*;
use super::*;
use crate::ledger::attachment::{
    AttachmentCommand, AttachmentId, AttachmentRefusal, FileKind, LARGEST_ATTACHMENT, MOST_ATTACHMENTS,
    NewAttachment,
};
use crate::ledger::batch::{RawFile, RawHash};
use crate::ledger::transaction::TransactionId;

fn new(transaction: TransactionId, n: usize) -> NewAttachment {
    let file = RawFile { hash: RawHash(format!("{n:064}")), size: 3, packed: Arc::from(&b"pdf"[..]) };
    NewAttachment { transaction, name: format!("/tmp/{n}.pdf"), kind: FileKind::Pdf, file }
}

fn attach(book: &mut MemoryBook, new: NewAttachment) -> Result<AttachmentId, Refusal> {
    let decision = book.submit(&Command::Attachment(AttachmentCommand::Attach(new)))?;
    Ok(AttachmentId(decision.made.expect("an id")))
}

fn book() -> (MemoryBook, TransactionId) {
    let mut book = MemoryBook::default();
    let giro = book.open("Giro");
    let paid = book.submit(&Command::AddTransaction(payment(giro, "Market", "Food", 12_50))).expect("adds");
    (book, TransactionId(paid.made.expect("an id")))
}

#[test]
fn a_file_is_attached_once_to_a_row_under_its_own_name_and_a_row_has_so_many() {
    let (mut book, row) = book();
    let id = attach(&mut book, new(row, 0)).expect("is attached");
    assert_eq!(book.rows.attachments[&id].name, "0.pdf");
    assert_eq!(
        attach(&mut book, new(row, 0)),
        Err(AttachmentRefusal::AttachedAlready("0.pdf".into()).into())
    );
    for n in 1..MOST_ATTACHMENTS {
        attach(&mut book, new(row, n)).expect("is attached");
    }
    assert_eq!(attach(&mut book, new(row, MOST_ATTACHMENTS)), Err(AttachmentRefusal::TooMany.into()));
    assert_eq!(attach(&mut book, new(TransactionId(99), 0)), Err(Refusal::NoSuchTransaction));
}

#[test]
fn a_file_is_neither_empty_nor_too_large() {
    let (mut book, row) = book();
    let sized = |size| {
        let one = new(row, 0);
        NewAttachment { file: RawFile { size, ..one.file.clone() }, ..one }
    };
    assert_eq!(attach(&mut book, sized(0)), Err(AttachmentRefusal::Empty.into()));
    assert_eq!(attach(&mut book, sized(LARGEST_ATTACHMENT + 1)), Err(AttachmentRefusal::TooLarge.into()));
    assert!(attach(&mut book, sized(LARGEST_ATTACHMENT)).is_ok());
}

#[test]
fn what_was_removed_comes_back_by_the_history_only_where_its_row_is() {
    let (mut book, row) = book();
    let id = attach(&mut book, new(row, 0)).expect("is attached");
    book.submit(&Command::Attachment(AttachmentCommand::Detach(id))).expect("is removed");
    let removed = book.revision().expect("is known");
    assert_eq!(
        book.submit(&Command::Attachment(AttachmentCommand::Detach(id))).unwrap_err(),
        AttachmentRefusal::NoSuch.into()
    );
    book.submit(&Command::DeleteTransaction { id: row }).expect("is deleted");
    let back = book.submit(&Command::TakeBack { revision: removed });
    assert!(matches!(back, Err(Refusal::InTheWay { .. })), "{back:?}");
    book.submit(&Command::Undo).expect("the row is back");
    book.submit(&Command::TakeBack { revision: removed }).expect("and so is its file");
    assert!(book.rows.attachments.contains_key(&id));
}

#[test]
fn a_file_of_a_deleted_row_cannot_be_removed_and_is_there_when_the_row_is_back() {
    let (mut book, row) = book();
    let id = attach(&mut book, new(row, 0)).expect("is attached");
    book.submit(&Command::DeleteTransaction { id: row }).expect("is deleted");
    assert_eq!(
        book.submit(&Command::Attachment(AttachmentCommand::Detach(id))).unwrap_err(),
        AttachmentRefusal::NoSuch.into()
    );
    book.submit(&Command::Undo).expect("the row is back");
    assert_eq!(book.attachments(row).map(|all| all.len()), Ok(1));
}
