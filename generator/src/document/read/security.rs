//! Security: requirements and schemes.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow, SecurityRequirement, SecurityScheme,
};

use super::grammar::Kind;
use super::located::Located;
use super::reader::{Reader, Unreadable};
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{Scheme, Unset};
use crate::lists::Listing;
use crate::value::Node;

/// What follows from a scheme that can't be served.
const UNSENT: &str = "nothing is sent for it: the transport has to see to what it asks for";

/// HTTP's authentication schemes, as IANA lists them.
const HTTP_SCHEMES: &[&str] = &[
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

impl<'d> Reader<'d> {
    /// The security requirements of the document or an operation. `None` where it says nothing.
    pub(super) fn security(&mut self, holder: &Located<'d>) -> Result<Option<Vec<SecurityRequirement>>, Unreadable> {
        let Some(at) = holder.get("security") else {
            return Ok(None);
        };
        if !matches!(at.node, Node::Seq(_)) {
            return Err(self.unfit(&at, "a list", "its security is not a list"));
        }
        at.items().map(|item| self.security_requirement(&item)).collect::<Result<_, _>>().map(Some)
    }

    fn security_requirement(&mut self, at: &Located<'d>) -> Result<SecurityRequirement, Unreadable> {
        if !matches!(at.node, Node::Map(_)) {
            return Err(self.unfit(at, "a mapping of schemes to scopes", "a security requirement is not a mapping"));
        }
        let mut schemes = IndexMap::new();
        for (name, _) in at.node.entries() {
            schemes.insert(name.clone(), self.texts(at, name));
        }
        Ok(schemes)
    }

    pub(super) fn security_schemes(&mut self, root: &Located<'d>) -> Vec<(String, Scheme)> {
        let (holder, key) = match self.version {
            Version::V20 => (Some(root.clone()), "securityDefinitions"),
            _ => (self.mapping(root, "components"), "securitySchemes"),
        };
        let Some(holder) = holder else {
            return Vec::new();
        };
        self.entries(&holder, key)
            .into_iter()
            .filter_map(|(name, at)| {
                let scheme = self.security_scheme(&at).ok()?;
                Some((name.to_owned(), scheme))
            })
            .list()
    }

    fn security_scheme(&mut self, at: &Located<'d>) -> Result<Scheme, Unreadable> {
        let followed = self.follow(at, Kind::SecurityScheme)?;
        let at = followed.at;
        if !matches!(at.node, Node::Map(_)) {
            self.wrong_type(&at, "a security scheme");
            return Ok(Scheme::Other(String::new()));
        }
        let Some(kind) = self.scheme_text(&at, "type") else { return Ok(Scheme::Other(String::new())) };
        let description = followed.description.or(self.text(&at, "description"));
        let extensions = Self::extensions(&at, &["deprecated", "oauth2MetadataUrl"]);
        let scheme = match kind.as_str() {
            "apiKey" => {
                let location = self.key_location(&at);
                let name = self.key_name(&at, location.as_ref());
                location.zip(name).map(|(location, name)| SecurityScheme::APIKey {
                    location,
                    name,
                    description,
                    extensions,
                })
            }
            "basic" if self.version == Version::V20 => Some(self.basic_scheme(&at, description)),
            "http" => self.http_scheme(&at).map(|scheme| SecurityScheme::HTTP {
                scheme,
                bearer_format: self.text(&at, "bearerFormat"),
                description,
                extensions,
            }),
            "oauth2" => {
                let flows = match self.version {
                    Version::V20 => self.swagger_flow(&at),
                    _ => self.flows(&at),
                };
                Some(SecurityScheme::OAuth2 { flows, description, extensions })
            }
            "openIdConnect" => Some(SecurityScheme::OpenIDConnect {
                open_id_connect_url: self.required_text(&at, "openIdConnectUrl").unwrap_or_default(),
                description,
                extensions,
            }),
            "mutualTLS" if self.version != Version::V20 => {
                self.report_certificate(&at);
                None
            }
            _ => {
                self.report_scheme(&at, &kind);
                None
            }
        };
        Ok(scheme.map_or(Scheme::Other(kind), Scheme::Known))
    }

    /// A text without which nothing is sent for a scheme.
    fn scheme_text(&mut self, scheme: &Located<'d>, key: &str) -> Option<String> {
        if scheme.get(key).is_none() && !self.is_told_otherwise(scheme, key) {
            let message = format!("the security scheme `{}` has no `{key}`", scheme.pointer.last());
            let diagnostic = Diagnostic::warning(Code::MissingField, message).at_key(&scheme.pointer);
            self.diagnostics.push(diagnostic.with_note(UNSENT));
        }
        self.text(scheme, key)
    }

    /// The scheme of HTTP's authentication. One that is almost a known one is reported.
    fn http_scheme(&mut self, at: &Located<'d>) -> Option<String> {
        let scheme = self.scheme_text(at, "scheme")?;
        let is_known = HTTP_SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(&scheme));
        let meant = closest(&scheme.to_ascii_lowercase(), HTTP_SCHEMES.iter().copied());
        if let Some(meant) = meant.filter(|_| !is_known) {
            let message = format!("HTTP has no authentication scheme `{scheme}`");
            let diagnostic = Diagnostic::warning(Code::UnsupportedSecurityScheme, message);
            let label = "credentials are sent under this name all the same";
            let diagnostic = diagnostic.at(&at.pointer.child("scheme")).label(label);
            self.diagnostics.push(diagnostic.help(format!("did you mean `{meant}`?")));
        }
        Some(scheme)
    }

    /// The name of an API key, unless it is a header that can't be sent, which is reported.
    fn key_name(&mut self, at: &Located<'d>, location: Option<&APIKeyLocation>) -> Option<String> {
        let name = self.scheme_text(at, "name")?;
        let unset = Unset::of(&name).filter(|_| matches!(location, Some(APIKeyLocation::Header)));
        let why = match unset {
            None | Some(Unset::Server) => return Some(name),
            Some(Unset::NoName) => "a name is letters, digits and signs, without spaces (RFC 9110, section 5.6.2)",
            Some(Unset::Transport) => "what sends a request sets this header itself",
        };
        let message = format!("the security scheme `{}` names a header that can't be sent", at.pointer.last());
        let diagnostic = Diagnostic::warning(Code::UnsupportedSecurityScheme, message);
        self.diagnostics.push(diagnostic.at(&at.pointer.child("name")).label(why).with_note(UNSENT));
        None
    }

    /// Where an API key goes.
    fn key_location(&mut self, scheme: &Located<'d>) -> Option<APIKeyLocation> {
        let written = self.scheme_text(scheme, "in")?;
        match written.as_str() {
            "query" => return Some(APIKeyLocation::Query),
            "header" => return Some(APIKeyLocation::Header),
            "cookie" => return Some(APIKeyLocation::Cookie),
            _ => {}
        }
        let diagnostic = Diagnostic::warning(
            Code::UnsupportedSecurityScheme,
            format!("the security scheme `{}` has `in: {written}`, where no key can be sent", scheme.pointer.last()),
        )
        .at(&scheme.pointer.child("in"))
        .with_note(UNSENT);
        self.diagnostics.push(match closest(&written, ["query", "header", "cookie"]) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic.help("an API key is sent in a `header`, a `query` or a `cookie`"),
        });
        None
    }

    /// Says who serves a scheme that asks for a certificate.
    fn report_certificate(&mut self, scheme: &Located<'d>) {
        let message = format!("the security scheme `{}` asks for a certificate of the client", scheme.pointer.last());
        let diagnostic = Diagnostic::note(Code::UnsupportedSecurityScheme, message).at(&scheme.pointer.child("type"));
        let help =
            "give the client a transport that shows it, such as `Hyper::with_tls` of the runtime; no request says it";
        self.diagnostics.push(diagnostic.help(help));
    }

    /// Reports a scheme of a type that nothing is known of.
    fn report_scheme(&mut self, scheme: &Located<'d>, kind: &str) {
        let known: &[&str] = match self.version {
            Version::V20 => &["basic", "apiKey", "oauth2"],
            _ => &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"],
        };
        let message = format!("the security scheme `{}` can't be served", scheme.pointer.last());
        let diagnostic = Diagnostic::warning(Code::UnsupportedSecurityScheme, message)
            .at(&scheme.pointer.child("type"))
            .with_note(UNSENT);
        self.diagnostics.push(match closest(kind, known.iter().copied()).filter(|meant| *meant != kind) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic,
        });
    }

    fn flows(&mut self, scheme: &Located<'d>) -> OAuth2Flows {
        let Some(at) = self.mapping(scheme, "flows") else {
            if scheme.get("flows").is_none() {
                self.missing(scheme, "flows");
            }
            return OAuth2Flows::default();
        };
        OAuth2Flows {
            implicit: self.mapping(&at, "implicit").map(|at| ImplicitOAuth2Flow {
                authorization_url: self.url(&at, "authorizationUrl"),
                refresh_url: self.text(&at, "refreshUrl"),
                scopes: self.scopes(&at),
                extensions: Self::extensions(&at, &[]),
            }),
            password: self.mapping(&at, "password").map(|at| PasswordOAuth2Flow {
                refresh_url: self.text(&at, "refreshUrl"),
                token_url: self.url(&at, "tokenUrl"),
                scopes: self.scopes(&at),
                extensions: Self::extensions(&at, &[]),
            }),
            client_credentials: self.mapping(&at, "clientCredentials").map(|at| ClientCredentialsOAuth2Flow {
                refresh_url: self.text(&at, "refreshUrl"),
                token_url: self.url(&at, "tokenUrl"),
                scopes: self.scopes(&at),
                extensions: Self::extensions(&at, &[]),
            }),
            authorization_code: self.mapping(&at, "authorizationCode").map(|at| AuthorizationCodeOAuth2Flow {
                authorization_url: self.url(&at, "authorizationUrl"),
                refresh_url: self.text(&at, "refreshUrl"),
                token_url: self.url(&at, "tokenUrl"),
                scopes: self.scopes(&at),
                extensions: Self::extensions(&at, &[]),
            }),
            extensions: Self::extensions(&at, &["deviceAuthorization"]),
        }
    }

    /// A flow's URL: empty where it is absent, which is reported.
    pub(super) fn url(&mut self, flow: &Located<'d>, key: &str) -> String {
        self.required_text(flow, key).unwrap_or_default()
    }

    pub(super) fn scopes(&mut self, flow: &Located<'d>) -> IndexMap<String, String> {
        let mut scopes = IndexMap::new();
        for (scope, description) in self.entries(flow, "scopes") {
            let description = match description.node {
                Node::Null => String::new(),
                _ => self.text_of(&description).unwrap_or_default(),
            };
            scopes.insert(scope.to_owned(), description);
        }
        scopes
    }
}
