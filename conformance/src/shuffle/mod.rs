//! Whether names depend on the order in which documents say things: the same code comes out of another order, but for the
//! order of fields, variants and arguments.

mod declared;
mod reorder;

use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::corpus::document::{self, Document};
use crate::outcome::{Failed, Outcome};
use crate::random::Random;
use declared::Declared;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it. Of documents in several files, the main one is put in another order.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// In how many orders each document is put.
    #[arg(long, value_name = "N", default_value_t = 3)]
    times: u64,
    /// Which orders.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Only documents of at most so many bytes.
    #[arg(long, value_name = "N", default_value_t = u64::MAX)]
    largest: u64,
    /// How many of the declarations that differ are shown of each document.
    #[arg(long, value_name = "N", default_value_t = 3)]
    samples: usize,
    /// Where code is generated.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-shuffle")]
    out: PathBuf,
}

/// Runs the command: the exit status is 1 where a document gives other names in another order.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut documents = document::find(&arguments.directory, &arguments.only)?;
    documents.retain(|document| fs::metadata(&document.path).is_ok_and(|file| file.len() <= arguments.largest));
    let mut are_same = true;
    for document in &documents {
        let result = look_at(document, arguments);
        are_same &= matches!(&result, Ok(None)) || matches!(&result, Ok(Some(differences)) if differences.is_empty());
        match result {
            Ok(None) => {}
            Ok(Some(differences)) => match differences.first() {
                None => println!("{}: the same in {} orders", document.name, arguments.times),
                Some(first) => {
                    println!("{}: not the same in {} orders, such as\n{first}", document.name, differences.len());
                }
            },
            Err(error) => println!("{}: {error}", document.name),
        }
    }
    Ok(are_same)
}

/// What differs in any order from the document's own; `None` where no code is generated from it.
fn look_at(document: &Document, arguments: &Arguments) -> Result<Option<Vec<String>>, Failed> {
    let out = arguments.out.join(&document.name);
    let Ok(said) = serde_yaml::from_str::<Value>(&fs::read_to_string(&document.path)?) else { return Ok(None) };
    // Also this one is written anew, so that nothing but the order differs.
    let Ok(before) = generate(document, &said, &out) else { return Ok(None) };
    let mut differences = Vec::new();
    for time in 0..arguments.times {
        let mut shuffled = said.clone();
        reorder::reorder(&mut shuffled, &mut Random::new(arguments.seed, time));
        let after = generate(document, &shuffled, &out).map_err(|error| format!("in order {time}: {error}"))?;
        let difference = before.difference(&after, arguments.samples);
        differences.extend(difference);
    }
    let _ = fs::remove_dir_all(&out);
    Ok(Some(differences))
}

/// Generates from the document with this in its place, in a copy of the folder that it stands in.
fn generate(document: &Document, said: &Value, out: &Path) -> Result<Declared, Failed> {
    let _ = fs::remove_dir_all(out);
    let folder = out.join("spec");
    fs::create_dir_all(&folder)?;
    let beside = document.path.parent().filter(|folder| !folder.join("MANIFEST.tsv").exists());
    for entry in beside.map(fs::read_dir).transpose()?.into_iter().flatten() {
        let entry = entry?;
        let is_text = entry.path().extension().is_some_and(|end| end != "rs");
        if entry.file_type()?.is_file() && is_text {
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    let file = folder.join(document.path.file_name().unwrap_or_default());
    fs::write(&file, serde_yaml::to_string(said)?)?;
    let code = out.join("code");
    document::generator(&file).root(&folder).module(&code).run()?;
    Declared::read(&code)
}
