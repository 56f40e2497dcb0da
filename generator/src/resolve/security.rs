//! Security schemes and the requirements of operations.

use openapiv3::{APIKeyLocation, SecurityScheme as Known};

use super::shapes::Resolver;
use crate::api::{Location, Requirement, SchemeKind, Security, SecurityScheme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, OperationEntry, Pointer, Scheme};

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

/// How many schemes an operation may ask for, all alternatives taken together.
const ASKED_MOST: usize = 100;

/// What an operation asks for.
pub(super) fn of_operation(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    schemes: &[SecurityScheme],
) -> Security {
    if let Some(said) = &entry.operation.security {
        return requirements(said, &entry.pointer.child("security"), schemes, resolver.diagnostics);
    }
    let of_document = || {
        let said = resolver.document.security.as_deref().unwrap_or_default();
        requirements(said, &Pointer::root("").child("security"), schemes, resolver.diagnostics)
    };
    resolver.security.get_or_insert_with(of_document).clone()
}

fn requirements(
    said: &[openapiv3::SecurityRequirement],
    at: &Pointer,
    schemes: &[SecurityScheme],
    diagnostics: &mut Diagnostics,
) -> Security {
    let mut alternatives = Vec::new();
    let mut asked = 0;
    for alternative in said {
        asked += alternative.len().max(1);
        if asked > ASKED_MOST {
            diagnostics.push(too_many(at));
            if !alternatives.is_empty() {
                break;
            }
        }
        // Part of what is needed still says that something is.
        let alternative: Vec<_> = alternative.iter().take(ASKED_MOST).collect();
        let mut needed = Vec::with_capacity(alternative.len());
        for &(name, scopes) in &alternative {
            match schemes.iter().position(|scheme| scheme.name == *name) {
                Some(scheme) => needed.push(Requirement { scheme, scopes: scopes.clone() }),
                None => diagnostics.push(
                    Diagnostic::warning(
                        Code::DanglingReference,
                        format!("the security scheme `{name}` is not declared"),
                    )
                    .at(at)
                    .help("declare it under `components/securitySchemes`; no credential is sent for it"),
                ),
            }
        }
        if needed.len() == alternative.len() {
            if let Some(diagnostic) = same_header(&needed, schemes, at) {
                diagnostics.push(diagnostic);
            }
            alternatives.push(needed);
        }
    }
    if alternatives.iter().all(Vec::is_empty) {
        alternatives.clear();
    }
    alternatives.into()
}

/// Complains of more alternatives than are worth listing with each operation.
fn too_many(at: &Pointer) -> Diagnostic {
    let message = format!("only the first alternatives are kept: `security` asks for more than {ASKED_MOST} schemes");
    Diagnostic::warning(Code::IgnoredField, message)
        .at_key(at)
        .with_note("a client holds few credentials, and every call looks through what is asked for")
        .help("leave the alternatives that you don't use out with an overlay")
}

/// Complains of schemes of one alternative that would be the same header: a request has it once.
fn same_header(needed: &[Requirement], schemes: &[SecurityScheme], at: &Pointer) -> Option<Diagnostic> {
    let header_of = |requirement: &Requirement| {
        let scheme = schemes.get(requirement.scheme)?;
        Some((header(&scheme.kind)?, scheme))
    };
    let placed: Vec<_> = needed.iter().filter_map(header_of).collect();
    for (index, (header, scheme)) in placed.iter().enumerate() {
        let mut others = placed.iter().skip(index + 1);
        if let Some((_, other_scheme)) = others.rfind(|(other, _)| other.eq_ignore_ascii_case(header)) {
            let (name, other) = (&scheme.name, &other_scheme.name);
            let message = format!("`{name}` and `{other}` are asked for together, and both are the header `{header}`");
            let sent = format!("a request has that header once; where a client holds both, `{other}` is sent");
            // Two flows for one token: nobody has to choose.
            let diagnostic = if is_bearer_token(&scheme.kind) && is_bearer_token(&other_scheme.kind) {
                Diagnostic::note(Code::IgnoredField, message)
                    .with_note(sent)
                    .help("both are bearer tokens: give the client the same token for both")
            } else {
                Diagnostic::warning(Code::IgnoredField, message)
                    .with_note(sent)
                    .help("where one of them is enough, make them two items of the list")
            };
            return Some(diagnostic.at(at));
        }
    }
    None
}

fn is_bearer_token(kind: &SchemeKind) -> bool {
    match kind {
        SchemeKind::AccessToken => true,
        SchemeKind::Http { scheme } => scheme.eq_ignore_ascii_case("bearer"),
        SchemeKind::ApiKey { .. } | SchemeKind::Transport { .. } => false,
    }
}

/// The header that a scheme's credential is, if it is one of its own.
fn header(kind: &SchemeKind) -> Option<&str> {
    match kind {
        SchemeKind::ApiKey { location: Location::Header, name } => Some(name),
        SchemeKind::Http { .. } | SchemeKind::AccessToken => Some("Authorization"),
        SchemeKind::ApiKey { .. } | SchemeKind::Transport { .. } => None,
    }
}
