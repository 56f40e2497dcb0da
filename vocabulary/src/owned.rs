//! Rules that are being made.

#[path = "rule.rs"]
mod rule;
#[path = "storage/owned.rs"]
mod storage;

pub use rule::{Definition, Part, Rule};
pub use storage::Link;
