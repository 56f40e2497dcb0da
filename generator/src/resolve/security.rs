//! Security schemes and the requirements of operations.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows, Parameter, ParameterData, SecurityScheme as Known};

use super::context::Context;
use super::resolver::Resolver;
use crate::api::{
    Location, OAuthFlow, OAuthFlowKind, Parameter as Sent, Requirement, SchemeId, SchemeKind, Security, SecurityScheme,
};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{Document, OperationEntry, Scheme};
use crate::lists::{Changing, Listing};
use crate::table::Table;
use crate::value::Pointer;

/// The header whose parameter is a credential where the document has no other.
pub(super) const AUTHORIZATION: &str = "authorization";

/// The document's schemes.
pub(super) fn schemes(document: &Document) -> Table<SchemeId, SecurityScheme> {
    let schemes = document
        .security_schemes
        .iter()
        .map(|(name, scheme)| {
            let (kind, description) = match scheme {
                Scheme::Known(known) => known_kind(known),
                Scheme::Other(kind) => (SchemeKind::Transport { kind: kind.clone() }, None),
            };
            SecurityScheme { name: name.clone(), description, kind }
        })
        .chain(undeclared(document));
    Table::of(schemes.list())
}

/// Whether the document has no security schemes, so that a header parameter `Authorization` is all that it says of them.
pub(super) fn is_undeclared(document: &Document) -> bool {
    document.security_schemes.is_empty()
}

/// The scheme that header parameters `Authorization` are, where the document has no other.
fn undeclared(document: &Document) -> Option<SecurityScheme> {
    let mut operations = document.operations.iter().filter(|_| is_undeclared(document));
    let declared = operations.find_map(authorization)?;
    Some(SecurityScheme {
        name: "Authorization".to_owned(),
        description: declared.description.clone(),
        kind: SchemeKind::ApiKey { location: Location::Header, name: "Authorization".to_owned() },
    })
}

/// The header parameter `Authorization` of an operation.
fn authorization(entry: &OperationEntry) -> Option<&ParameterData> {
    entry.operation.parameters.iter().find_map(|parameter| match parameter.as_item()? {
        Parameter::Header { parameter_data, .. } if parameter_data.name.eq_ignore_ascii_case(AUTHORIZATION) => {
            Some(parameter_data)
        }
        _ => None,
    })
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
        Known::OAuth2 { flows, description, .. } => {
            (SchemeKind::AccessToken { flows: known_flows(flows) }, description.clone())
        }
        Known::OpenIDConnect { description, .. } => {
            (SchemeKind::AccessToken { flows: Vec::new() }, description.clone())
        }
    }
}

/// The flows that say where tokens come from.
fn known_flows(flows: &OAuth2Flows) -> Vec<OAuthFlow> {
    let OAuth2Flows { implicit, password, client_credentials, authorization_code, .. } = flows;
    let flow = |kind,
                (authorization_url, token_url): (&str, &str),
                refresh_url: &Option<String>,
                scopes: &IndexMap<String, String>| OAuthFlow {
        kind,
        authorization_url: authorization_url.to_owned(),
        token_url: token_url.to_owned(),
        refresh_url: refresh_url.clone().filter(|url| !url.is_empty()),
        scopes: scopes.keys().cloned().list(),
    };
    let implicit = implicit
        .as_ref()
        .map(|it| flow(OAuthFlowKind::Implicit, (&it.authorization_url, ""), &it.refresh_url, &it.scopes));
    let password =
        password.as_ref().map(|it| flow(OAuthFlowKind::Password, ("", &it.token_url), &it.refresh_url, &it.scopes));
    let client_credentials = client_credentials
        .as_ref()
        .map(|it| flow(OAuthFlowKind::ClientCredentials, ("", &it.token_url), &it.refresh_url, &it.scopes));
    let authorization_code = authorization_code.as_ref().map(|it| {
        let urls = (it.authorization_url.as_str(), it.token_url.as_str());
        flow(OAuthFlowKind::AuthorizationCode, urls, &it.refresh_url, &it.scopes)
    });
    let all = [implicit, password, client_credentials, authorization_code].into_iter().flatten();
    all.filter(|flow| !flow.authorization_url.is_empty() || !flow.token_url.is_empty()).list()
}

/// How many schemes an operation may ask for, all alternatives taken together.
const ASKED_MOST: usize = 100;

/// What an operation asks for.
pub(super) fn of_operation(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    schemes: &Table<SchemeId, SecurityScheme>,
) -> Security {
    let declared = authorization(entry).filter(|_| is_undeclared(resolver.document()));
    if let (Some(declared), Some(scheme)) = (declared, schemes.ids().next()) {
        let alone = vec![Requirement { scheme, scopes: Vec::new() }];
        return if declared.required { vec![alone].into() } else { vec![alone, Vec::new()].into() };
    }
    if let Some(said) = &entry.operation.security {
        return requirements(resolver, said, &entry.pointer.child("security"), schemes);
    }
    if let Some(security) = &resolver.security {
        return security.clone();
    }
    let said = resolver.document().security.as_deref().unwrap_or_default();
    let security = requirements(resolver, said, &Pointer::root("").child("security"), schemes);
    resolver.security = Some(security.clone());
    security
}

