//! The examples of emitted documentation, taken out of it to be compiled: rustdoc takes none of them for a test.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// A module with every example of the files of a folder, each of which finds what `root` has.
pub(crate) fn module(folder: &Path, root: &str) -> io::Result<(usize, String)> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    paths.sort();
    let (mut count, mut code) = (0, String::new());
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for example in of(&fs::read_to_string(&path)?) {
            count += 1;
            // What begins as a function is one; anything else is what stands in one.
            let (head, tail) = match example.starts_with("async fn") {
                true => (String::new(), String::new()),
                false => {
                    let head = "async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {\n";
                    (head.to_owned(), "Ok(())\n}\n".to_owned())
                }
            };
            writeln!(code, "// {file}\nmod example_{count} {{\nuse {root}::*;\n{head}{example}{tail}}}")
                .map_err(io::Error::other)?;
        }
    }
    Ok((count, format!("#![allow(deprecated, unused, unreachable_code, clippy::all, clippy::pedantic)]\n{code}")))
}

/// The blocks of Rust in the documentation of some code.
fn of(code: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in code.lines().map(str::trim_start) {
        let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let Some(doc) = doc.map(|doc| doc.strip_prefix(' ').unwrap_or(doc)) else {
            open = None;
            continue;
        };
        match (&mut open, doc) {
            (None, "```rs") => open = Some(String::new()),
            (Some(_), "```") => examples.extend(open.take()),
            (Some(example), line) => {
                example.push_str(line);
                example.push('\n');
            }
            (None, _) => {}
        }
    }
    examples
}
