//! The words that banks write over their columns.
//!
//! One table. The earlier a word stands in its line, the better the column
//! fits: of two columns for the date, the day of booking wins over the day of
//! purchase. A header matches a word when it is the word or holds it whole.

use crate::import::layout::Role;

/// A header and what it most likely stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    pub role: Role,
    /// The smaller, the better among columns of the same role.
    pub rank: usize,
    pub is_english: bool,
}

struct Words {
    role: Role,
    english: &'static [&'static str],
    /// German, French, Spanish, Italian, Dutch, Portuguese, Polish, Danish, Swedish, Norwegian.
    other: &'static [&'static str],
}

#[rustfmt::skip]
const WORDS: &[Words] = &[
    Words { role: Role::Date,
        english: &["posting date", "posted date", "post date", "posted", "booking date", "date booked", "booked", "completed date", "date completed", "settled", "date", "transaction date", "trans date", "trans. date", "transaction date (utc)", "date (utc)", "created", "time", "timestamp"],
        other: &["buchungstag", "buchungsdatum", "buchung", "datum", "belegdatum", "umsatztag", "transaktionsdatum", "date de comptabilisation", "date comptable", "date opération", "date operation", "date de l'opération", "date d'opération", "fecha", "fecha operación", "fecha operacion", "fecha de operación", "fecha contable", "f. operación", "f. contable", "data", "data contabile", "data registrazione", "data operazione", "boekingsdatum", "boekdatum", "transactiedatum", "data movimento", "data mov.", "data lançamento", "data operacji", "data księgowania", "data transakcji", "dato", "bogført", "bokföringsdag", "bokføringsdato", "transaktionsdag"] },
    Words { role: Role::ValueDate,
        english: &["value date", "started date", "effective date", "settlement date"],
        other: &["wertstellung", "wertstellungsdatum", "valutadatum", "valuta", "valutatag", "date de valeur", "date valeur", "fecha valor", "f. valor", "fecha de valor", "data valuta", "rentedatum", "data valor", "data waluty", "rentedato", "valutadag"] },
    Words { role: Role::Payee,
        english: &["payee", "merchant", "merchant name", "counterparty", "counter party", "counterparty name", "beneficiary", "recipient", "payee name", "name of counterparty", "name", "to/from", "partner name"],
        other: &["zahlungsempfänger*in", "zahlungsempfänger", "empfänger", "begünstigter/zahlungspflichtiger", "beguenstigter/zahlungspflichtiger", "auftraggeber/empfänger", "auftraggeber / begünstigter", "auftraggeber/begünstigter", "empfänger/auftraggeber", "name zahlungsbeteiligter", "empfänger/zahlungspflichtiger", "gegenpartei", "händler", "bénéficiaire", "beneficiaire", "tiers", "destinataire", "nom du tiers", "beneficiario", "destinatario", "controparte", "ordinante/beneficiario", "naam tegenpartij", "tegenpartij", "naam / omschrijving", "naam", "begunstigde", "beneficiário", "odbiorca", "kontrahent", "nazwa kontrahenta", "modtager", "mottagare", "mottaker"] },
    Words { role: Role::Payer,
        english: &["payer", "sender", "payer name"],
        other: &["zahlungspflichtige*r", "zahlungspflichtiger", "auftraggeber", "donneur d'ordre", "ordenante", "ordinante"] },
    Words { role: Role::Memo,
        english: &["description", "transaction description", "memo", "details", "transaction details", "narrative", "particulars", "reference", "payment reference", "remittance information", "notes", "note", "remarks", "type", "transaction type", "additional information"],
        other: &["verwendungszweck", "buchungstext", "beschreibung", "umsatztext", "zahlungsreferenz", "buchungsdetails", "text", "umsatzart", "libellé", "libelle", "libellé de l'opération", "libellé simplifié", "libellé opération", "intitulé", "détail", "details", "communication", "communications", "concepto", "descripción", "descripcion", "detalle", "observaciones", "movimiento", "más datos", "descrizione", "descrizione operazione", "causale", "dettagli", "omschrijving", "omschrijving-1", "omschrijving-2", "omschrijving-3", "mededelingen", "mededeling", "descrição", "descritivo", "opis", "opis operacji", "opis transakcji", "tytuł", "tekst", "beskrivelse", "beskrivning", "forklaring"] },
    Words { role: Role::Number,
        english: &["cheque number", "check number", "cheque no", "check no", "check no.", "cheque", "check", "check or slip #", "check #", "chq no", "chq", "num", "cheque/ref", "number"],
        other: &["schecknummer", "scheck-nr.", "scheck", "numéro de chèque", "n° chèque", "número de cheque", "nº cheque", "numero assegno", "chequenummer"] },
    Words { role: Role::Amount,
        english: &["amount", "transaction amount", "net amount", "value", "net", "sum"],
        other: &["betrag", "umsatz", "buchungsbetrag", "umsatz in eur", "montant", "montant de l'opération", "importe", "importe total", "monto", "cantidad", "importo", "bedrag", "transactiebedrag", "valor", "montante", "kwota", "kwota operacji", "beløb", "belopp", "beløp"] },
    Words { role: Role::Debit,
        english: &["debit", "debit amount", "money out", "paid out", "withdrawal", "withdrawals", "withdrawal amt.", "debits", "out", "withdrawal amount", "amount debited", "charge"],
        other: &["soll", "belastung", "lastschrift", "ausgang", "ausgabe", "débit", "débit euros", "débit (eur)", "dépense", "cargo", "cargos", "adeudo", "gasto", "gastos", "débito", "dare", "addebiti", "addebito", "uscite", "uscita", "af", "uitgaven", "debet", "obciążenia", "ud", "ut av konto", "ut"] },
    Words { role: Role::Credit,
        english: &["credit", "credit amount", "money in", "paid in", "deposit", "deposits", "deposit amt.", "credits", "in", "deposit amount", "amount credited"],
        other: &["haben", "gutschrift", "eingang", "einnahme", "crédit", "crédit euros", "crédit (eur)", "recette", "abono", "abonos", "ingreso", "ingresos", "haber", "crédito", "avere", "accrediti", "accredito", "entrate", "entrata", "bij", "inkomsten", "kredit", "uznania", "ind", "inn på konto", "inn"] },
    Words { role: Role::Direction,
        english: &["debit/credit", "dr/cr", "d/c", "credit/debit", "cr/dr", "credit debit indicator", "sign", "direction", "debit or credit"],
        other: &["soll/haben", "s/h", "soll / haben", "haben/soll", "sens", "débit/crédit", "signo", "cargo/abono", "segno", "dare/avere", "af bij", "af/bij", "bij/af", "d/c indicator"] },
    Words { role: Role::Balance,
        english: &["balance", "running balance", "account balance", "running bal.", "closing balance", "balance after", "available balance"],
        other: &["saldo", "kontostand", "saldo nach buchung", "saldo nach umsatz", "solde", "saldo contable", "saldo disponible", "saldo na trn", "saldo na mutatie", "saldo na boeking", "saldo contabile", "saldo po operacji", "beginsaldo"] },
    Words { role: Role::Currency,
        english: &["currency", "ccy", "currency code", "curr", "transaction currency", "account currency"],
        other: &["währung", "waehrung", "whg", "whrg", "devise", "divisa", "moneda", "valuta", "munt", "muntsoort", "moeda", "waluta", "valutakode"] },
    Words { role: Role::BankId,
        english: &["transaction id", "fitid", "unique id", "id", "transaction reference", "reference id", "bank reference", "transaction number", "entry reference"],
        other: &["umsatz-id", "buchungsreferenz", "transaktions-id", "transaktionscode", "identifiant", "référence de l'opération", "id transacción", "id transazione", "volgnr", "transactiereferentie", "id transação"] },
    Words { role: Role::Category,
        english: &["category", "spending category", "category name"],
        other: &["kategorie", "catégorie", "categorie", "categoría", "categoria", "kategoria", "kategori"] },
    Words { role: Role::Account,
        english: &["account", "own account", "account number", "account name", "iban", "my account"],
        other: &["auftragskonto", "iban auftragskonto", "eigenes konto", "referenzkonto", "konto", "compte", "numéro de compte", "cuenta", "número de cuenta", "conto", "rekening", "rekeningnummer", "iban/bban", "conta"] },
    Words { role: Role::Status,
        english: &["status", "state", "transaction status"],
        other: &["buchungsstatus", "umsatzstatus", "statut", "état", "estado", "stato", "stan"] },
];

