//! Tells of names that a number alone tells from others, and which line of the settings gives better ones.

use super::names::{Names, Scopes};
use crate::api::{Api, Kind, OperationId, ShapeId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::{Listing, sort};
use crate::maps::HashSet;
use crate::rust::{ModuleId, TypeName, Types};
use crate::settings::title;
use crate::value::Pointer;

/// Tells of the emitted types, their variants, and the methods of these operations.
pub(super) fn tell(
    (api, names, scopes): (&Api, &Names, &Scopes),
    types: &Types,
    operations: &[OperationId],
    diagnostics: &mut Diagnostics,
) {
    let groups = types.modules.entries();
    let own = groups.flat_map(|(id, module)| module.types.iter().map(move |item| item.name(ModuleId::Group(id))));
    let emitted: HashSet<TypeName> = own.chain(types.shared.iter().map(|item| item.name(ModuleId::Shared))).collect();
    let mut told = names.types.iter().filter(|(_, named)| emitted.contains(named)).list();
    sort(&mut told, &|one, other| one.0.cmp(other.0));
    for (id, named) in told {
        let Some(pointer) = &api.shapes.get(*id).schema else { continue };
        if scopes.is_numbered(named) {
            let line = format!("{:?} = \"…\"", &*pointer.0);
            diagnostics.push(note(&named.ident, "type", &line).at(pointer));
        }
        for variant in variants(api, names, *id) {
            let line = format!("\"{}.{variant}\" = \"…\"", named.ident);
            diagnostics.push(note(&format!("{}::{variant}", named.ident), "variant", &line).at(pointer));
        }
    }
    for id in operations {
        let operation = &api.operations[*id];
        if operation.incoming.is_none() && names.operations[*id].is_numbered() {
            let line = format!("{:?} = \"…\"", title(operation));
            let at = ["paths", &operation.path, &operation.method.to_lowercase()];
            let at = at.iter().fold(Pointer::root(""), |at, segment| at.child(segment));
            let diagnostic = note(&names.operations[*id].method, "method", &line).at_key(&at);
            diagnostics.push(diagnostic);
        }
    }
}

fn note(name: &str, what: &str, line: &str) -> Diagnostic {
    let message = format!("a number tells the {what} `{name}` from another one");
    Diagnostic::note(Code::NumberedName, message)
        .help(format!("a name that says what it is goes into `oasmith.toml`: under `[rename]`: `{line}`"))
}

/// The variants of a union that have the name of another one, and a number.
fn variants<'n>(api: &Api, names: &'n Names, id: ShapeId) -> Vec<&'n str> {
    let Kind::Union(union) = &api.shapes.get(id).kind else { return Vec::new() };
    let members = names.members.get(id);
    let is_there = |name: &str| members.iter().any(|member| member.ident == name);
    let numbered = union.variants.iter().zip(members).filter(|(variant, member)| {
        let base = member.ident.trim_end_matches(|last: char| last.is_ascii_digit());
        // What has a name of its own may end with a number.
        let is_own = !variant.tags.is_empty() || api.shapes.get(variant.value.shape).component.is_some();
        !is_own && base.len() < member.ident.len() && is_there(base)
    });
    numbered.map(|(_, member)| member.ident.as_str()).list()
}
