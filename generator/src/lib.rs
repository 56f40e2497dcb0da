//! Generates Rust clients from OpenAPI documents, in a build script or from the command line.
//!
//! ```no_run
//! // build.rs
//! oasmith::Generator::new("spec/openapi.yaml")
//!     .operation("POST /auth/login/code") // or `.tag("Auth")`; none named: the whole document
//!     .build(); // into OUT_DIR
//! ```
//!
//! The crate then includes what was generated, with `oasmith-runtime` as its only dependency:
//!
//! ```ignore
//! oasmith_runtime::include_client!();
//! ```
//!
//! # What to call
//!
//! - [`Generator`] takes the document, where the code goes ([`library`](Generator::library), [`module`](Generator::module),
//!   [`package`](Generator::package), or else `OUT_DIR`) and what is wanted of the document.
//! - [`Generator::build`] is for build scripts: it tells Cargo what to watch, shows what there is to say, and ends the build
//!   where the code can't be generated.
//! - [`Generator::run`] is for programs: it gives a [`Report`] or a [`Failure`], both with [`Diagnostic`]s.
//!
//! What is asked for here can stand in an `oasmith.toml` beside the document as well; both add up.
//!
//! # Features
//!
//! A build script wants none of them: `default-features = false`. `cli` is the program, and `mimalloc` its allocator.

mod api;
mod build_script;
mod code;
mod diagnostic;
mod document;
mod emit;
mod formats;
mod generator;
mod lists;
mod lock;
mod maps;
mod media_types;
mod options;
mod overlay;
mod plan;
mod report;
mod resolve;
mod rust;
mod settings;
mod source;
mod table;
mod value;
mod write;

pub use diagnostic::Severity;
pub use generator::{Failure, Generator, Report};
pub use lock::LockReport;
pub use report::{Diagnostic, Location};
pub use settings::{Dates, Output, UndeclaredSuccess};
