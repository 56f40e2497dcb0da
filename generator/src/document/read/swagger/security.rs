//! `securityDefinitions`: security schemes.

use openapiv3::{
    AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows, PasswordOAuth2Flow,
    SecurityScheme,
};

use super::super::located::Located;
use super::super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, closest};

impl<'d> Reader<'d> {
    /// `type: basic`, which is a scheme of HTTP.
    pub(in super::super) fn basic_scheme(&mut self, at: &Located<'d>, description: Option<String>) -> SecurityScheme {
        SecurityScheme::HTTP {
            scheme: "basic".to_owned(),
            bearer_format: None,
            description,
            extensions: Self::extensions(at, &[]),
        }
    }

    /// The one flow of an OAuth 2 scheme.
    pub(in super::super) fn swagger_flow(&mut self, at: &Located<'d>) -> OAuth2Flows {
        let mut flows = OAuth2Flows::default();
        let flow = self.required_text(at, "flow").unwrap_or_default();
        let scopes = self.scopes(at);
        let (refresh_url, extensions) = (None, Default::default());
        match flow.as_str() {
            "implicit" => {
                let authorization_url = self.url(at, "authorizationUrl");
                flows.implicit = Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions });
            }
            "password" => {
                let token_url = self.url(at, "tokenUrl");
                flows.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions });
            }
            "application" => {
                let token_url = self.url(at, "tokenUrl");
                flows.client_credentials =
                    Some(ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions });
            }
            "accessCode" => {
                let authorization_url = self.url(at, "authorizationUrl");
                let token_url = self.url(at, "tokenUrl");
                flows.authorization_code =
                    Some(AuthorizationCodeOAuth2Flow { authorization_url, token_url, refresh_url, scopes, extensions });
            }
            _ => {
                if !flow.is_empty() {
                    let message = format!("`{flow}` is not a flow of Swagger 2.0");
                    let diagnostic = Diagnostic::note(Code::UnsupportedSecurityScheme, message)
                        .at(&at.pointer.child("flow"))
                        .label("a token is sent all the same");
                    self.diagnostics.push(match meant(&flow) {
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None => diagnostic.help("the flows are `implicit`, `password`, `application` and `accessCode`"),
                    });
                }
            }
        }
        flows
    }
}

/// The flow that was meant, perhaps by its name in OpenAPI 3.
fn meant(flow: &str) -> Option<&'static str> {
    match flow {
        "clientCredentials" => Some("application"),
        "authorizationCode" => Some("accessCode"),
        _ => closest(flow, ["implicit", "password", "application", "accessCode"]),
    }
}
