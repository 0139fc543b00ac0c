//! Bank files over the interface: preview, import, again, undo.
