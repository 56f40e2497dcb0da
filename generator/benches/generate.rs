//! What generating costs: the release program on large documents, and an unoptimized build script.
//!
//! ```text
//! cargo bench -p oasmith --bench generate
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

#[allow(dead_code)]
#[path = "../tests/cost/documents.rs"]
mod documents;
mod measure;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use measure::{cargo, cost, document, empty_folder, folder, heading, lock, report, repository};

const DFNS: &str = "dfns-1.578.2.yaml";
const GITHUB: &str = "github-api.github.com.json";
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn main() {
    let program = Program::build();
    heading("the release program, 5 runs");
    for (name, limit) in [(DFNS, "0.4 s"), (GITHUB, "1.5 s, 500 MB"), ("openai.yaml", "")] {
        if let Some(document) = document(name) {
            report(name, limit, 5, || program.generate(&document));
        }
    }
    if let Some(document) = document(GITHUB) {
        growth(&program, &document);
    }
    operations(&program);
    hostile(&program);
    if let Some(document) = document(DFNS) {
        build_script(&document);
    }
}

/// The program as it is released, which benchmarks are not compiled like.
struct Program(PathBuf);

impl Program {
    fn build() -> Program {
        let target = folder("program-target");
        cost(&cargo(&repository(), &target, &["build", "--offline", "--release", "--package", "oasmith"]));
        Program(target.join("release/oasmith"))
    }

    /// One run, into an empty folder.
    fn generate(&self, document: &Path) -> measure::Cost {
        let out = empty_folder("program");
        let mut command = Command::new(&self.0);
        command.arg("generate").arg(document).arg("--out").arg(out).args(["--crate", "measured"]);
        cost(&command)
    }
}

/// Ever more operations of one document, with what they refer to.
fn growth(program: &Program, document: &Path) {
    let whole: Value = serde_json::from_slice(&fs::read(document).unwrap()).unwrap();
    heading("the release program, parts of GitHub, 3 runs");
    for count in [10, 30, 100, 300, 600, 1200] {
        let text = part(&whole, count).to_string();
        let file = empty_folder("part").join("part.json");
        fs::write(&file, &text).unwrap();
        report(&format!("{count} operations, {} kB", text.len() / 1000), "", 3, || program.generate(&file));
    }
}

/// Ever more operations that share what they refer to.
fn operations(program: &Program) {
    heading("the release program, operations alone, 1 run");
    for count in [1_000, 3_000, 10_000, 30_000, 100_000] {
        let text = documents::operations(count).to_string();
        let limit = if count == 100_000 { "10 s" } else { "" };
        generated(program, &format!("{count} operations, {} kB", text.len() / 1000), limit, &text);
    }
}

/// Documents whose parts multiply.
fn hostile(program: &Program) {
    use documents::{answering, chain, diamonds, object, reference, string};
    heading("the release program, what multiplies, 1 run");
    let twice = |_, next: Value| json!({ "allOf": [next.clone(), next] });
    let beside = |left, right| json!({ "oneOf": [left, right], "properties": { "beside": string() } });
    let shared = |schema: Value| {
        let fields = (0..3_000).map(|at| (format!("f{at}"), reference("Shared"))).collect::<serde_json::Map<_, _>>();
        answering(json!({ "Root": { "type": "object", "properties": fields }, "Shared": schema }), "Root")
    };
    for (name, document) in [
        ("`allOf` that names the same twice", chain(60, twice)),
        ("a chain of references", chain(15_000, |_, next| next)),
        ("a chain of records", chain(10_000, |_, next| object(&[("next", next)]))),
        ("lists of lists", chain(10_000, |_, next| json!({ "type": "array", "items": next }))),
        ("a product of unions", documents::product(7, 7)),
        ("unions of unions with properties beside", diamonds(60, beside)),
        ("a pattern of many values", shared(json!({ "type": "string", "pattern": "a".repeat(100_000) }))),
        ("prose of many values", shared(json!({ "type": "string", "description": "word ".repeat(100_000) }))),
        ("a union of 5,000 records", {
            let variants: Vec<Value> = (0..5_000).map(|at| object(&[(&format!("k{at}"), string())])).collect();
            answering(json!({ "S0": { "anyOf": variants } }), "S0")
        }),
    ] {
        let text = document.to_string();
        generated(program, &format!("{name}, {} kB", text.len() / 1000), "5 s, 500 MB", &text);
    }
}

fn generated(program: &Program, name: &str, limit: &str, text: &str) {
    let file = empty_folder("made").join("made.json");
    fs::write(&file, text).unwrap();
    report(name, limit, 1, || program.generate(&file));
}

/// The document with so many of its operations, taken evenly, and the components that they reach.
fn part(whole: &Value, count: usize) -> Value {
    let mut part = whole.clone();
    let items = || whole["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().keys());
    let total = items().filter(|key| METHODS.contains(&key.as_str())).count();
    let mut number = 0;
    for item in part["paths"].as_object_mut().unwrap().values_mut() {
        item.as_object_mut().unwrap().retain(|key, _| {
            let is_operation = METHODS.contains(&key.as_str());
            number += usize::from(is_operation);
            !is_operation || number * count / total != (number - 1) * count / total
        });
    }
    let mut reached = BTreeSet::new();
    let mut next = vec![&part["paths"]];
    while let Some(value) = next.pop() {
        match value {
            Value::Array(items) => next.extend(items),
            Value::Object(entries) => {
                let pointer = entries.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
                next.extend(pointer.filter(|to| reached.insert((*to).to_owned())).and_then(|to| whole.pointer(to)));
                next.extend(entries.values());
            }
            _ => {}
        }
    }
    for (kind, entries) in part["components"].as_object_mut().unwrap() {
        let entries = entries.as_object_mut().unwrap();
        entries.retain(|name, _| reached.contains(&format!("/components/{kind}/{name}")));
    }
    part
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
    heading("an unoptimized build script, 5 runs");
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
