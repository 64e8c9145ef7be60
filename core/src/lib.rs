//! x
pub mod a {}
