//! What the command is told.

use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    pub(super) directory: PathBuf,
    /// Put hostile text wherever a string stands, and see that none of it acts.
    #[arg(long)]
    pub(super) hostile: bool,
    /// Compile the packages of so many hostile documents, and have rustdoc list their tests.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "hostile")]
    pub(super) compile: u64,
    /// How many documents are made.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(super) count: u64,
    /// What decides on the changes: the same seed makes the same documents.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Only this one of the documents, by its number.
    #[arg(long, value_name = "K")]
    pub(super) only: Option<u64>,
    /// How many documents are generated at the same time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) jobs: usize,
    /// Leave documents out that are larger than so many kB.
    #[arg(long, value_name = "KB", default_value_t = 20_000)]
    pub(super) largest: u64,
    /// Where documents are written; those that failed stay there.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-mutate")]
    pub(super) out: PathBuf,
}
