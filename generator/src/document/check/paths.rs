//! Paths, the parameters in them, and operations that are too much alike.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::listed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::template::{self, Fault};
use crate::document::{OperationEntry, Pointer};

/// How many names in a path a declared one is compared with.
const MOST_COMPARED: usize = 32;

/// Tells what is wrong with the paths of operations.
pub(super) fn check(operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    for of_path in operations.chunk_by(|one, other| one.path == other.path) {
        if let Some(first) = of_path.first().filter(|first| first.path.contains(['{', '}'])) {
            template(&first.path, diagnostics);
        }
        parameters(of_path, diagnostics);
    }
    equivalent(operations, diagnostics);
    same_ids(operations, diagnostics);
}

/// Where a path stands in the root file.
fn place(path: &str) -> Pointer {
    Pointer::default().child("paths").child(path)
}

/// Tells what is wrong with the braces of a path. Where there is no telling a parameter's name, its operations are left
/// out, which is told where that is done.
fn template(path: &str, diagnostics: &mut Diagnostics) {
    if template::fault(path) == Some(Fault::Unbalanced) {
        diagnostics.push(
            Diagnostic::warning(Code::InvalidPath, format!("the braces of the path `{path}` are not balanced"))
                .at_key(&place(path))
                .label("a brace without its counterpart is sent as it is")
                .help("a parameter stands in a path as `{name}`"),
        );
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    let twice = template::names(path).take(100).find(|name| {
        let is_known = seen.contains(name);
        seen.push(name);
        is_known
    });
    if let Some(name) = twice {
        diagnostics.push(
            Diagnostic::note(Code::InvalidPath, format!("the path `{path}` has the parameter `{name}` twice"))
                .at_key(&place(path))
                .label("its one value is filled in at both places"),
        );
    }
}

/// Tells of parameters in a path that are not declared, and of declared ones that the path lacks.
fn parameters(of_path: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let mut undeclared: IndexMap<&str, Vec<&OperationEntry>> = IndexMap::new();
    for operation in of_path {
        let mut missing = operation.undeclared();
        for (name, number) in operation.unused() {
            let Some(pointer) = operation.parameter_pointers.get(number) else { continue };
            let meant = counterpart(name, &missing);
            missing.retain(|other| Some(*other) != meant);
            diagnostics.push(unused(&operation.path, name, meant, pointer));
        }
        missing.into_iter().for_each(|name| undeclared.entry(name).or_default().push(operation));
    }
    for (name, operations) in undeclared {
        for operation in &operations {
            let diagnostic = self::undeclared(&operation.path, name);
            if operations.len() == of_path.len() {
                diagnostics.push(diagnostic.at_key(&place(&operation.path)));
                break;
            }
            diagnostics.push(diagnostic.at_key(&operation.pointer).operation(title(operation)));
        }
    }
}

/// `POST /path`.
fn title(operation: &OperationEntry) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn undeclared(path: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::UndeclaredParameter,
        format!("the parameter `{name}` of the path `{path}` is not declared"),
    )
    .label("taken as a required `String`")
    .help(format!("declare it: `parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]`"))
}

/// What is told of a declared parameter that the path lacks; `meant` is the one that it has in its stead.
fn unused(path: &str, name: &str, meant: Option<&str>, pointer: &Pointer) -> Diagnostic {
    let at = pointer.child("name");
    match meant {
        Some(meant) => Diagnostic::warning(
            Code::UndeclaredParameter,
            format!("the path `{path}` has a parameter `{meant}`, but `{name}` is declared"),
        )
        .at(&at)
        .label("left out: nothing of it would be sent")
        .with_note(format!("`{meant}` is taken as a required `String`"))
        .help(format!("did you mean `{meant}`?")),
        None => Diagnostic::warning(
            Code::UnusedParameter,
            format!("the path `{path}` has no place for its parameter `{name}`"),
        )
        .at(&at)
        .label("left out: nothing of it would be sent")
        .help(format!("put `{{{name}}}` into the path, or say where else the parameter goes (`in: query`)")),
    }
}

