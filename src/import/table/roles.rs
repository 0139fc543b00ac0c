//! The roles of the columns of one table, by role.

use crate::import::layout::Role;

/// Which columns have which role, with their names.
#[derive(Debug, Clone)]
pub struct Roles {
    roles: Vec<Role>,
    names: Vec<String>,
    /// The columns of the memo in the order in which they are put together.
    memos: Vec<usize>,
}

impl Roles {
    pub fn new(roles: Vec<Role>, names: Vec<String>, mut memos: Vec<usize>) -> Roles {
        memos.retain(|column| roles.get(*column) == Some(&Role::Memo));
        let others = (0..roles.len()).filter(|column| roles[*column] == Role::Memo);
        let others: Vec<usize> = others.filter(|column| !memos.contains(column)).collect();
        memos.extend(others);
        Roles { roles, names, memos }
    }

    /// These columns, read in other roles.
    pub fn with(&self, roles: Vec<Role>) -> Roles {
        Roles::new(roles, self.names.clone(), self.memos.clone())
    }

    pub fn all(&self) -> &[Role] {
        &self.roles
    }

    pub fn memos(&self) -> &[usize] {
        &self.memos
    }

    /// The first column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|one| *one == role)
    }

    /// All columns of a role, from the left.
    pub fn columns(&self, role: Role) -> impl Iterator<Item = usize> {
        self.roles.iter().enumerate().filter(move |(_, one)| **one == role).map(|(column, _)| column)
    }

    /// The first column of a role, as people call it: “Betrag”, or “column 3” where there is no header.
    pub fn name(&self, role: Role) -> String {
        self.column(role).map_or_else(|| "no column".into(), |column| self.name_of(column))
    }

    /// The header of a column; empty where there is none.
    pub fn header(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    pub fn name_of(&self, column: usize) -> String {
        match self.names.get(column).filter(|name| !name.is_empty()) {
            Some(name) => format!("“{}”", crate::import::text::shown(name)),
            None => format!("column {}", column + 1),
        }
    }

    /// Whether a line can be read at all.
    pub fn has_what_is_needed(&self) -> bool {
        let has = |role| self.column(role).is_some();
        has(Role::Date) && (has(Role::Amount) || has(Role::Debit) || has(Role::Credit))
    }
}
