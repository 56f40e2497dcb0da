//! Every folder with an `expected/mod.rs` is a module of this package, its `use.rs` one of its tests, and so are the examples
//! of its documentation.

#[path = "examples.rs"]
mod examples;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Cargo sees a new folder by the changed time of the one that holds it.
    println!("cargo::rerun-if-changed=.");
    let (Some(here), Some(out)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        return Err(io::Error::other("Cargo says neither where the package is nor where to write"));
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(here)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    folders.sort();
    let out = Path::new(&out);
    let (mut modules, mut all) = (String::new(), 0);
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let (code, uses) = (folder.join("expected/mod.rs"), folder.join("use.rs"));
        if code.exists() {
            writeln!(modules, "#[path = {code:?}]\npub mod {name};").map_err(io::Error::other)?;
        }
        if code.exists() {
            let (count, text) = examples::module(&folder.join("expected"), &format!("crate::{name}"))?;
            let path = out.join(format!("examples_{name}.rs"));
            fs::write(&path, text)?;
            writeln!(modules, "#[cfg(test)]\n#[path = {path:?}]\nmod examples_{name};").map_err(io::Error::other)?;
            all += count;
        }
        if uses.exists() {
            writeln!(modules, "#[cfg(test)]\n#[path = {uses:?}]\nmod use_{name};").map_err(io::Error::other)?;
        }
    }
    writeln!(modules, "#[cfg(test)]\nconst EXAMPLES: usize = {all};").map_err(io::Error::other)?;
    fs::write(out.join("cases.rs"), modules)
}
