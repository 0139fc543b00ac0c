//! Cheques that were written and do not count.
//!
//! Quicken writes `**VOID**` before the payee, and so does our QIF; our other
//! files have it before the memo of a line of zero. It looks only at the line.

use super::{Decimal, Line};

const MARK: &str = "**VOID**";

/// Takes the mark off a line and remembers it. Nothing moves by a void cheque, whatever amount stands there.
pub fn recognise(line: &mut Line) {
    let by_payee = unmarked(&line.payee).map(str::to_owned);
    let by_memo = unmarked(&line.memo).filter(|_| line.amount.is_zero()).map(str::to_owned);
    if by_payee.is_none() && by_memo.is_none() {
        return;
    }
    line.void = true;
    line.payee = by_payee.unwrap_or_else(|| std::mem::take(&mut line.payee));
    line.memo = by_memo.unwrap_or_else(|| std::mem::take(&mut line.memo));
    line.amount = Decimal::ZERO;
    line.sides.iter_mut().for_each(|side| side.amount = Decimal::ZERO);
}

fn unmarked(text: &str) -> Option<&str> {
    let (head, rest) = text.split_at_checked(MARK.len())?;
    head.eq_ignore_ascii_case(MARK).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use crate::import::read;

    #[test]
    fn a_void_cheque_is_void_and_keeps_its_payee() {
        let text = "!Type:Bank\nD2024-05-13\nT-7.00\nN102\nP**VOID**Rent\nLHome\n^\n\
                    D2024-05-14\nT0.00\nPGas\nM**void** wrong date\n^\n\
                    D2024-05-15\nT-5.00\nPShop\nM**VOID** is what he said\n^\nD2024-05-31\nT-1.00\n^\n";
        let file = read("a.qif", text.as_bytes()).expect("a statement");
        let told: Vec<_> = file.statements[0]
            .lines
            .iter()
            .map(|line| (line.void, line.payee.as_str(), line.memo.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (true, "Rent", ""),
                (true, "Gas", "wrong date"),
                (false, "Shop", "**VOID** is what he said"),
                (false, "", "")
            ]
        );
        let rent = &file.statements[0].lines[0];
        assert!(rent.amount.is_zero() && rent.sides[0].amount.is_zero());
    }
}
