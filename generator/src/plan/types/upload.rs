//! Types that only a client can have: forms with files in them, which are sent piece by piece.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::lists::{Listing, sort};
use crate::rust::{Type, Types};

/// A type of the crate, by its module and name.
type Key = (Option<usize>, String);

/// Leaves out the types that need a client, and says so.
pub(crate) fn leave_out(types: &mut Types, diagnostics: &mut Diagnostics) {
    let left_out = needing_client(types);
    if left_out.is_empty() {
        return;
    }
    types.retain(&|module, item| !left_out.contains(&(module, item.ident.clone())));
    let mut names: Vec<&str> = left_out.iter().map(|(_, ident)| ident.as_str()).list();
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
}

/// The types that hold files, and those that hold one of these.
fn needing_client(types: &mut Types) -> HashSet<Key> {
    let mut users: HashMap<Key, Vec<Key>> = HashMap::new();
    let mut open: Vec<Key> = Vec::new();
    types.for_each(&mut |module, item| {
        let key = (module, item.ident.clone());
        let mut used = Vec::new();
        item.types(&mut used);
        for ty in used {
            match ty.innermost() {
                Type::Upload | Type::FormPart | Type::FormData => open.push(key.clone()),
                Type::Named { ident, module } => {
                    users.entry((*module, ident.clone())).or_default().push(key.clone());
                }
                _ => {}
            }
        }
    });
    let mut found = HashSet::new();
    while let Some(key) = open.pop() {
        if found.insert(key.clone()) {
            open.extend(users.remove(&key).unwrap_or_default());
        }
    }
    found
}
