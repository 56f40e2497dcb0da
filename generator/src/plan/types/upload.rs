//! Types that only a client can have: forms with files in them, which are sent piece by piece.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::rust::{Type, TypeName, Types};

/// The types without those that need a client, which is told.
pub(crate) fn left_out(mut types: Types, diagnostics: &mut Diagnostics) -> Types {
    let left_out = needing_client(&mut types);
    if left_out.is_empty() {
        return types;
    }
    types.retain(&|name| !left_out.contains(&name));
    let mut names: Vec<&str> = left_out.iter().map(|name| name.ident.as_str()).list();
    sort(&mut names, &Ord::cmp);
    let message = match names.as_slice() {
        [only] => format!("the type `{only}` is left out: it holds files, which only a client can send"),
        several => format!(
            "the types {} are left out: they hold files, which only a client can send",
            listed(several.iter().copied())
        ),
    };
    diagnostics.push(
        Diagnostic::note(Code::LeftOutTypes, message).help("leave `--only types` out, and use the client's types"),
    );
    types
}

/// The types that hold files, and those that hold one of these.
fn needing_client(types: &mut Types) -> HashSet<TypeName> {
    let mut users: HashMap<TypeName, Vec<TypeName>> = HashMap::new();
    let mut open: Vec<TypeName> = Vec::new();
    types.for_each(&mut |name, item| {
        let mut used = Vec::new();
        item.types(&mut used);
        for ty in used {
            match ty.innermost() {
                Type::Upload | Type::FormPart | Type::FormData => open.push(name.clone()),
                Type::Named(used) => users.entry(used.clone()).or_default().push(name.clone()),
                _ => {}
            }
        }
    });
    let mut found = HashSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.clone()) {
            open.add_all(users.remove(&name).unwrap_or_default());
        }
    }
    found
}
