//! What generating costs: the release program on large documents, and an unoptimised build script.
//!
//! ```text
//! cargo bench -p oasmith --bench generate
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod measure;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{cargo, cost, document, empty_folder, folder, heading, lock, report};

const DFNS: &str = "dfns-1.578.2.yaml";

fn main() {
    heading("the release program, 5 runs");
    for (name, limit) in [(DFNS, "0.4 s"), ("github-api.github.com.json", ""), ("openai.yaml", "")] {
        if let Some(document) = document(name) {
            report(name, limit, 5, || program(&document));
        }
    }
    if let Some(document) = document(DFNS) {
        build_script(&document);
    }
}

/// One run of the program, into an empty folder.
fn program(document: &Path) -> measure::Cost {
    let out = empty_folder("program");
    let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith"));
    command.arg("generate").arg(document).arg("--out").arg(out).args(["--crate", "measured"]);
    cost(&command)
}

/// A package that generates in its build script: the script's first run, a run that finds nothing changed, and a build
/// in which Cargo finds that itself.
fn build_script(document: &Path) {
    let (package, target) = (empty_folder("build-script"), folder("build-script-target"));
    let generator = env!("CARGO_MANIFEST_DIR");
    let manifest = format!(
        "[package]\nname = \"measured-script\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [build-dependencies]\noasmith = {{ path = {generator:?}, default-features = false }}\n\n[workspace]\n"
    );
    fs::create_dir(package.join("src")).unwrap();
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::write(package.join("src/lib.rs"), "").unwrap();
    fs::write(package.join("build.rs"), format!("fn main() {{ oasmith::Generator::new({document:?}).build() }}"))
        .unwrap();
    lock(&package);
    // What an earlier measurement left would be found beside it.
    scripts(&target).iter().for_each(|script| fs::remove_dir_all(script.parent().unwrap()).unwrap());
    let build = cargo(&package, &target, &["build", "--offline"]);
    cost(&build);

    let found = scripts(&target);
    let [script] = found.as_slice() else { panic!("build scripts: {found:?}") };
    let run = |out: PathBuf| {
        let mut command = Command::new(script);
        command.env("OUT_DIR", out).current_dir(&package);
        cost(&command)
    };
    heading("an unoptimised build script, 5 runs");
    report("generates", "5 s", 5, || run(empty_folder("out")));
    report("finds nothing changed", "none worth naming", 5, || run(folder("out")));
    report("`cargo build`, nothing changed", "none worth naming", 5, || cost(&build));
}

fn scripts(target: &Path) -> Vec<PathBuf> {
    let Ok(builds) = fs::read_dir(target.join("debug/build")) else { return Vec::new() };
    let builds = builds
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("measured-script-"));
    builds.map(|entry| entry.path().join("build-script-build")).filter(|script| script.exists()).collect()
}
