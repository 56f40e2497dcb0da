//! Paths, the parameters in them, and operations that are too much alike.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest, listed};
use crate::document::OperationEntry;
use crate::document::template::{self, Fault};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};
use crate::value::Pointer;

/// Tells what is wrong with the paths of operations.
pub(super) fn check(operations: &[&OperationEntry], is_swagger: bool, diagnostics: &mut Diagnostics) {
    for of_path in operations.chunk_by(|one, other| one.path == other.path) {
        let Some(path) = of_path.first().map(|operation| operation.path.as_str()) else { continue };
        let fault = template::fault(path);
        // Otherwise its operations are left out, which is told where that is done.
        if fault.is_none_or(|fault| fault.leaves_no_names().is_none()) {
            template(path, fault, diagnostics);
            parameters(of_path, is_swagger, diagnostics);
        }
        of_path
            .iter()
            .filter_map(|operation| operation.lacks_responses.as_ref())
            .for_each(|at| no_responses(at, diagnostics));
    }
    equivalent(operations, diagnostics);
    same_ids(operations, diagnostics);
}

fn no_responses(at: &Pointer, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(Code::NoResponses, "the operation declares no response")
            .at_key(at)
            .label("any 2xx is a success, whose body is left out")
            .help("declare what it answers"),
    );
}

/// Where a path stands in the root file.
fn place(path: &str) -> Pointer {
    Pointer::default().child("paths").child(path)
}