/// What stands over columns that look like another one and are not.
#[rustfmt::skip]
const NOT_OURS: &[&str] = &[
    "foreign", "original", "fremdwährung", "fremdwaehrung", "ursprungsbetrag", "ursprünglich", "devises", "exchange", "wechselkurs", "kurs", "fee", "fees", "gebühr", "frais", "kosten",
    "tax", "vat", "mandate", "mandatsreferenz", "creditor", "gläubiger", "gläubiger-id", "glaeubiger", "bic", "swift", "blz", "bankleitzahl", "tegenrekening", "tegenpartij bban", "counterparty account", "gegenkonto", "kontonummer/iban",
];

/// The meaning of a header, if it has one we know.
pub fn meaning(header: &str) -> Option<Meaning> {
    const LONGEST: usize = 60;
    if header.is_empty() || header.len() > LONGEST {
        return None;
    }
    let header = plain(header);
    let is_other = NOT_OURS.iter().any(|word| holds(&header, word));
    let mut best: Option<(usize, Meaning)> = None;
    for words in WORDS {
        let all =
            words.english.iter().map(|word| (word, true)).chain(words.other.iter().map(|word| (word, false)));
        for (rank, (word, is_english)) in all.enumerate() {
            let word = plain(word);
            let is_whole = header == word;
            if !(is_whole || !is_other && word.len() > 2 && holds(&header, &word)) {
                continue;
            }
            // The longest word that is in it says most; a whole header says all.
            let weight = word.len() * 2 + usize::from(is_whole);
            if best.is_none_or(|(most, _)| weight > most) {
                let rank = rank * 2 + usize::from(!is_whole);
                best = Some((weight, Meaning { role: words.role, rank, is_english }));
            }
        }
    }
    best.map(|(_, meaning)| meaning)
}

