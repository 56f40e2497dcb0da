//! Scopes that operations ask for, and no flow of the scheme declares.

use openapiv3::{SecurityRequirement, SecurityScheme};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::{Document, OperationEntry, Scheme};
use crate::maps::{HashMap, HashSet};
use crate::value::Pointer;

/// How many scopes are compared with those that are declared, to find what was meant.
const SUGGESTED_MOST: usize = 50;

/// The scopes that each OAuth2 scheme declares, by its name, as far as they can be known.
type Declared<'d> = HashMap<&'d str, HashSet<&'d str>>;

/// Tells of scopes that operations ask for, and no flow declares.
pub(super) fn check(document: &Document, operations: &[&OperationEntry], diagnostics: &mut Diagnostics) {
    let schemes = document.security_schemes.iter();
    let declared: Declared<'_> =
        schemes.filter_map(|(name, scheme)| Some((name.as_str(), declared(scheme)?))).collect();
    if declared.is_empty() {
        return;
    }
    let mut suggested = 0;
    if operations.iter().any(|entry| entry.operation.security.is_none()) {
        let said = document.security.as_deref().unwrap_or_default();
        requirements(said, &Pointer::root("").child("security"), &declared, &mut suggested, diagnostics);
    }
    for entry in operations {
        let said = entry.operation.security.as_deref().unwrap_or_default();
        requirements(said, &entry.pointer.child("security"), &declared, &mut suggested, diagnostics);
    }
}

fn requirements(
    said: &[SecurityRequirement],
    at: &Pointer,
    declared: &Declared<'_>,
    suggested: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    for (index, alternative) in said.iter().enumerate() {
        for (name, scopes) in alternative {
            let Some(declared) = declared.get(name.as_str()).filter(|_| !scopes.is_empty()) else { continue };
            let at = at.child(&index.to_string()).child(name);
            if declared.is_empty() {
                let message = format!("the security scheme `{name}` declares no scopes, and operations ask for some");
                diagnostics.push(undeclared(message).at(&at));
                continue;
            }
            for (number, scope) in scopes.iter().enumerate().filter(|(_, scope)| !declared.contains(scope.as_str())) {
                let message = format!("the security scheme `{name}` declares no scope `{scope}`");
                let diagnostic = undeclared(message).at(&at.child(&number.to_string()));
                *suggested += 1;
                let compared = declared.iter().copied().filter(|_| *suggested <= SUGGESTED_MOST);
                diagnostics.push(match closest(scope, compared) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help("declare it under `scopes` of the scheme's flows"),
                });
            }
        }
    }
}

fn undeclared(message: String) -> Diagnostic {
    Diagnostic::note(Code::UndeclaredScope, message)
        .with_note("the operation's documentation names it; a server may give no token for it")
}

/// The scopes that the flows of a scheme declare. `None` where that can't be known.
fn declared(scheme: &Scheme) -> Option<HashSet<&str>> {
    let Scheme::Known(SecurityScheme::OAuth2 { flows, .. }) = scheme else { return None };
    let of_known = [
        flows.implicit.as_ref().map(|flow| &flow.scopes),
        flows.password.as_ref().map(|flow| &flow.scopes),
        flows.client_credentials.as_ref().map(|flow| &flow.scopes),
        flows.authorization_code.as_ref().map(|flow| &flow.scopes),
    ];
    // openapiv3 does not know the flow of devices, which OpenAPI 3.2 has.
    let of_devices = flows.extensions.get("deviceAuthorization");
    if of_known.iter().all(Option::is_none) && of_devices.is_none() {
        return None;
    }
    let mut declared = HashSet::new();
    for scopes in of_known.iter().flatten() {
        declared.extend(scopes.keys().map(String::as_str));
    }
    if let Some(scopes) = of_devices.and_then(|flow| flow.get("scopes")?.as_object()) {
        declared.extend(scopes.keys().map(String::as_str));
    }
    Some(declared)
}
