//! Rows of text as a table that fits a width. It knows nothing of what the texts are.

use std::fmt::Write;

/// What is between two columns.
const GAP: usize = 2;

/// The least that is left of a column that is cut.
const LEAST: usize = 8;

/// A column: its heading, and how it lies.
#[derive(Debug, Clone)]
pub struct Column {
    pub heading: String,
    pub is_right: bool,
    /// Whether its texts may be cut where there is no room.
    pub gives_way: bool,
}

impl Column {
    pub fn text(heading: &str) -> Column {
        Column { heading: heading.to_owned(), is_right: false, gives_way: true }
    }

    pub fn figure(heading: &str) -> Column {
        Column { heading: heading.to_owned(), is_right: true, gives_way: false }
    }

    pub fn plain(heading: &str) -> Column {
        Column { heading: heading.to_owned(), is_right: false, gives_way: false }
    }
}

/// Marks for the eye: none where colours are not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// In characters; none where nobody counts them.
    pub width: Option<usize>,
    pub is_coloured: bool,
}

/// One row; a strong one is a total.
#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<String>,
    pub is_strong: bool,
}

/// The table as text. Where the columns do not fit beside each other, those after the first come in several tables, one
/// below the other.
pub fn drawn(columns: &[Column], rows: &[Row], look: Look) -> String {
    let mut widths: Vec<usize> = columns.iter().map(|column| length(&column.heading)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(length(cell));
        }
    }
    if let Some(most) = look.width {
        narrow(columns, &mut widths, most);
    }
    let mut out = String::new();
    for (at, part) in parts(&widths, look.width).iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let heading: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
        line(&mut out, columns, &widths, part, (&Row { cells: heading, is_strong: false }, look));
        for row in rows {
            line(&mut out, columns, &widths, part, (row, look));
        }
    }
    out
}

/// Takes from the columns that give way what is too much, the widest first.
fn narrow(columns: &[Column], widths: &mut [usize], most: usize) {
    let gaps = GAP * columns.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > most {
        let giving = (0..widths.len()).filter(|at| columns[*at].gives_way && widths[*at] > LEAST);
        let Some(widest) = giving.max_by_key(|at| widths[*at]) else { return };
        widths[widest] -= 1;
    }
}

/// The positions of the columns that stand beside each other: the first one in all parts.
fn parts(widths: &[usize], most: Option<usize>) -> Vec<Vec<usize>> {
    let mut parts = vec![vec![0]];
    let mut used = widths.first().copied().unwrap_or(0);
    for at in 1..widths.len() {
        let needs = GAP + widths[at];
        let is_full = most.is_some_and(|most| used + needs > most);
        if is_full && parts.last().is_some_and(|part| part.len() > 1) {
            parts.push(vec![0]);
            used = widths[0];
        }
        used += needs;
        if let Some(part) = parts.last_mut() {
            part.push(at);
        }
    }
    parts
}

fn line(out: &mut String, columns: &[Column], widths: &[usize], part: &[usize], (row, look): (&Row, Look)) {
    let mut text = String::new();
    for (place, at) in part.iter().enumerate() {
        if place > 0 {
            text.push_str(&" ".repeat(GAP));
        }
        let cell = cut(row.cells.get(*at).map_or("", String::as_str), widths[*at]);
        let space = " ".repeat(widths[*at] - length(&cell));
        let is_negative = look.is_coloured && columns[*at].is_right && cell.starts_with('-');
        let cell = if is_negative { format!("\u{1b}[31m{cell}\u{1b}[39m") } else { cell };
        // Writing into a text cannot fail.
        let _ =
            if columns[*at].is_right { write!(text, "{space}{cell}") } else { write!(text, "{cell}{space}") };
    }
    let text = text.trim_end();
    if look.is_coloured && row.is_strong {
        let _ = writeln!(out, "\u{1b}[1m{text}\u{1b}[22m");
    } else {
        let _ = writeln!(out, "{text}");
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn cut(text: &str, width: usize) -> String {
    // What moves the cursor has no place in a table.
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if length(&text) <= width {
        return text;
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str], is_strong: bool) -> Row {
        Row { cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), is_strong }
    }

    #[test]
    fn what_does_not_fit_is_cut_and_then_comes_below() {
        let columns = [Column::text("Line"), Column::figure("Jan"), Column::figure("Feb")];
        let rows =
            [row(&["Food and drink", "-12.00", "3.00"], false), row(&["Total", "-12.00", "3.00"], true)];
        let plain = |width| drawn(&columns, &rows, Look { width, is_coloured: false });
        assert_eq!(
            plain(None),
            "Line               Jan   Feb\nFood and drink  -12.00  3.00\nTotal           -12.00  3.00\n"
        );
        assert_eq!(
            plain(Some(24)),
            "Line           Jan   Feb\nFood and …  -12.00  3.00\nTotal       -12.00  3.00\n"
        );
        let parted = "Line         Jan\nFood an…  -12.00\nTotal     -12.00\n\nLine       Feb\nFood an…  3.00\nTotal     3.00\n";
        assert_eq!(plain(Some(18)), parted);
        assert!(plain(Some(1)).lines().count() > 5);
    }

    #[test]
    fn colours_are_beside_the_text_and_do_not_move_it() {
        let columns = [Column::text("Line"), Column::figure("Jan")];
        let rows = [row(&["Total", "-1.00"], true)];
        let look = Look { width: Some(80), is_coloured: true };
        assert_eq!(
            drawn(&columns, &rows, look),
            "Line     Jan\n\u{1b}[1mTotal  \u{1b}[31m-1.00\u{1b}[39m\u{1b}[22m\n"
        );
    }
}
