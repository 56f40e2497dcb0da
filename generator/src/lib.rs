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

mod api;
mod build_script;
mod code;
mod diagnostic;
mod document;
mod emit;
mod formats;
mod generator;
mod options;
mod overlay;
mod plan;
mod report;
mod resolve;
mod rust;
mod settings;
mod source;
mod value;
mod write;

pub use diagnostic::Severity;
pub use generator::{Failure, Generator, Report};
pub use report::{Diagnostic, Location};
pub use settings::{Dates, Output};
