//! A client of the Notes API, generated when the crate is built.

oasmith_runtime::include_client!();
