//! Generates Rust clients from OpenAPI documents.

mod diagnostic;
mod document;
mod source;
