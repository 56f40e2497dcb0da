//! A server that was started, or why it could not be.

use std::path::{Path, PathBuf};

use super::process::Process;

/// What comes of starting a server.
pub(super) enum Start {
    Running(Server),
    /// It can't be started here, and why.
    Missing(String),
}

/// A server that runs until this is dropped.
pub(super) struct Server {
    pub(super) process: Process,
    /// Where its API is.
    pub(super) url: String,
    /// Its OpenAPI document.
    pub(super) document: PathBuf,
}

/// What belongs to a server in this repository.
pub(super) fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("servers").join(name)
}
