//! What 200 generated records of nine fields cost to compile, with serde's derive and with `record!`:
//!
//! ```text
//! cargo bench -p oasmith-runtime --bench compile_cost
//! ```
//!
//! Writes a crate of each kind into the target directory, builds their dependencies, and then measures the CPU time
//! (user and system, of all processes) of compiling the crate alone: as a library of which nothing is called, and as a
//! program that reads and writes each of the records. The least of three runs counts, less what Cargo takes to find out
//! that nothing is to be done. Reads `/proc`, and so runs on Linux only.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const RECORDS: usize = 200;

const COMMANDS: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("build", &["build"]), ("build --release", &["build", "--release"])];

fn main() {
    if !Path::new("/proc/self/stat").exists() {
        println!("skipped: no /proc to read CPU times from");
        return;
    }
    println!("CPU-seconds of the crate alone    derive  record!    ratio");
    for (kind, program) in [("library, nothing called", false), ("program, everything called", true)] {
        let derive = Crate::write("derive", program);
        let object = Crate::write("object", program);
        for (name, command) in COMMANDS {
            let (derive, object) = (derive.cost(command), object.cost(command));
            println!("{kind:<26} {name:<16} {derive:>5.2} {object:>7.2} {:>8.2}", object / derive);
        }
    }
}

struct Crate {
    dir: PathBuf,
    source: PathBuf,
    text: String,
}

impl Crate {
    fn write(kind: &str, program: bool) -> Self {
        let runtime = env!("CARGO_MANIFEST_DIR");
        let target = if program { "program" } else { "library" };
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_cost").join(format!("{kind}-{target}"));
        fs::create_dir_all(dir.join("src")).unwrap();
        let dependencies = if kind == "derive" {
            "serde = { version = \"1.0\", features = [\"derive\"] }\nserde_json = \"1.0\"".to_owned()
        } else {
            format!("oasmith-runtime = {{ path = {runtime:?}, default-features = false }}")
        };
        let manifest = format!(
            "[package]\nname = \"{kind}-{target}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{dependencies}\n",
        );
        fs::write(dir.join("Cargo.toml"), manifest).unwrap();
        let _ = fs::copy(Path::new(runtime).join("../Cargo.lock"), dir.join("Cargo.lock"));

        let mut text = String::new();
        (0..RECORDS).for_each(|index| text.push_str(&record(kind == "derive", index)));
        if program {
            text.push_str(&main_function(kind == "derive"));
        }
        let source = dir.join(if program { "src/main.rs" } else { "src/lib.rs" });
        Self { dir, source, text }
    }

    /// The least CPU time of compiling the crate alone.
    fn cost(&self, command: &[&str]) -> f64 {
        let empty = if self.source.ends_with("main.rs") { "fn main() {}\n" } else { "" };
        fs::write(&self.source, empty).unwrap();
        self.cargo(command);
        let idle = (0..3).map(|_| self.cargo(command)).fold(f64::INFINITY, f64::min);
        let cost = (0..3).map(|run| {
            fs::write(&self.source, format!("{}// run {run}\n", self.text)).unwrap();
            self.cargo(command)
        });
        cost.fold(f64::INFINITY, f64::min) - idle
    }

    /// Runs Cargo, and returns the CPU time of it and its children.
    fn cargo(&self, command: &[&str]) -> f64 {
        let before = children_seconds();
        let status = Command::new(env!("CARGO"))
            .args(command)
            .args(["--offline", "--quiet"])
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", self.dir.parent().unwrap().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{} does not compile", self.dir.display());
        children_seconds() - before
    }
}

/// The CPU time of all child processes that have ended, theirs included; in ticks of 1/100 s.
fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit_once(')').expect("a process name").1.split_whitespace();
    // The children's user and system times are the 16th and 17th fields; the first two end at the name.
    fields.skip(13).take(2).map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

fn record(derive: bool, index: usize) -> String {
    let child = if index % 4 < 3 { format!("Record{}", index + 1) } else { "String".to_owned() };
    let children = format!("Vec<{child}>");
    let fields = [
        ("account_id", "accountId", "String"),
        ("display_name", "displayName", "String"),
        ("date_created", "dateCreated", "String"),
        ("request_count", "requestCount", "i64"),
        ("is_active", "isActive", "bool"),
        ("external_id", "externalId", "Option<String>"),
        ("retry_limit", "retryLimit", "Option<i64>"),
        ("tag_names", "tagNames", "Vec<String>"),
        ("child_records", "childRecords", &children),
    ];
    let mut text = String::new();
    if derive {
        text.push_str("#[derive(serde::Serialize, serde::Deserialize)]\n");
    }
    writeln!(text, "pub struct Record{index} {{").unwrap();
    for (field, wire, ty) in fields {
        if derive {
            let optional = if ty.starts_with("Option") { ", skip_serializing_if = \"Option::is_none\"" } else { "" };
            writeln!(text, "    #[serde(rename = \"{wire}\"{optional})]").unwrap();
        }
        writeln!(text, "    pub {field}: {ty},").unwrap();
    }
    text.push_str("}\n");
    if !derive {
        writeln!(text, "oasmith_runtime::record! {{ Record{index} {{").unwrap();
        for (field, wire, ty) in fields {
            let mode = if ty.starts_with("Option") { "optional" } else { "required" };
            writeln!(text, "    {field}: \"{wire}\" {mode},").unwrap();
        }
        text.push_str("} }\n");
    }
    text
}

fn main_function(derive: bool) -> String {
    let json = if derive { "serde_json" } else { "oasmith_runtime::json" };
    let mut text =
        String::from("fn main() {\n    let text = std::env::args().next().unwrap_or_default().into_bytes();\n");
    for index in 0..RECORDS {
        writeln!(
            text,
            "    if let Ok(record) = {json}::from_slice::<Record{index}>(&text) {{\n        \
             println!(\"{{}}\", {json}::to_vec(&record).map_or(0, |text| text.len()));\n    }}",
        )
        .unwrap();
    }
    text.push_str("}\n");
    text
}
