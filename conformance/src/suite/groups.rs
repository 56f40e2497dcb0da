//! The suite's files: groups of one schema and its instances.

use std::path::Path;
use std::{fs, io};

use oasmith_runtime::codec::{Value, json};

use super::left_out::{self, Reason};

/// The dialect that OpenAPI 3.1 takes its schemas from.
const DIALECT: &str = "tests/draft2020-12";

/// A file of the suite.
pub(super) struct File {
    /// Its name without the extension: mostly the keyword that it is about.
    pub(super) name: String,
    pub(super) groups: Vec<Group>,
}

/// A schema and its instances.
pub(super) struct Group {
    /// Its position in the file.
    pub(super) number: usize,
    pub(super) description: String,
    pub(super) schema: Value,
    /// Why no code is generated for the schema.
    pub(super) left_out: Option<Reason>,
    instances: Vec<Instance>,
}

struct Instance {
    description: String,
    data: Value,
    valid: bool,
}

/// An instance, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Test<'s> {
    pub(super) file: &'s File,
    pub(super) group: &'s Group,
    pub(super) description: &'s str,
    pub(super) data: &'s Value,
    pub(super) valid: bool,
    /// Why the instance is not decoded.
    pub(super) left_out: Option<Reason>,
}

impl File {
    /// Every test of the file.
    pub(super) fn tests(&self) -> impl Iterator<Item = Test<'_>> {
        self.groups.iter().flat_map(move |group| {
            group.instances.iter().map(move |Instance { description, data, valid }| Test {
                file: self,
                group,
                description,
                data,
                valid: *valid,
                left_out: group.left_out.or_else(|| left_out::test(&group.schema, data, *valid)),
            })
        })
    }
}

/// Reads the required tests; the optional ones are in a folder that is not looked at.
pub(super) fn read(directory: &Path, only: &[String]) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory.join(DIALECT))? {
        let path = entry?.path();
        let (Some(name), Some("json")) = (path.file_stem(), path.extension().and_then(|end| end.to_str())) else {
            continue;
        };
        let name = name.to_string_lossy().into_owned();
        let value: Value = json::from_slice(&fs::read(&path)?)
            .map_err(|fault| io::Error::other(format!("{}: {fault}", path.display())))?;
        let groups = value.as_array().unwrap_or_default().iter().enumerate();
        let mut groups: Vec<Group> = groups.map(|(number, value)| group(number, value)).collect();
        let named = |group: &Group, only: &String| *only == name || left_out::has_keyword(&group.schema, only);
        groups.retain(|group| only.is_empty() || only.iter().any(|only| named(group, only)));
        if !groups.is_empty() {
            files.push(File { name, groups });
        }
    }
    if files.is_empty() {
        return Err(io::Error::other(format!("no such tests in {}", directory.display())));
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn group(number: usize, value: &Value) -> Group {
    let schema = value.get("schema").cloned().unwrap_or_default();
    let instances = value.get("tests").and_then(Value::as_array).unwrap_or_default();
    Group {
        number,
        description: text(value, "description"),
        left_out: left_out::group(&schema),
        schema,
        instances: instances
            .iter()
            .map(|test| Instance {
                description: text(test, "description"),
                data: test.get("data").cloned().unwrap_or_default(),
                valid: test.get("valid").and_then(Value::as_bool).unwrap_or_default(),
            })
            .collect(),
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
