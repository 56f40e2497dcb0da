//! What a cold build of the sample SDK costs, generator and transport included, beside twins of it whose client
//! progenitor generates from the same document:
//!
//! ```text
//! cargo bench -p oasmith --bench cold_build
//! ```
//!
//! It downloads what progenitor needs, and then builds for some minutes. The twins get the document as JSON, so they need
//! no YAML reader, and with its `default` answers spelled as progenitor understands them. One is set up as progenitor's
//! README says; the other is as lean as ours, with the same TLS and without progenitor's macro.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod measure;

use std::fs;
use std::path::{Path, PathBuf};

use measure::{cargo, cost, empty_folder, lock, repository};

/// As progenitor's README says, with nothing that the document does not ask for.
const README_TWIN: &str = r#"
[dependencies]
futures = "0.3"
progenitor-client = "0.15"
reqwest = { version = "0.13", features = ["json", "query", "stream"] }
serde = { version = "1.0", features = ["derive"] }
serde_json = "1.0"

[build-dependencies]
prettyplease = "0.2.22"
progenitor = "0.15"
serde_json = "1.0"
syn = "2.0"
"#;

/// The same without what is optional, and with the sample SDK's TLS.
const LEAN_TWIN: &str = r#"
[dependencies]
futures = "0.3"
progenitor-client = "0.15"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls-no-provider", "stream"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1.0", features = ["derive"] }
serde_json = "1.0"

[build-dependencies]
prettyplease = "0.2.22"
progenitor = { version = "0.15", default-features = false }
serde_json = "1.0"
syn = "2.0"
"#;

/// From progenitor's README.
const TWIN_SCRIPT: &str = r#"fn main() {
    let src = "spec/openapi.json";
    println!("cargo:rerun-if-changed={}", src);
    let file = std::fs::File::open(src).unwrap();
    let spec = serde_json::from_reader(file).unwrap();
    let mut generator = progenitor::Generator::default();
    let tokens = generator.generate_tokens(&spec).unwrap();
    let ast = syn::parse2(tokens).unwrap();
    let content = prettyplease::unparse(&ast);
    let mut out_file = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).to_path_buf();
    out_file.push("codegen.rs");
    std::fs::write(out_file, content).unwrap();
}
"#;

fn main() {
    let contenders = [
        ("oasmith", ours()),
        ("progenitor, as its README says", twin("readme", README_TWIN)),
        ("progenitor, lean", twin("lean", LEAN_TWIN)),
    ];
    for (_, package) in &contenders {
        lock(package);
        cost(&cargo(package, &package.join("target"), &["fetch"]));
    }
    println!("\n{:<44} {:>10} {:>9}", "cold `cargo build`", "CPU", "of ours");
    let mut ours = None;
    for (name, package) in &contenders {
        let target = package.join("target");
        let _ = fs::remove_dir_all(&target);
        let seconds = cost(&cargo(package, &target, &["build", "--offline", "--jobs", "2"])).seconds;
        println!("{name:<44} {seconds:>8.1} s {:>8.2}", seconds / *ours.get_or_insert(seconds));
    }
}

/// A new package; its name is that of its folder.
fn package(name: &str, edition: &str, dependencies: &str) -> PathBuf {
    let folder = empty_folder(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n{dependencies}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    for inner in ["src", "spec"] {
        fs::create_dir(folder.join(inner)).unwrap();
    }
    folder
}

fn sample(file: &str) -> PathBuf {
    repository().join("examples/sdk").join(file)
}

/// A copy of the sample SDK that stands alone, with its default features.
fn ours() -> PathBuf {
    let path = |package: &str| format!("path = {:?}", repository().join(package));
    let dependencies = format!(
        "\n[dependencies]\noasmith-runtime = {{ {}, default-features = false, features = [\"rustls\"] }}\n\n\
         [build-dependencies]\noasmith = {{ {}, default-features = false }}\n",
        path("runtime"),
        path("generator"),
    );
    let package = package("cold-oasmith", "2024", &dependencies);
    for file in ["build.rs", "src/lib.rs", "spec/openapi.yaml"] {
        fs::copy(sample(file), package.join(file)).unwrap();
    }
    package
}

fn twin(name: &str, dependencies: &str) -> PathBuf {
    let package = package(&format!("cold-progenitor-{name}"), "2021", dependencies);
    fs::write(package.join("build.rs"), TWIN_SCRIPT).unwrap();
    fs::write(package.join("src/lib.rs"), "include!(concat!(env!(\"OUT_DIR\"), \"/codegen.rs\"));\n").unwrap();
    fs::write(package.join("spec/openapi.json"), json(&sample("spec/openapi.yaml"))).unwrap();
    package
}

/// The document as JSON, its `default` answers written as `4XX` and `5XX`: progenitor takes `default` for a success, too, and
/// refuses an operation with two kinds of success.
fn json(document: &Path) -> String {
    let text = fs::read_to_string(document).unwrap();
    let mut value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    for path in value["paths"].as_object_mut().unwrap().values_mut() {
        for operation in path.as_object_mut().unwrap().values_mut() {
            let Some(responses) = operation.get_mut("responses").and_then(|responses| responses.as_object_mut()) else {
                continue;
            };
            if let Some(answer) = responses.remove("default") {
                responses.insert("4XX".to_owned(), answer.clone());
                responses.insert("5XX".to_owned(), answer);
            }
        }
    }
    serde_json::to_string_pretty(&value).unwrap()
}
