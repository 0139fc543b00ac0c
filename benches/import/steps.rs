//! The steps of an import, each measured alone.

use std::path::Path;
use std::time::Instant;

use counterfoil::book::{Book, pack};
use counterfoil::import::learned::Learned;
use counterfoil::import::plan::{Chosen, Destination, Knowledge, Registers, draft, plan};
use counterfoil::import::read;
use counterfoil::ledger::command::AccountChoice;
use counterfoil::ledger::{AccountKind, Command, Unwatched};

use super::figures::ms;
use super::rows::Kind;

pub fn measure(path: &Path, kind: Kind, bytes: &[u8]) {
    let name = format!("bench.{}", kind.name());
    let file = step("reading", || read(&name, bytes).expect("a statement"));
    let currency = "EUR".parse().expect("a currency");
    let destination = Destination {
        account: AccountChoice::New {
            name: "Cheque".into(),
            kind: AccountKind::Asset,
            currency,
            subkind: String::new(),
        },
        name: "Cheque".into(),
        currency,
        knowledge: Knowledge::default(),
        with_opening: false,
        chosen: Chosen::default(),
    };
    let learned = Learned::of(Vec::new(), Vec::new(), Vec::new());
    let plan =
        step("matching", || plan(&file, vec![Some(destination)], Registers::default(), &learned, &Unwatched));
    let mut plan = plan.expect("nobody stops it");
    let (mut draft, _) =
        step("the command", || draft(&mut plan, file.clone(), &name, 0).expect("nothing is in doubt"));
    draft.raw = Some(step("packing the file", || pack(bytes).expect("memory is enough")));
    let book = Book::open(path, "bench").expect("opens");
    step("writing", || book.submit_blocking(Command::Import(draft)).expect("imports"));
    step("closing", || book.close()).expect("closes");
}

fn step<T>(words: &str, what: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let told = what();
    println!("{words}: {} ms", ms(u64::try_from(begun.elapsed().as_nanos()).expect("fits")));
    told
}
