//! Cargo, for what is generated: offline, with the versions of dependencies that this repository has.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// The runtime of this repository.
pub(crate) fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime")
}

/// Gives a package or workspace the versions of dependencies that this repository has.
pub(crate) fn pin_dependencies(folder: &Path) -> io::Result<()> {
    fs::copy(runtime().with_file_name("Cargo.lock"), folder.join("Cargo.lock")).map(|_| ())
}

/// Makes a package whose manifest this is one that a workspace may have: what is emitted is a workspace of its own.
pub(crate) fn make_member(manifest: &Path) -> io::Result<()> {
    fs::write(manifest, fs::read_to_string(manifest)?.replace("\n[workspace]\n", "\n"))
}

/// Cargo in a folder, with a target directory.
pub(crate) fn cargo(folder: &Path, target: &Path) -> Command {
    let mut cargo = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target);
    cargo
}
