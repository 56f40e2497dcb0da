//! Requests that are signed by layers, over loopback, against servers that verify them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.

mod server;
mod signature_v4;
mod user_action;
