//! The code that the cases expect, and its uses.

#[path = "login/expected/mod.rs"]
pub mod login;
#[path = "login_operation_id/expected/mod.rs"]
pub mod login_operation_id;
#[path = "names/expected/mod.rs"]
pub mod names;
#[path = "parameters/expected/mod.rs"]
pub mod parameters;
#[path = "prose/expected/mod.rs"]
pub mod prose;
#[path = "recursive/expected/mod.rs"]
pub mod recursive;
#[path = "same_summary/expected/mod.rs"]
pub mod same_summary;
#[path = "security/expected/mod.rs"]
pub mod security;
#[path = "statuses/expected/mod.rs"]
pub mod statuses;
#[path = "tagged_union/expected/mod.rs"]
pub mod tagged_union;
#[path = "twins/expected/mod.rs"]
pub mod twins;
#[path = "untagged_union/expected/mod.rs"]
pub mod untagged_union;
