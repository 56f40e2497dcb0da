//! Security schemes and the requirements of operations.

use openapiv3::{APIKeyLocation, SecurityScheme as Known};

use crate::api::{Location, Requirement, SchemeKind, SecurityScheme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, OperationEntry, Scheme};

/// The document's schemes.
pub(super) fn schemes(document: &Document) -> Vec<SecurityScheme> {
    document
        .security_schemes
        .iter()
        .map(|(name, scheme)| {
            let (kind, description) = match scheme {
                Scheme::Known(known) => known_kind(known),
                Scheme::Other(kind) => (SchemeKind::Transport { kind: kind.clone() }, None),
            };
            SecurityScheme { name: name.clone(), description, kind }
        })
        .collect()
}

fn known_kind(scheme: &Known) -> (SchemeKind, Option<String>) {
    match scheme {
        Known::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (SchemeKind::ApiKey { location, name: name.clone() }, description.clone())
        }
        Known::HTTP { scheme, description, .. } => (SchemeKind::Http { scheme: scheme.clone() }, description.clone()),
        Known::OAuth2 { description, .. } | Known::OpenIDConnect { description, .. } => {
            (SchemeKind::AccessToken, description.clone())
        }
    }
}

/// What an operation asks for: alternatives, each of which is wholly needed. Empty: nothing.
pub(super) fn requirements(
    document: &Document,
    entry: &OperationEntry,
    schemes: &[SecurityScheme],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Requirement>> {
    let Some(said) = entry.operation.security.as_ref().or(document.security.as_ref()) else { return Vec::new() };
    let mut alternatives = Vec::with_capacity(said.len());
    for alternative in said {
        let mut needed = Vec::with_capacity(alternative.len());
        for (name, scopes) in alternative {
            match schemes.iter().position(|scheme| scheme.name == *name) {
                Some(scheme) => needed.push(Requirement { scheme, scopes: scopes.clone() }),
                None => {
                    let operation = format!("{} {}", entry.method, entry.path);
                    diagnostics.push(
                        Diagnostic::warning(
                            Code::DanglingReference,
                            format!("`{operation}` asks for the security scheme `{name}`, which is not declared"),
                        )
                        .at(&entry.pointer.child("security"))
                        .operation(operation)
                        .help("declare it under `components/securitySchemes`; no credential is sent for it"),
                    );
                }
            }
        }
        if needed.len() == alternative.len() {
            alternatives.push(needed);
        }
    }
    if alternatives.iter().all(Vec::is_empty) {
        alternatives.clear();
    }
    alternatives
}