/// Whether a row of the bank says that it is not booked yet, or never was.
pub fn is_pending(status: &str) -> bool {
    #[rustfmt::skip]
    const PENDING: &[&str] = &[
        "pending", "declined", "failed", "reverted", "cancelled", "canceled", "authorised", "authorized", "hold", "reserved", "vorgemerkt", "ausstehend", "storniert", "offen",
        "en attente", "en cours", "pendiente", "in sospeso", "non contabilizzato", "gereserveerd", "in behandeling", "pendente", "oczekująca", "reserveret", "reserverad",
    ];
    let status = plain(status);
    PENDING.iter().any(|word| holds(&status, word))
}

/// Whether a word says that this is a card, where a plain amount is what was spent.
pub fn speaks_of_a_card(text: &str) -> bool {
    let text = plain(text);
    ["card", "kreditkarte", "carte", "tarjeta", "carta", "creditcard", "visa", "mastercard", "amex"]
        .iter()
        .any(|word| holds(&text, word))
}

/// Lower case, and one space for what only parts words.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() || matches!(c, '/' | '#' | '*') { c } else { ' ' };
        if c != ' ' || !plain.ends_with(' ') {
            plain.push(c);
        }
    }
    plain.trim().to_owned()
}

/// Whether `word` stands in `text`, whole.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_many_banks_are_understood() {
        for (header, role) in [
            ("Date", Role::Date),
            ("Post Date", Role::Date),
            ("Buchungstag", Role::Date),
            ("Date de comptabilisation", Role::Date),
            ("Valuta-Datum", Role::ValueDate),
            ("Wertstellung", Role::ValueDate),
            ("Betrag (EUR)", Role::Amount),
            ("Betrag (€)", Role::Amount),
            ("Montant(EUROS)", Role::Amount),
            ("Amount GBP", Role::Amount),
            ("Soll", Role::Debit),
            ("Money Out", Role::Debit),
            ("Credit Amount", Role::Credit),
            ("Entrate", Role::Credit),
            ("Af Bij", Role::Direction),
            ("Saldo na mutatie", Role::Balance),
            ("Saldo nach Buchung", Role::Balance),
            ("Währung", Role::Currency),
            ("Naam / Omschrijving", Role::Payee),
            ("Verwendungszweck", Role::Memo),
            ("Check or Slip #", Role::Number),
            ("Transaction ID", Role::BankId),
            ("IBAN Auftragskonto", Role::Account),
        ] {
            assert_eq!(meaning(header).map(|meaning| meaning.role), Some(role), "{header}");
        }
    }

    #[test]
    fn columns_that_only_look_alike_mean_nothing() {
        for header in ["Amount (Foreign Currency)", "Fee", "Exchange Rate", "Gläubiger-ID", "Hello", ""] {
            assert_eq!(meaning(header), None, "{header}");
        }
    }

    #[test]
    fn the_day_of_booking_is_better_than_the_day_of_purchase() {
        let rank = |header| meaning(header).expect("a date").rank;
        assert!(rank("Post Date") < rank("Transaction Date"));
        assert!(rank("Completed Date") < rank("Date"));
    }

    #[test]
    fn a_word_counts_only_whole() {
        assert!(holds("betrag eur", "betrag") && !holds("betragen", "betrag"));
        assert!(is_pending("Pending") && is_pending("Umsatz vorgemerkt") && !is_pending("Completed"));
    }
}
