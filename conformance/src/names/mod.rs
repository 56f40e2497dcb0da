//! How good the names in the clients of real documents are, and how many of their types say the same: counted on the
//! emitted Rust alone.

mod crate_facts;
mod faults;
mod shapes;
mod table;
mod words;

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::corpus::document::{self, Document};
use crate::outcome::Outcome;
use crate_facts::Facts;
use faults::Faults;
use table::Row;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// List every name that is counted as a fault, with its document.
    #[arg(long)]
    list: bool,
    /// Where code is generated.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-names")]
    out: PathBuf,
}

/// Runs the command: the exit status is 1 where a document can't be generated.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let documents = document::find(&arguments.directory, &arguments.only)?;
    fs::create_dir_all(&arguments.out)?;
    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for document in &documents {
        match look_at(document, &arguments.directory, &arguments.out) {
            Ok(row) => rows.push(row),
            Err(error) => failed.push(format!("{}: {error}", document.name)),
        }
    }
    print!("{}", table::table(&rows));
    if arguments.list {
        print!("{}", table::faults(&rows));
    }
    failed.iter().for_each(|problem| println!("{problem}"));
    Ok(failed.is_empty())
}

fn look_at(document: &Document, directory: &Path, out: &Path) -> Result<Row, Box<dyn std::error::Error + Send + Sync>> {
    let folder = out.join(&document.name);
    let _ = fs::remove_dir_all(&folder);
    document::generator(&document.path).module(&folder).run()?;
    let facts = Facts::read(&folder)?;
    let text = text(&document.path, directory)?;
    let row = Row {
        document: document.name.clone(),
        types: facts.types.len(),
        methods: facts.methods.len(),
        variants: facts.variants.len(),
        shapes: shapes::count(&facts),
        lengths: facts.types.iter().map(|ty| ty.ident.chars().count()).collect(),
        faults: Faults::of(&facts, &text),
    };
    let _ = fs::remove_dir_all(&folder);
    Ok(row)
}

/// The text of a document, and of all files beside it where it has a folder of its own.
fn text(path: &Path, directory: &Path) -> io::Result<String> {
    let mut text = fs::read_to_string(path)?;
    let folder = path.parent().filter(|folder| *folder != directory);
    let mut folders: Vec<PathBuf> = folder.into_iter().map(Path::to_path_buf).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end == *known)) {
                text.push_str(&fs::read_to_string(&path)?);
            }
        }
    }
    Ok(text)
}
