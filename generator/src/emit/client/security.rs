//! The security schemes.

use super::examples::{self, fenced};
use crate::api::{Location, OAuthFlow, OAuthFlowKind, Requirement, SchemeKind};
use crate::code::{File, Piece};
use crate::emit::docs::{code, markdown, paragraphs};
use crate::emit::head::module_head;
use crate::emit::lines::{Lines, laid_out};
use crate::emit::text::{string, strings};
use crate::lists::Listing;
use crate::rust::{Client, Credential};

/// The security schemes, under which the client is given its credentials.
pub(crate) fn file(client: &Client) -> Option<File> {
    if client.credentials.is_empty() {
        return None;
    }
    let constants = client.credentials.iter().map(|each| constant(client, each)).chain(by_default(client));
    let head = module_head(&[
        "The security schemes that the document names.".to_owned(),
        String::new(),
        "Give the client a credential for one with its builder's [`credential`](super::runtime::ClientBuilder::credential); \
         operations that ask for it send it."
            .to_owned(),
    ]);
    Some(File { name: "security.rs".to_owned(), head, imports: &[], pieces: constants.list() })
}

fn constant(client: &Client, credential: &Credential) -> Piece {
    let name = string(&credential.name);
    let (kind, scheme) = match &credential.kind {
        SchemeKind::ApiKey { location, name: key } => {
            let (place, constructor) = match location {
                Location::Query => ("query parameter", "query"),
                Location::Cookie => ("cookie", "cookie"),
                _ => ("header", "header"),
            };
            let kind = format!("An API key, sent as the {place} {}.", code(key));
            (kind, format!("api_key_{constructor}({name}, {})", string(key)))
        }
        SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("bearer") => {
            ("A bearer token.".to_owned(), format!("bearer({name})"))
        }
        SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => {
            ("A user name and a password.".to_owned(), format!("basic({name})"))
        }
        SchemeKind::Http { scheme } => {
            let kind = format!("HTTP authentication with the scheme {}.", code(scheme));
            (kind, format!("http({name}, {})", string(scheme)))
        }
        SchemeKind::AccessToken { flows } => {
            ("An access token, sent as a bearer token.".to_owned(), format!("oauth2({name}){}", with_flows(flows)))
        }
        SchemeKind::Transport { kind } => {
            let what = match kind.as_str() {
                "mutualTLS" => "a certificate of the client, which its transport shows: `Hyper::with_tls` takes it.",
                _ => "the transport's affair.",
            };
            (format!("{}: {what}", code(kind)), format!("by_transport({name})"))
        }
    };
    let description = credential.description.as_deref().map(markdown).unwrap_or_default();
    let mut lines = Lines::default();
    let given = match &credential.kind {
        SchemeKind::Transport { .. } => Vec::new(),
        _ => laid_out(&format!("let client = {};", examples::client(client, std::iter::once(credential)))),
    };
    lines.docs(&paragraphs([vec![kind], asking(&credential.kind), description, fenced(&given)]));
    lines.line(&format!("pub const {}: rt::SchemeSpec = rt::SchemeSpec::{scheme};", credential.ident));
    lines.piece()
}

/// The flows of a scheme, as its constant has them.
fn with_flows(flows: &[OAuthFlow]) -> String {
    let flow = |flow: &OAuthFlow| {
        let (authorization, token) = (string(&flow.authorization_url), string(&flow.token_url));
        let made = match flow.kind {
            OAuthFlowKind::Implicit => format!("implicit({authorization})"),
            OAuthFlowKind::Password => format!("password({token})"),
            OAuthFlowKind::ClientCredentials => format!("client_credentials({token})"),
            OAuthFlowKind::AuthorizationCode => format!("authorization_code({authorization}, {token})"),
        };
        let refresh = flow.refresh_url.as_deref().map(|url| format!(".refresh_url({})", string(url)));
        let scopes = match flow.scopes.as_slice() {
            [] => String::new(),
            scopes => format!(".scopes(&[{}])", strings(scopes)),
        };
        format!("rt::OAuthFlow::{made}{}{scopes}", refresh.unwrap_or_default())
    };
    match flows {
        [] => String::new(),
        flows => format!(".flows(&[{}])", flows.iter().map(flow).list().join(", ")),
    }
}

/// How the client can ask for the tokens of a scheme itself.
fn asking(kind: &SchemeKind) -> Vec<String> {
    let SchemeKind::AccessToken { flows } = kind else { return Vec::new() };
    let method = |flow: &OAuthFlow| match flow.kind {
        OAuthFlowKind::Password => Some("password"),
        OAuthFlowKind::ClientCredentials => Some("client_credentials"),
        OAuthFlowKind::Implicit | OAuthFlowKind::AuthorizationCode => None,
    };
    let link = |method| format!("[`OAuth2::{method}`](super::runtime::OAuth2::{method})");
    let ways = flows.iter().filter_map(method).map(link).list();
    match ways.as_slice() {
        [] => Vec::new(),
        ways => vec![format!("Given {}, the client asks for tokens itself.", ways.join(" or "))],
    }
}

/// What operations ask for by default, where it is a constant.
fn by_default(client: &Client) -> Option<Piece> {
    let (security, constant) = client.asked_by_default.as_ref()?;
    let mut lines = Lines::default();
    lines.doc("What an operation asks for where the document has nothing of its own to say of it.");
    lines.line(&format!("pub(super) const {constant}: rt::Security = {};", asked(client, security, "")));
    Some(lines.piece())
}

/// What takes credentials.
const BUILDER: &str = "[`Client::builder`](super::Client::builder)";

/// What an operation is sent with, with links to the schemes.
pub(super) fn in_words(client: &Client, security: &[Vec<Requirement>]) -> String {
    const NAMED: usize = 3;
    let scheme = |requirement: &Requirement| {
        let name = &client.credentials[requirement.scheme].ident;
        format!("[`{name}`](super::security::{name})")
    };
    let asked = security.iter().filter(|all| !all.is_empty());
    let alternatives = asked.map(|all| all.iter().map(scheme).list().join(" and ")).list();
    let (named, more) = alternatives.split_at(alternatives.len().min(NAMED));
    let mut words = named.join(", or for ");
    if !more.is_empty() {
        words.push_str(&format!(", or for one of {} others", more.len()));
    }
    match alternatives.len() == security.len() {
        _ if alternatives.is_empty() => "without credentials".to_owned(),
        true => format!("with the credential that {BUILDER} was given for {words}"),
        false => format!("with the credential that {BUILDER} was given for {words}, if any"),
    }
}

/// What is asked for, the constants of schemes being in the module `path`.
pub(crate) fn asked(client: &Client, security: &[Vec<Requirement>], path: &str) -> String {
    let requirement = |requirement: &Requirement| {
        let name = &client.credentials[requirement.scheme].ident;
        match requirement.scopes.as_slice() {
            [] => format!("{path}{name}.required()"),
            scopes => format!("{path}{name}.scopes(&[{}])", strings(scopes)),
        }
    };
    let alternatives: Vec<String> =
        security.iter().map(|all| format!("&[{}]", all.iter().map(requirement).list().join(", "))).list();
    format!("rt::Security::any_of(&[{}])", alternatives.join(", "))
}
