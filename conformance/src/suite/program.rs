//! The program: the code of every group, and a line on what it makes of every instance.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io, thread};

use super::documents::{self, COMPONENT};
use super::groups::{File, Group, Test};
use crate::cargo::{cargo, pin_dependencies, runtime};

/// The generated program.
pub(super) struct Program {
    /// The package.
    root: PathBuf,
    target: PathBuf,
    /// The groups, by their files' names and their numbers, that have a type.
    generated: HashSet<(String, usize)>,
    diagnostics: String,
}

/// What the program makes of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing is asked.
    LeftOut,
    /// There is no code to ask.
    NotGenerated,
    Decoded {
        /// What the instance is once it is decoded and encoded again, as JSON; else the fault.
        again: Result<String, String>,
        /// The fault of decoding it strictly.
        strict: Result<(), String>,
    },
}

impl Program {
    /// Generates and writes the program.
    pub(super) fn write(suite: &Path, out: &Path, files: &[File]) -> io::Result<Program> {
        let root = out.join("program");
        let _ = fs::remove_dir_all(&root);
        let mut program =
            Program { root, target: out.join("target"), generated: HashSet::new(), diagnostics: String::new() };
        for file in files {
            eprintln!("generating {}", file.name);
            for group in wanted(file) {
                program.generate(suite, file, group)?;
            }
        }
        fs::create_dir_all(program.root.join("src"))?;
        fs::write(program.root.join("Cargo.toml"), manifest())?;
        fs::write(program.root.join("src/main.rs"), program.main(files))?;
        pin_dependencies(&program.root)?;
        Ok(program)
    }

    /// What the generator said.
    pub(super) fn diagnostics(&self) -> &str {
        &self.diagnostics
    }

    fn generate(&mut self, suite: &Path, file: &File, group: &Group) -> io::Result<()> {
        let place = format!("{}/{}", module(file), name(group));
        let folder = self.root.join("documents").join(&place);
        let said = documents::generate(suite, group, &folder, &self.root.join("src").join(&place))?;
        if said.is_ok() {
            self.generated.insert((file.name.clone(), group.number));
        }
        let (Ok(said) | Err(said)) = said;
        if !said.is_empty() {
            let _ = writeln!(self.diagnostics, "{place}: {}\n{said}", group.description);
        }
        Ok(())
    }

    fn is_generated(&self, file: &File, group: &Group) -> bool {
        self.generated.contains(&(file.name.clone(), group.number))
    }

    fn main(&self, files: &[File]) -> String {
        let (mut modules, mut arms) = (String::new(), String::new());
        for file in files {
            let module = module(file);
            let _ = writeln!(modules, "mod {module} {{");
            for group in wanted(file).filter(|group| self.is_generated(file, group)) {
                let (file, number, name) = (&file.name, group.number, name(group));
                let _ = writeln!(modules, "    pub mod {name};");
                let ty = format!("{module}::{name}::types::{COMPONENT}");
                let _ = writeln!(arms, "        (\"{file}\", {number}) => answer::<{ty}>(instance),");
            }
            modules.push_str("}\n");
        }
        PROGRAM.replace("// MODULES\n", &modules).replace("        // ARMS\n", &arms)
    }

    /// Compiles the program, and asks it about every test.
    pub(super) fn run<'s>(&self, files: &'s [File]) -> io::Result<Vec<(Test<'s>, Answer)>> {
        self.compile()?;
        let tests: Vec<Test<'s>> = files.iter().flat_map(File::tests).collect();
        let is_asked = |test: &Test<'_>| test.left_out.is_none() && self.is_generated(test.file, test.group);
        let questions: String = tests.iter().filter(|test| is_asked(test)).map(question).collect();
        let answers = self.ask(questions)?;
        let mut lines = answers.lines();
        tests
            .iter()
            .map(|test| {
                let answer = match test.left_out {
                    Some(_) => Answer::LeftOut,
                    None if !self.is_generated(test.file, test.group) => Answer::NotGenerated,
                    None => read(lines.next().ok_or_else(|| io::Error::other("the program ended early"))?),
                };
                Ok((*test, answer))
            })
            .collect()
    }

    fn compile(&self) -> io::Result<()> {
        eprintln!("compiling");
        let mut cargo = cargo(&self.root, &self.target);
        cargo.env("RUSTFLAGS", "-D warnings").env("CARGO_INCREMENTAL", "0");
        let output = cargo.args(["build", "--quiet", "--offline"]).output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(io::Error::other(format!("no program:\n{}", String::from_utf8_lossy(&output.stderr))))
    }

    fn ask(&self, questions: String) -> io::Result<String> {
        let mut program = Command::new(self.target.join("debug/schema-suite"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdin = program.stdin.take();
        // Both ends at once, so that neither waits for the other.
        let writer = thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(questions.as_bytes())));
        let output = program.wait_with_output()?;
        let written = writer.join().map_err(|_| io::Error::other("the program was not asked"))?;
        if !output.status.success() {
            return Err(io::Error::other(format!("the program ended with {}", output.status)));
        }
        written?;
        String::from_utf8(output.stdout).map_err(io::Error::other)
    }
}

/// The groups that code is generated for.
fn wanted(file: &File) -> impl Iterator<Item = &Group> {
    file.groups.iter().filter(|group| group.left_out.is_none())
}

/// A module's name; the prefix keeps it apart from Rust's keywords.
fn module(file: &File) -> String {
    format!("suite_{}", file.name.replace('-', "_"))
}

/// The name of a group's module.
fn name(group: &Group) -> String {
    format!("group_{}", group.number)
}

fn manifest() -> String {
    format!(
        "[package]\nname = \"schema-suite\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"client\"] }}\n\n[profile.dev]\ndebug = false\n\n[workspace]\n",
        runtime()
    )
}

/// A line: the file, the group's number and the instance.
fn question(test: &Test<'_>) -> String {
    format!("{}\t{}\t{{\"value\":{}}}\n", test.file.name, test.group.number, test.data)
}

/// Reads a line of the program.
fn read(line: &str) -> Answer {
    let mut columns = line.split('\t');
    let mut column = || columns.next().unwrap_or_default().to_owned();
    let (again, fault, refused) = (column(), column(), column());
    Answer::Decoded {
        again: if fault.is_empty() { Ok(again) } else { Err(fault) },
        strict: if refused.is_empty() { Ok(()) } else { Err(refused) },
    }
}

const PROGRAM: &str = r#"//! Decodes the instances that stand on standard input, a line each.

#![allow(dead_code, nonstandard_style, unused_imports)]

use oasmith_runtime::codec::{Decode, Encode, json};

// MODULES

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut columns = line.splitn(3, '\t');
        let (file, group, instance) = (columns.next().unwrap(), columns.next().unwrap(), columns.next().unwrap());
        println!("{}", ask(file, group.parse().unwrap(), instance));
    }
}

fn ask(file: &str, group: u32, instance: &str) -> String {
    match (file, group) {
        // ARMS
        _ => panic!("{file}/{group} is unknown"),
    }
}

fn answer<T: Decode + Encode>(instance: &str) -> String {
    let again = json::from_str::<T>(instance).and_then(|value| json::to_string(&value));
    let (again, fault) = match again {
        Ok(again) => (again, String::new()),
        Err(fault) => (String::new(), format!("{fault}.")),
    };
    let strict = json::from_slice_strict::<T>(instance.as_bytes());
    let refused = strict.err().map(|fault| format!("{fault}.")).unwrap_or_default();
    format!("{again}\t{}\t{}", line(&fault), line(&refused))
}

fn line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
"#;
