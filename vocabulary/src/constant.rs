//! Rules in constants, as code has them.

#[path = "rule.rs"]
mod rule;
#[path = "storage/constant.rs"]
mod storage;

pub use rule::{Definition, Part, Rule};

impl Copy for Rule {}
impl Copy for Definition {}
