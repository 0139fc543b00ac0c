//! Which lines the book already has.
