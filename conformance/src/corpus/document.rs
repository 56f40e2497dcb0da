//! Which documents there are.

use std::path::{Path, PathBuf};
use std::{fs, io};

use oasmith::Generator;

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Fit for the name of a crate.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// A run over a document, whose files may be anywhere in its corpus, be that a repository or not.
pub(crate) fn generator(path: &Path) -> Generator {
    let corpus = path.ancestors().skip(1).find(|folder| folder.join("MANIFEST.tsv").exists());
    corpus.into_iter().fold(Generator::new(path), Generator::root)
}

/// The documents that a directory's manifest names, else those that are in it and in the folders below.
pub(crate) fn find(directory: &Path, only: &[String]) -> io::Result<Vec<Document>> {
    let mut documents = match fs::read_to_string(directory.join("MANIFEST.tsv")) {
        Ok(manifest) => listed(directory, &manifest),
        Err(_) => scanned(directory)?,
    };
    documents.retain(|document| only.is_empty() || only.iter().any(|part| document.name.contains(part.as_str())));
    if documents.is_empty() {
        return Err(io::Error::other(format!("no such documents in {}", directory.display())));
    }
    Ok(documents)
}

fn listed(directory: &Path, manifest: &str) -> Vec<Document> {
    let mut lines = manifest.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|title| *title == name).unwrap_or(usize::MAX);
    let (name, root) = (column("name"), column("root"));
    lines
        .filter_map(|line| Some(Document { name: crate_name(line.get(name)?), path: directory.join(line.get(root)?) }))
        .collect()
}

fn scanned(directory: &Path) -> io::Result<Vec<Document>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let is_text = path.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json");
            // Not through links, which may lead in circles.
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if is_text && fs::read_to_string(&path).is_ok_and(|text| is_description(&text)) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths.into_iter().map(|path| Document { name: crate_name(&below(directory, &path)), path }).collect())
}

/// What tells a document's path from all others below a directory, its ending left out.
fn below(directory: &Path, path: &Path) -> String {
    path.strip_prefix(directory).unwrap_or(path).with_extension("").to_string_lossy().into_owned()
}

fn is_description(text: &str) -> bool {
    let yaml = |key: &str| text.lines().any(|line| line.starts_with(key));
    yaml("openapi:") || yaml("swagger:") || text.contains("\"openapi\"") || text.contains("\"swagger\"")
}

fn crate_name(name: &str) -> String {
    let clean: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("c-{}", clean.trim_matches('-').to_ascii_lowercase())
}
