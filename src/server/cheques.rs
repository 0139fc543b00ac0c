//! Chequebooks of an account, the next number, what became of the cheques, and what of the money is free.

use actix_web::web::{self, Json, Path, Query};

use super::as_of::AsOf;
use super::error::ApiError;
use super::site::{Answer, Desk, Site, done};
use super::wire;
use crate::book::{ChequeRow, Failure, View};
use crate::ledger::cheque::{
    ChequebookPatch, NewChequebook, PrintedNumber, Report, STALE_MONTHS, Written, next_cheque, printed,
    report,
};
use crate::ledger::loose_cheques::{LooseCheque, ProposedBook, proposed};
use crate::ledger::{AccountId, Chequebook, ChequebookId, Command};

/// The preference that says after how many months a cheque is stale.
const STALE: &str = "cheques.stale_months";

/// The chequebooks of an account.
#[utoipa::path(operation_id = "list_chequebooks", get, path = "/api/v1/accounts/{id}/chequebooks", tag = "cheques", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Chequebooks)))]
pub async fn list(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::Chequebooks> {
    let account = AccountId(*id);
    let read = site.read(move |book| {
        let books = book.chequebooks(account)?;
        let in_use = next_cheque(&books).map(|(book, _)| book.id);
        let chequebooks = books.iter().map(|(book, highest)| chequebook(book, *highest, in_use)).collect();
        Ok(wire::Chequebooks { revision: book.revision()?, account: account.0, chequebooks })
    });
    read.await.map(Json)
}

fn chequebook(book: &Chequebook, highest: Option<u64>, in_use: Option<ChequebookId>) -> wire::Chequebook {
    let next = book.next_number(highest);
    wire::Chequebook {
        id: book.id.0,
        account: book.account.0,
        first: book.printed(book.first),
        last: book.printed(book.last),
        next: next.map(|next| book.printed(next)),
        left: next.map_or(0, |next| book.last - next + 1),
        closed: book.closed,
        in_use: in_use == Some(book.id),
    }
}

/// Adds a chequebook.
#[utoipa::path(operation_id = "add_chequebook", post, path = "/api/v1/accounts/{id}/chequebooks", tag = "cheques", params(("id" = i64, Path)),
    request_body = wire::NewChequebook, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn add(desk: Desk, id: Path<i64>, new: Json<wire::NewChequebook>) -> Answer<wire::Done> {
    let new = NewChequebook {
        account: AccountId(*id),
        first: number("first", &new.first)?,
        last: number("last", &new.last)?,
        next: given("next", new.next.as_deref())?,
        in_use: new.in_use,
    };
    done(&desk, Command::AddChequebook(new)).await
}

/// Changes a chequebook, closes it or takes it into use.
#[utoipa::path(operation_id = "edit_chequebook", patch, path = "/api/v1/chequebooks/{id}", tag = "cheques", params(("id" = i64, Path)),
    request_body = wire::ChequebookPatch, responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn edit(desk: Desk, id: Path<i64>, patch: Json<wire::ChequebookPatch>) -> Answer<wire::Done> {
    let patch = ChequebookPatch {
        first: given("first", patch.first.as_deref())?,
        last: given("last", patch.last.as_deref())?,
        next: given("next", patch.next.as_deref())?,
        closed: patch.closed,
        in_use: patch.in_use,
    };
    done(&desk, Command::EditChequebook(ChequebookId(*id), patch)).await
}

/// Deletes a chequebook; its cheques stay in the register.
#[utoipa::path(operation_id = "delete_chequebook", delete, path = "/api/v1/chequebooks/{id}", tag = "cheques", params(("id" = i64, Path)),
    responses((status = 200, body = wire::Done), (status = "4XX", body = wire::Problem)))]
pub async fn delete(desk: Desk, id: Path<i64>) -> Answer<wire::Done> {
    done(&desk, Command::DeleteChequebook(ChequebookId(*id))).await
}

/// The number of the next cheque, from the book in use.
#[utoipa::path(operation_id = "next_cheque", get, path = "/api/v1/accounts/{id}/cheque-number", tag = "cheques", params(("id" = i64, Path)),
    responses((status = 200, body = wire::ChequeNumber)))]
pub async fn next(site: web::Data<Site>, id: Path<i64>) -> Answer<wire::ChequeNumber> {
    let account = AccountId(*id);
    let read = site.read(move |book| {
        let books = book.chequebooks(account)?;
        let next = next_cheque(&books);
        Ok(wire::ChequeNumber {
            revision: book.revision()?,
            number: next.map(|(book, number)| book.printed(number)),
            chequebook: next.map(|(book, _)| book.id.0),
        })
    });
    read.await.map(Json)
}

/// What became of the cheques of an account.
#[utoipa::path(operation_id = "report_cheques", get, path = "/api/v1/accounts/{id}/cheques", tag = "cheques", params(("id" = i64, Path), AsOf),
    responses((status = 200, body = wire::Cheques), (status = "4XX", body = wire::Problem)))]
