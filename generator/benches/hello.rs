//! What a program pays for the operations that it does not call: a program of one operation with the client of all of GitHub,
//! beside the same one with a client of that operation alone.
//!
//! ```text
//! cargo bench -p oasmith --bench hello
//! ```
//!
//! Code generation is what the compiler says of it for the client and the program (`-Z time-passes`): the time of
//! `codegen_crate` and `finish_ongoing_codegen`, the least of three builds.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod measure;

use std::fs;
use std::path::Path;

use measure::{cargo, document, empty_folder, folder, lock, repository};
use oasmith::Generator;

const OPERATION: &str = "GET /repos/{owner}/{repo}";

const MANIFEST: &str = r#"[package]
name = "hello"
version = "0.0.0"
edition = "2024"
[dependencies]
github = { path = "github" }
tokio = { version = "1.40", default-features = false, features = ["macros", "rt"] }
[workspace]
"#;

const PROGRAM: &str = r#"#[tokio::main(flavor = "current_thread")]
async fn main() {
    match github::Client::new().repos().get("octocat", "hello-world").await {
        Ok(repository) => println!("{}", repository.full_name),
        Err(error) => println!("{error}"),
    }
}
"#;

fn main() {
    let Some(document) = document("github-api.github.com.json") else { return };
    println!("{:<40} {:>16} {:>12}", "a program of one operation, --release", "code generation", "size");
    for (name, operation) in
        [("the client of that operation alone", Some(OPERATION)), ("the client of all of GitHub", None)]
    {
        let package = empty_folder(if operation.is_some() { "hello-one" } else { "hello-whole" });
        let mut generator = Generator::new(&document).package(package.join("github"), "github");
        generator = generator.runtime_path(repository().join("runtime"));
        if let Some(operation) = operation {
            generator = generator.operation(operation);
        }
        generator.run().unwrap_or_else(|failure| panic!("{failure}"));
        // The emitted package is a part of the program's workspace.
        let manifest = fs::read_to_string(package.join("github/Cargo.toml")).unwrap();
        let (manifest, _) = manifest.split_once("\n[workspace]").unwrap_or((&manifest, ""));
        fs::write(package.join("github/Cargo.toml"), manifest).unwrap();
        fs::write(package.join("Cargo.toml"), MANIFEST).unwrap();
        fs::create_dir(package.join("src")).unwrap();
        fs::write(package.join("src/main.rs"), PROGRAM).unwrap();
        lock(&package);
        let seconds = (0..3).map(|_| code_generation(&package)).fold(f64::INFINITY, f64::min);
        let size = fs::metadata(folder("hello-target").join("release/hello")).unwrap().len();
        println!("{name:<40} {seconds:>14.2} s {:>9.2} MB", size as f64 / 1e6);
    }
}

/// Builds the client and the program anew. The seconds that the compiler spent on code.
fn code_generation(package: &Path) -> f64 {
    let target = folder("hello-target");
    let build = |arguments: &[&str]| {
        let mut build = cargo(package, &target, &["rustc", "--release", "--quiet"]);
        build.args(arguments).args(["--", "-Ztime-passes"]).env("RUSTC_BOOTSTRAP", "1");
        let output = build.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        passes(&said)
    };
    build(&["--package", "github", "--lib"]);
    for file in ["github/src/lib.rs", "src/main.rs"] {
        let text = fs::read_to_string(package.join(file)).unwrap();
        fs::write(package.join(file), text).unwrap();
    }
    build(&["--package", "github", "--lib"]) + build(&["--package", "hello"])
}

/// What the passes took that make code.
fn passes(said: &str) -> f64 {
    let seconds = said.lines().filter_map(|line| {
        let (time, pass) = (line.trim().strip_prefix("time:")?.split(';').next()?, line.split_whitespace().last()?);
        matches!(pass, "codegen_crate" | "finish_ongoing_codegen").then(|| time.trim().parse::<f64>().unwrap())
    });
    seconds.sum()
}