/// Which of the undeclared parameters a declared one probably is.
fn counterpart<'n>(declared: &str, undeclared: &[&'n str]) -> Option<&'n str> {
    // Beyond this there is no telling what somebody meant.
    let undeclared = undeclared.get(..MOST_COMPARED.min(undeclared.len())).unwrap_or_default();
    let letters =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let own = letters(declared);
    let is_within = |name: &&&str| {
        let other = letters(name);
        !own.is_empty() && !other.is_empty() && (own.ends_with(&other) || other.ends_with(&own))
    };
    closest(declared, undeclared.iter().copied()).or_else(|| undeclared.iter().find(is_within).copied())
}

/// Tells of paths that differ in nothing but the names of their parameters.
fn equivalent(operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut methods: HashSet<(&str, &str)> = HashSet::new();
    for of_path in operations.chunk_by(|one, other| one.path == other.path) {
        let Some(path) = of_path.first().map(|operation| operation.path.as_str()).filter(|path| path.contains('{'))
        else {
            continue;
        };
        let other = *first.entry(template::filled(path, |_| "{}")).or_insert(path);
        if other != path {
            let shared: Vec<&str> = of_path
                .iter()
                .map(|operation| operation.method.as_str())
                .filter(|method| methods.contains(&(other, *method)))
                .collect();
            diagnostics.push(equivalent_to(path, other, &shared));
        }
        methods.extend(of_path.iter().map(|operation| (other, operation.method.as_str())));
    }
}

fn equivalent_to(path: &str, other: &str, shared: &[&str]) -> Diagnostic {
    let message = format!("the path `{path}` is the same as `{other}`");
    let diagnostic = if shared.is_empty() {
        Diagnostic::note(Code::EquivalentPaths, message)
    } else {
        Diagnostic::warning(Code::EquivalentPaths, message).with_note(format!(
            "each has a method of its own for {}, and both send the same",
            listed(shared.iter().copied())
        ))
    };
    diagnostic
        .at_key(&place(path))
        .label("only the names of the parameters differ, which a server doesn't see")
        .help("put the operations under one path")
}

/// Tells of operations that have the id of another one.
fn same_ids(operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, &OperationEntry> = HashMap::with_capacity(operations.len());
    let mut repeated: Vec<(&str, Vec<&OperationEntry>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for operation in operations {
        let Some(id) = operation.operation.operation_id.as_deref().filter(|id| !id.trim().is_empty()) else { continue };
        let before = *first.entry(id).or_insert(operation);
        if before.pointer != operation.pointer {
            let place = *places.entry(id).or_insert_with(|| {
                repeated.push((id, vec![before]));
                repeated.len() - 1
            });
            repeated.get_mut(place).into_iter().for_each(|(_, all)| all.push(operation));
        }
    }
    for (id, all) in repeated {
        let titles: Vec<String> = all.iter().map(|operation| title(operation)).collect();
        let Some(second) = all.get(1) else { continue };
        diagnostics.push(
            Diagnostic::warning(
                Code::DuplicateOperationId,
                format!("the operationId `{id}` is that of {} operations", all.len()),
            )
            .at(&second.pointer.child("operationId"))
            .label("OpenAPI asks for one of its own")
            .operation(titles.get(1).cloned().unwrap_or_default())
            .with_note(format!("they are {}", listed(titles.iter().map(String::as_str))))
            .with_note("those that share a module are named by their methods and paths in its stead"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counterparts_are_alike_or_parts_of_one_another() {
        assert_eq!(counterpart("petid", &["id"]), Some("id"));
        assert_eq!(counterpart("id", &["shop", "petId"]), Some("petId"));
        assert_eq!(counterpart("user_id", &["userId"]), Some("userId"));
        assert_eq!(counterpart("path", &["path*"]), Some("path*"));
        assert_eq!(counterpart("gone", &["id"]), None);
        assert_eq!(counterpart("gone", &[]), None);
    }
}
