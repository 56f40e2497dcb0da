//! Security: requirements and schemes.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow, SecurityRequirement, SecurityScheme,
};

use super::{Kind, Located, Reader, Unreadable, Version};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Scheme;
use crate::value::Node;

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
        Ok(at.node.entries().iter().map(|(name, _)| (name.clone(), self.texts(at, name))).collect())
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
            .collect()
    }

    fn security_scheme(&mut self, at: &Located<'d>) -> Result<Scheme, Unreadable> {
        let followed = self.follow(at, Kind::SecurityScheme)?;
        let at = followed.at;
        let kind = self.required_text(&at, "type").unwrap_or_default();
        let description = followed.description.or(self.text(&at, "description"));
        let extensions = Self::extensions(&at, &["deprecated", "oauth2MetadataUrl"]);
        let scheme = match kind.as_str() {
            "apiKey" => {
                let location = match self.required_text(&at, "in").as_deref() {
                    Some("query") => Some(APIKeyLocation::Query),
                    Some("header") => Some(APIKeyLocation::Header),
                    Some("cookie") => Some(APIKeyLocation::Cookie),
                    _ => None,
                };
                let name = self.required_text(&at, "name");
                location.zip(name).map(|(location, name)| SecurityScheme::APIKey {
                    location,
                    name,
                    description,
                    extensions,
                })
            }
            "basic" if self.version == Version::V20 => Some(self.basic_scheme(&at, description)),
            "http" => self.required_text(&at, "scheme").map(|scheme| SecurityScheme::HTTP {
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
            _ => None,
        };
        Ok(scheme.map(Scheme::Known).unwrap_or_else(|| {
            let name = at.pointer.last();
            let place = if at.has("type") { at.pointer.child("type") } else { at.pointer.clone() };
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedSecurityScheme,
                    format!("the security scheme `{name}` can't be served"),
                )
                .at(&place)
                .with_note("nothing is sent for it: the transport has to see to what it asks for"),
            );
            Scheme::Other(kind)
        }))
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
        self.entries(flow, "scopes")
            .into_iter()
            .map(|(scope, description)| {
                let description = match description.node {
                    Node::Null => String::new(),
                    _ => self.text_of(&description).unwrap_or_default(),
                };
                (scope.to_owned(), description)
            })
            .collect()
    }
}
