//! The page: compiled to WebAssembly, with the JavaScript around it that wasm-bindgen makes.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use crate::cargo::{cargo, pin_dependencies, runtime};
use crate::servers::process::find;

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes the page in a folder, or tells what is missing for it.
pub(super) fn make(folder: &Path, target: &Path) -> io::Result<Result<(), String>> {
    pin_dependencies(folder)?;
    let version = version_of("wasm-bindgen", &fs::read_to_string(folder.join("Cargo.lock"))?)?;
    let Some(bindgen) = find("wasm-bindgen").filter(|program| is_version(program, &version)) else {
        let install = format!("cargo install wasm-bindgen-cli --version {version}");
        return Ok(Err(format!("there is no wasm-bindgen {version}: {install}")));
    };
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    fs::write(folder.join("Cargo.toml"), manifest(&sources))?;
    fs::copy(sources.join("page.html"), folder.join("page.html"))?;
    let compiled = cargo(folder, target)
        .args(["build", "--quiet", "--offline", "--target", TARGET])
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    let made = compiled.success()
        && Command::new(bindgen)
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(folder)
            .arg(target.join(TARGET).join("debug/page.wasm"))
            .status()?
            .success();
    if made { Ok(Ok(())) } else { Err(io::Error::other("the page can't be made")) }
}

fn manifest(sources: &Path) -> String {
    format!(
        "[package]\nname = \"page\"\nedition = \"2024\"\n\
         [lib]\ncrate-type = [\"cdylib\"]\npath = {:?}\n\
         [dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"reqwest\"] }}\n\
         wasm-bindgen = \"0.2\"\n\
         wasm-bindgen-futures = \"0.4\"\n\
         [profile.dev]\ndebug = false\n\
         [workspace]\n",
        sources.join("page.rs"),
        runtime(),
    )
}

/// The version of a package that a lock file has.
fn version_of(package: &str, lock: &str) -> io::Result<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = {package:?}"));
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| io::Error::other(format!("Cargo.lock has no {package}")))
}

fn is_version(program: &Path, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).split_whitespace().any(|word| word == version))
}
