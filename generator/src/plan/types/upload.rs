//! Types that only a client can have: forms with files in them, which are sent piece by piece.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{Item, Type, Types};

/// Leaves out the types that need a client, and says so.
pub(crate) fn leave_out(types: &mut Types, diagnostics: &mut Diagnostics) {
    let mut left_out: HashSet<(Option<usize>, String)> = HashSet::new();
    // What holds one that is left out is left out too.
    loop {
        let mut more = Vec::new();
        types.for_each(&mut |module, item| {
            let key = (module, item.ident.clone());
            if !left_out.contains(&key) && needs_client(item, &left_out) {
                more.push(key);
            }
        });
        if more.is_empty() {
            break;
        }
        left_out.extend(more);
    }
    if left_out.is_empty() {
        return;
    }
    types.retain(&|module, item| !left_out.contains(&(module, item.ident.clone())));
    let mut names: Vec<String> = left_out.into_iter().map(|(_, ident)| format!("`{ident}`")).collect();
    names.sort_unstable();
    let message = match names.as_slice() {
        [only] => format!("the type {only} is left out: it holds files, which only a client can send"),
        several => format!("the types {} are left out: they hold files, which only a client can send", listed(several)),
    };
    diagnostics.push(
        Diagnostic::note(Code::LeftOutTypes, message).help("leave `--only types` out, and use the client's types"),
    );
}

/// How many types are named.
const NAMED: usize = 5;

fn listed(names: &[String]) -> String {
    let mut named: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = format!("{} more", names.len().saturating_sub(NAMED));
    if names.len() > NAMED {
        named.push(&more);
    }
    match named.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => named.concat(),
    }
}

fn needs_client(item: &Item, left_out: &HashSet<(Option<usize>, String)>) -> bool {
    let mut used = Vec::new();
    item.types(&mut used);
    used.into_iter().any(|ty| match ty.innermost() {
        Type::Upload | Type::FormPart | Type::FormData => true,
        Type::Named { ident, module } => left_out.contains(&(*module, ident.clone())),
        _ => false,
    })
}
