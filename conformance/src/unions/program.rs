//! The program: the code of every union, and a line on what it makes of every value.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io, thread};

use serde_json::{Value, json};

use super::find::{HOLDER, Union};
use crate::cargo::{cargo, pin_dependencies, runtime};
use crate::corpus::document;

/// The program, written.
pub(super) struct Program {
    root: PathBuf,
    target: PathBuf,
}

impl Program {
    /// Generates the code of the unions, and keeps those that have a type.
    pub(super) fn write(out: &Path, unions: &mut Vec<Union>) -> io::Result<Program> {
        let (root, documents) = (out.join("program"), out.join("documents"));
        let _ = fs::remove_dir_all(&root);
        let _ = fs::remove_dir_all(&documents);
        for (number, union) in unions.iter_mut().enumerate() {
            let module = format!("union_{number}");
            let (folder, code) = (documents.join(&module), root.join("src").join(&module));
            fs::create_dir_all(&folder)?;
            fs::create_dir_all(&code)?;
            let document = folder.join("openapi.json");
            fs::write(&document, serde_json::to_string_pretty(&union.document)?)?;
            // Formats are another matter, and would come back in another spelling.
            let written = document::generator(&document).string_format("*").module(&code).run();
            let types = fs::read_to_string(code.join("types.rs")).unwrap_or_default();
            if written.is_ok() && types.contains(&format!("pub struct {HOLDER} {{")) {
                union.module = module;
            } else {
                println!("no type: {}", union.name);
                fs::remove_dir_all(&code)?;
            }
        }
        unions.retain(|union| !union.module.is_empty());
        let (mut modules, mut arms) = (String::new(), String::new());
        for Union { module, .. } in unions.iter() {
            let _ = writeln!(modules, "mod {module};");
            let _ = writeln!(arms, "        \"{module}\" => answer::<{module}::types::{HOLDER}>(value),");
        }
        fs::create_dir_all(root.join("src"))?;
        fs::write(
            root.join("src/main.rs"),
            PROGRAM.replace("// MODULES\n", &modules).replace("        // ARMS\n", &arms),
        )?;
        fs::write(root.join("Cargo.toml"), manifest())?;
        pin_dependencies(&root)?;
        Ok(Program { root, target: out.join("target") })
    }

    /// Compiles the program, and asks it about every value: what it is once it is read and written again, or the fault.
    pub(super) fn run(&self, asked: &[(&Union, &Value)]) -> io::Result<Vec<Result<Value, String>>> {
        let mut cargo = cargo(&self.root, &self.target);
        cargo.env("RUSTFLAGS", "-A warnings").env("CARGO_INCREMENTAL", "0");
        let output = cargo.args(["build", "--quiet", "--offline"]).output()?;
        if !output.status.success() {
            return Err(io::Error::other(format!("no program:\n{}", String::from_utf8_lossy(&output.stderr))));
        }
        let questions: String =
            asked.iter().map(|(union, value)| format!("{}\t{}\n", union.module, json!({ "value": value }))).collect();
        let mut program = Command::new(self.target.join("debug/unions"));
        let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let stdin = program.stdin.take();
        // Both ends at once, so that neither waits for the other.
        let writer = thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(questions.as_bytes())));
        let output = program.wait_with_output()?;
        writer.join().map_err(|_| io::Error::other("the program was not asked"))??;
        let said = String::from_utf8(output.stdout).map_err(io::Error::other)?;
        let answers: Vec<Result<Value, String>> = said.lines().map(answer).collect();
        if !output.status.success() || answers.len() != asked.len() {
            return Err(io::Error::other(format!("the program ended early, with {}", output.status)));
        }
        Ok(answers)
    }
}

fn answer(line: &str) -> Result<Value, String> {
    match line.split_once('\t') {
        Some(("", fault)) => Err(fault.to_owned()),
        Some((again, _)) => {
            let again: Value = serde_json::from_str(again).map_err(|error| error.to_string())?;
            again.get("value").cloned().ok_or_else(|| "written as nothing".to_owned())
        }
        None => Err(format!("no answer: {line}")),
    }
}

fn manifest() -> String {
    format!(
        "[package]\nname = \"unions\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"client\"] }}\n\n[profile.dev]\ndebug = false\n\n[workspace]\n",
        runtime()
    )
}

const PROGRAM: &str = r#"//! Reads and writes the values that stand on standard input, a line each.

use oasmith_runtime::codec::{Decode, Encode, json};

// MODULES

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (union, value) = line.split_once('\t').unwrap();
        println!("{}", ask(union, value));
    }
}

fn ask(union: &str, value: &str) -> String {
    match union {
        // ARMS
        _ => panic!("{union} is unknown"),
    }
}

fn answer<T: Decode + Encode>(value: &str) -> String {
    match json::from_str::<T>(value).and_then(|value| json::to_string(&value)) {
        Ok(again) => format!("{again}\t"),
        Err(fault) => format!("\t{}", fault.to_string().replace(['\t', '\n', '\r'], " ")),
    }
}
"#;