/// Tells what is wrong with the braces of a path.
fn template(path: &str, fault: Option<Fault>, diagnostics: &mut Diagnostics) {
    if fault == Some(Fault::Unbalanced) {
        diagnostics.push(
            Diagnostic::warning(Code::InvalidPath, format!("the braces of the path `{path}` are not balanced"))
                .at_key(&place(path))
                .label("a brace without its counterpart is sent as it is")
                .help("a parameter stands in a path as `{name}`"),
        );
        return;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    if let Some(name) = template::names(path).find(|name| !seen.insert(name)) {
        diagnostics.push(
            Diagnostic::note(Code::InvalidPath, format!("the path `{path}` has the parameter `{name}` twice"))
                .at_key(&place(path))
                .label("its one value is filled in at both places"),
        );
    }
}

/// Tells of parameters in a path that are not declared, and of declared ones that the path lacks.
fn parameters(of_path: &[&OperationEntry], is_swagger: bool, diagnostics: &mut Diagnostics) {
    let mut undeclared: HashMap<&str, Vec<&OperationEntry>> = HashMap::new();
    let mut queried: HashSet<&str> = HashSet::new();
    for operation in of_path {
        let mut missing = operation.undeclared();
        // Of those that are left out, and of parameters that are misspelled, something else tells.
        if missing.len() > template::MOST_UNDECLARED || operation.parameters_told {
            continue;
        }
        let unused = operation.unused();
        // One of each is one that goes by two names.
        let only = missing.first().copied().filter(|_| missing.len() == 1 && unused.len() == 1);
        for (name, number) in unused {
            let Some(pointer) = operation.parameter_pointers.get(number) else { continue };
            let meant = counterpart(name, &missing).or(only);
            missing.keep(|other| Some(*other) != meant);
            diagnostics.push(self::unused(&operation.path, name, meant, pointer));
        }
        for name in missing {
            match operation.is_in_query(name) {
                true => drop(queried.insert(name)),
                false => undeclared.entry(name).or_default().push(operation),
            }
        }
    }
    if let Some(operation) = of_path.first().filter(|_| !queried.is_empty()) {
        diagnostics.push(with_query(&operation.path, &queried));
    }
    for (name, operations) in undeclared {
        for operation in &operations {
            let diagnostic = self::undeclared(&operation.path, name, is_swagger);
            if operations.len() == of_path.len() {
                diagnostics.push(diagnostic.at_key(&place(&operation.path)));
                break;
            }
            diagnostics.push(diagnostic.at_key(&operation.pointer).operation(operation.title()));
        }
    }
}

/// What is told of a path with parameters behind a `?`.
fn with_query(path: &str, names: &HashSet<&str>) -> Diagnostic {
    let (are, texts) = if names.len() == 1 { ("is", "a required `String`") } else { ("are", "required `String`s") };
    Diagnostic::warning(Code::InvalidPath, format!("the path `{path}` has a query"))
        .at_key(&place(path))
        .label(format!("{} {are} taken as {texts}", listed(names.iter().copied())))
        .with_note("a path ends before its query, and a parameter with `in: query` is sent besides")
        .help("leave the query out of the path, and declare what is in it as parameters with `in: query`")
}

fn undeclared(path: &str, name: &str, is_swagger: bool) -> Diagnostic {
    let kind = if is_swagger { "type: string" } else { "schema: {type: string}" };
    Diagnostic::warning(
        Code::UndeclaredParameter,
        format!("the parameter `{name}` of the path `{path}` is not declared"),
    )
    .label("taken as a required `String`")
    .help(format!("declare it: `parameters: [{{name: {name}, in: path, required: true, {kind}}}]`"))
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
    let letters = |name: &str| {
        let mut letters = String::new();
        name.chars().filter(|c| c.is_alphanumeric()).for_each(|c| letters.extend(c.to_lowercase()));
        letters
    };
    let own = letters(declared);
    let is_within = |name: &&&str| {
        let other = letters(name);
        !own.is_empty() && !other.is_empty() && (own.ends_with(&other) || other.ends_with(&own))
    };
    closest(declared, undeclared.iter().copied()).or_else(|| undeclared.iter().find(is_within).copied())
}

/// Tells of paths that differ in nothing but the names of their parameters.
fn equivalent(operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let mut alike: HashMap<String, Vec<&[&OperationEntry]>> = HashMap::new();
    for of_path in operations.chunk_by(|one, other| one.path == other.path) {
        let path = of_path.first().map(|operation| operation.path.as_str()).filter(|path| path.contains('{'));
        if let Some(path) = path {
            alike.entry(template::filled(path, |_| "{}")).or_default().push(of_path);
        }
    }
    for (_, paths) in alike {
        let named = paths.iter().filter_map(|of_path| Some(of_path.first()?.path.as_str())).list();
        let [first, second, ..] = named.as_slice() else { continue };
        let others = listed(named.iter().copied().filter(|path| path != second));
        let diagnostic =
            Diagnostic::note(Code::EquivalentPaths, format!("the path `{second}` is the same as {others}"))
                .at_key(&place(second))
                .label("only the names of the parameters differ, which a server does not see")
                .with_note("their operations are generated as they are declared, each by itself");
        let mut methods = HashSet::new();
        let shared = paths.iter().copied().flatten().find(|operation| !methods.insert(operation.method.as_str()));
        diagnostics.push(match shared {
            None => diagnostic.help(format!("put all of them under one path, such as `{first}`")),
            Some(operation) => diagnostic.with_note(format!(
                "more than one has `{}`: a server tells them apart by the values, if at all",
                operation.method
            )),
        });
    }
}

/// Tells of operations that have the id of another one.
fn same_ids(operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, &OperationEntry> = HashMap::new();
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
        let titles: Vec<String> = all.iter().map(|operation| operation.title()).list();
        let Some(second) = all.get(1) else { continue };
        diagnostics.push(
            Diagnostic::note(
                Code::DuplicateOperationId,
                format!("the operationId `{id}` is that of {} operations", all.len()),
            )
            .at(&second.pointer.child("operationId"))
            .label("OpenAPI asks for one of its own")
            .operation(titles.get(1).cloned().unwrap_or_default())
            .with_note(format!("they are {}", listed(titles.iter().map(String::as_str))))
            .with_note("those that share a module are named by their methods and paths instead"),
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