pub async fn cheques(site: web::Data<Site>, id: Path<i64>, day: Query<AsOf>) -> Answer<wire::Cheques> {
    let (account, today) = (AccountId(*id), day.day(&site.clock)?);
    let read = site.read(move |book| {
        let stale_months = stale_months(book)?;
        let mut page = wire::Cheques {
            revision: book.revision()?,
            account: account.0,
            today: today.to_string(),
            stale_months,
            outstanding: Vec::new(),
            void: Vec::new(),
            missing: Vec::new(),
            repeated: Vec::new(),
            loose: Vec::new(),
            more_loose: false,
            proposed: Vec::new(),
        };
        let books: Vec<Chequebook> = book.chequebooks(account)?.into_iter().map(|(book, _)| book).collect();
        for chequebook in &books {
            let rows = book.cheques(chequebook)?;
            let written: Vec<Written<usize>> = rows.iter().enumerate().map(written).collect();
            add_report(&mut page, chequebook, &rows, report(chequebook, &written, today, stale_months));
        }
        add_loose(&mut page, book, &books)?;
        page.outstanding
            .sort_by(|a, b| (&a.cheque.date, &a.cheque.number).cmp(&(&b.cheque.date, &b.cheque.number)));
        Ok(page)
    });
    read.await.map(Json)
}

fn written((at, row): (usize, &ChequeRow)) -> Written<usize> {
    Written {
        reference: at,
        number: row.number,
        date: row.date,
        is_void: row.is_void,
        is_cleared: row.is_cleared,
    }
}

/// Puts what there is to say of one book onto the page. `rows` are in the order of their numbers.
fn add_report(page: &mut wire::Cheques, book: &Chequebook, rows: &[ChequeRow], report: Report<usize>) {
    let at = |at: usize| rows.get(at).map(|row| cheque(book.printed(row.number), row));
    let outstanding = report.outstanding.iter().filter_map(|one| {
        let (age_days, stale) = (one.age_days, one.is_stale);
        at(one.cheque).map(|cheque| wire::OutstandingCheque { cheque, age_days, stale })
    });
    page.outstanding.extend(outstanding);
    page.void.extend(report.void.iter().filter_map(|one| at(*one)));
    page.missing.extend(report.missing.iter().map(|(first, last)| {
        let place = rows.partition_point(|row| row.number < *first);
        wire::MissingCheques {
            chequebook: book.id.0,
            first: book.printed(*first),
            last: book.printed(*last),
            count: last - first + 1,
            before: place.checked_sub(1).and_then(at),
            after: at(place),
        }
    }));
    page.repeated.extend(report.repeated.iter().map(|(number, cheques)| wire::RepeatedCheque {
        number: book.printed(*number),
        cheques: cheques.iter().filter_map(|one| at(*one)).collect(),
    }));
}

/// More cheques of no book than these are not looked at, and so many of them are listed.
const MOST_LOOSE: usize = 1_000;
const LISTED: usize = 200;

fn add_loose(page: &mut wire::Cheques, book: &View, books: &[Chequebook]) -> Result<(), Failure> {
    let rows = book.loose_cheques(AccountId(page.account), books, MOST_LOOSE)?;
    let loose = |row: &ChequeRow| LooseCheque { number: row.number, digits: row.digits, date: row.date };
    let cheques: Vec<LooseCheque> = rows.iter().map(loose).collect();
    page.more_loose = rows.len() > LISTED;
    page.proposed = proposed(&cheques, books).iter().map(proposal).collect();
    page.loose = rows.iter().take(LISTED).map(|row| cheque(printed(row.number, row.digits), row)).collect();
    Ok(())
}

fn proposal(book: &ProposedBook) -> wire::ProposedChequebook {
    wire::ProposedChequebook {
        first: printed(book.first, book.digits),
        last: printed(book.last, book.digits),
        cheques: book.cheques as u64,
        from: book.from.to_string(),
        until: book.until.to_string(),
    }
}

fn cheque(number: String, row: &ChequeRow) -> wire::Cheque {
    wire::Cheque {
        transaction: row.transaction.0,
        split: row.split,
        number,
        date: row.date.to_string(),
        payee: row.payee.clone(),
        memo: row.memo.clone(),
        amount: row.amount,
    }
}

/// After how many months a cheque is stale; what nobody set, or set to nonsense, is what banks commonly say.
fn stale_months(book: &View) -> Result<u8, Failure> {
    let kept = book.preference(STALE)?.and_then(|kept| kept.value.parse().ok());
    Ok(kept.filter(|months| (1..=120).contains(months)).unwrap_or(STALE_MONTHS))
}

/// What the bank has of an account, and what is really free.
#[utoipa::path(operation_id = "read_funds", get, path = "/api/v1/accounts/{id}/funds", tag = "accounts", params(("id" = i64, Path), AsOf),
    responses((status = 200, body = wire::Funds), (status = "4XX", body = wire::Problem)))]
pub async fn funds(site: web::Data<Site>, id: Path<i64>, day: Query<AsOf>) -> Answer<wire::Funds> {
    let (account, today) = (AccountId(*id), day.day(&site.clock)?);
    let read = site.read(move |book| {
        let funds = book.funds(account, today)?;
        Ok(wire::Funds {
            revision: book.revision()?,
            account: account.0,
            balance: funds.balance,
            entered: funds.entered,
            cleared: funds.cleared,
            unpaid: funds.unpaid,
            coming: funds.coming,
            available: funds.available(),
        })
    });
    read.await.map(Json)
}

/// A number as it is printed on the cheque.
fn number(field: &'static str, text: &str) -> Result<PrintedNumber, ApiError> {
    let advice = "Type it as it is printed on the cheque, as in 000101.";
    text.parse().map_err(|error: crate::ledger::cheque::NumberError| {
        ApiError::field(field, format!("“{}”: {error}", text.trim()), advice)
    })
}

fn given(field: &'static str, text: Option<&str>) -> Result<Option<PrintedNumber>, ApiError> {
    text.filter(|text| !text.trim().is_empty()).map(|text| number(field, text)).transpose()
}