fn requirements(
    resolver: &mut Resolver<'_>,
    said: &[openapiv3::SecurityRequirement],
    at: &Pointer,
    schemes: &Table<SchemeId, SecurityScheme>,
) -> Security {
    let Context { document, diagnostics, .. } = &mut resolver.builder.context;
    let mut alternatives = Vec::new();
    let mut asked = 0;
    for (index, alternative) in said.iter().enumerate() {
        asked += alternative.len().max(1);
        if asked > ASKED_MOST {
            diagnostics.push(too_many(at));
            if !alternatives.is_empty() {
                break;
            }
        }
        // Part of what is needed still says that something is.
        let alternative: Vec<_> = alternative.iter().take(ASKED_MOST).list();
        let mut needed = Vec::with_capacity(alternative.len());
        for &(name, scopes) in &alternative {
            match schemes.find(|scheme| scheme.name == *name) {
                Some(scheme) => needed.push(Requirement { scheme, scopes: scopes.clone() }),
                None => {
                    let place = at.child(&index.to_string()).child(name);
                    diagnostics.push(not_declared(name, schemes, document.is_swagger).at_key(&place));
                }
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

/// Takes those parameters away that are an API key which the operation asks for: a request has it once, as a credential.
pub(super) fn take_credentials(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    security: &Security,
    schemes: &Table<SchemeId, SecurityScheme>,
    parameters: &mut Vec<Sent>,
) {
    parameters.keep(|parameter| {
        let asked = security.iter().flatten().map(|requirement| &schemes[requirement.scheme]);
        let Some(scheme) = asked.into_iter().find(|scheme| is_key(&scheme.kind, parameter)) else { return true };
        let (location, name) = (parameter.location.word(), &parameter.name);
        let declared =
            entry.operation.parameters.iter().zip(&entry.parameter_pointers).find_map(|(declared, pointer)| {
                declared.as_item().filter(|declared| declared.parameter_data_ref().name == *name).map(|_| pointer)
            });
        let diagnostic =
            Diagnostic::note(Code::IgnoredField, format!("the {location} parameter `{name}` is a credential"))
                .operation(entry.title())
                .with_note(format!("the operation asks for the security scheme `{}`, which sets it", scheme.name))
                .help("give it to the client's builder, by `.credential(…)` with that scheme");
        resolver.report(match declared {
            Some(pointer) => diagnostic.at(pointer),
            None => diagnostic,
        });
        false
    });
}

/// Whether a parameter is what an API key is.
fn is_key(kind: &SchemeKind, parameter: &Sent) -> bool {
    match kind {
        SchemeKind::ApiKey { location: Location::Header, name } => {
            parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(name)
        }
        SchemeKind::ApiKey { location, name } => parameter.location == *location && parameter.name == *name,
        _ => false,
    }
}

fn not_declared(name: &str, schemes: &Table<SchemeId, SecurityScheme>, is_swagger: bool) -> Diagnostic {
    let section = if is_swagger { "securityDefinitions" } else { "components/securitySchemes" };
    let message = format!("the security scheme `{name}` is not declared");
    let diagnostic = Diagnostic::warning(Code::DanglingReference, message).with_note("no credential is sent for it");
    match closest(name, schemes.iter().map(|scheme| scheme.name.as_str())) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(format!("declare it under `{section}`")),
    }
}

/// Complains of more alternatives than are worth listing with each operation.
fn too_many(at: &Pointer) -> Diagnostic {
    let message = format!("only the first alternatives are kept: `security` asks for more than {ASKED_MOST} schemes");
    Diagnostic::warning(Code::IgnoredField, message)
        .at_key(at)
        .with_note("a client holds few credentials, and every call looks through what is asked for")
        .help("leave the alternatives that you don't use out with an overlay")
}

/// Complains of schemes of one alternative that would fill the same header in different ways: a request has it once. One
/// credential serves those that fill it alike.
fn same_header(needed: &[Requirement], schemes: &Table<SchemeId, SecurityScheme>, at: &Pointer) -> Option<Diagnostic> {
    let header_of = |requirement: &Requirement| {
        let scheme = &schemes[requirement.scheme];
        Some((header(&scheme.kind)?, scheme))
    };
    let placed: Vec<_> = needed.iter().filter_map(header_of).list();
    for (index, (header, scheme)) in placed.iter().enumerate() {
        let differs = |(other, other_scheme): &&(&str, &SecurityScheme)| {
            other.eq_ignore_ascii_case(header) && !is_filled_alike(&scheme.kind, &other_scheme.kind)
        };
        if let Some((_, other)) = placed.iter().skip(index + 1).find(differs) {
            let (name, other) = (&scheme.name, &other.name);
            let message = format!("`{name}` and `{other}` are asked for together, and both are the header `{header}`");
            return Some(
                Diagnostic::warning(Code::IgnoredField, message)
                    .at(at)
                    .with_note("a request has that header once: where a client holds both, the call fails before anything is sent")
                    .help("where one of them is enough, make them two items of the list"),
            );
        }
    }
    None
}

/// Whether two schemes that are the same header write the same text into it, so that one credential serves both.
fn is_filled_alike(one: &SchemeKind, other: &SchemeKind) -> bool {
    match (one, other) {
        (SchemeKind::ApiKey { .. }, SchemeKind::ApiKey { .. }) => true,
        (SchemeKind::Http { scheme: one }, SchemeKind::Http { scheme: other }) => one.eq_ignore_ascii_case(other),
        _ => is_bearer_token(one) && is_bearer_token(other),
    }
}

fn is_bearer_token(kind: &SchemeKind) -> bool {
    match kind {
        SchemeKind::AccessToken { .. } => true,
        SchemeKind::Http { scheme } => scheme.eq_ignore_ascii_case("bearer"),
        SchemeKind::ApiKey { .. } | SchemeKind::Transport { .. } => false,
    }
}

/// The header that a scheme's credential is, if it is one of its own.
fn header(kind: &SchemeKind) -> Option<&str> {
    match kind {
        SchemeKind::ApiKey { location: Location::Header, name } => Some(name),
        SchemeKind::Http { .. } | SchemeKind::AccessToken { .. } => Some("Authorization"),
        SchemeKind::ApiKey { .. } | SchemeKind::Transport { .. } => None,
    }
}
