//! Bank files stay until somebody lets go of them, whatever is undone and done again.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::open::{BookFile, open};
use super::*;
use crate::ledger::command::{AccountChoice, Command, ImportDraft, NewAccount, StatementDraft};
use crate::ledger::{AccountId, AccountKind, BatchId, Denied, RawHash};

const AT: &str = "2024-05-17T10:00:00Z";

/// What is done next; numbers choose one of what is there.
#[derive(Debug, Clone)]
enum Act {
    Import(u8),
    Other,
    Undo,
    Redo,
    TakeBack(usize),
    DoAgain(usize),
    LetGo(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => any::<u8>().prop_map(|n| Act::Import(n % 5)),
        2 => Just(Act::Other),
        4 => Just(Act::Undo),
        3 => Just(Act::Redo),
        3 => any::<usize>().prop_map(Act::TakeBack),
        3 => any::<usize>().prop_map(Act::DoAgain),
        1 => any::<usize>().prop_map(Act::LetGo),
    ];
    proptest::collection::vec(act, 1..40)
}

fn bytes(n: u8) -> Vec<u8> {
    format!("!Type:Bank\nD05/13/2024\nT-{n}.00\n^\n").into_bytes()
}

fn import(n: u8, base: u64) -> Command {
    let statement = StatementDraft {
        account: AccountChoice::Existing(AccountId(1)),
        bank_key: None,
        opening: None,
        closing: None,
        lines: Vec::new(),
    };
    let raw = Some(pack(&bytes(n)).expect("memory is enough"));
    let (file, format) = (format!("{n}.qif"), "QIF".to_owned());
    Command::Import(ImportDraft {
        file,
        format,
        layout: String::new(),
        raw,
        base,
        statements: vec![statement],
    })
}

fn account(name: String) -> Command {
    let currency = "USD".parse().expect("a currency");
    Command::OpenAccount(NewAccount { name, kind: AccountKind::Asset, currency, opening: None })
}

struct Model {
    opened: Opened,
    /// The hashes of the files that nobody let go of since they were imported last.
    kept: BTreeSet<String>,
}

impl Model {
    fn submit(&mut self, command: &Command) -> bool {
        match self.opened.writer.submit(command, AT) {
            Ok(_) => true,
            Err(Denied::Refused(_)) => false,
            Err(Denied::Failed(failure)) => panic!("{failure}"),
        }
    }

    fn batches(&self) -> Vec<(BatchId, RawHash)> {
        let contents = self.opened.reader.at_once(|book| {
            let ids: Vec<BatchId> = book.batches()?.iter().map(|row| row.id).collect();
            Ok(ids)
        });
        let ids = contents.expect("reads").into_iter();
        ids.map(|id| {
            let (name, _) = self.file(id);
            (id, pack(&bytes(name[..1].parse().expect("a digit"))).expect("packs").hash)
        })
        .collect()
    }

    fn file(&self, id: BatchId) -> (String, Option<Vec<u8>>) {
        self.opened.reader.at_once(|book| book.batch_file(id)).expect("reads").expect("is there")
    }

    fn revision(&self) -> u64 {
        self.opened.writer.revision().expect("reads")
    }

    fn act(&mut self, act: &Act) {
        let revision = self.revision();
        let one_of = |n: usize| (n as u64 % revision.max(1)) + 1;
        match act {
            Act::Import(n) => {
                // Refused where the account itself was undone.
                if self.submit(&import(*n, revision)) {
                    self.kept.insert(pack(&bytes(*n)).expect("packs").hash.0);
                }
            }
            Act::Other => assert!(self.submit(&account(format!("Account {revision}")))),
            Act::Undo => drop(self.submit(&Command::Undo)),
            Act::Redo => drop(self.submit(&Command::Redo)),
            Act::TakeBack(n) => drop(self.submit(&Command::TakeBack { revision: one_of(*n) })),
            Act::DoAgain(n) => drop(self.submit(&Command::DoAgain { revision: one_of(*n) })),
            Act::LetGo(n) => {
                let batches = self.batches();
                if let Some((id, hash)) = batches.get(n % batches.len().max(1)) {
                    self.submit(&Command::DropRaw { batch: *id });
                    self.kept.remove(&hash.0);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_kept_file_is_there_for_as_long_as_its_import_can_come_back(acts in acts()) {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = open(BookFile::at(&folder.path().join("b.counterfoil"), "id-1")).expect("opens");
        let mut model = Model { opened, kept: BTreeSet::new() };
        model.submit(&account("Giro".into()));
        for act in &acts {
            model.act(act);
            for (id, hash) in model.batches() {
                let (name, file) = model.file(id);
                let wanted = model.kept.contains(&hash.0).then(|| bytes(name[..1].parse().expect("a digit")));
                prop_assert_eq!(file, wanted, "import {} after {:?}", id.0, act);
            }
        }
    }
}
