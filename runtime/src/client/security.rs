//! Which credentials an operation asks for (OpenAPI 3.1, sections 4.8.27 and 4.8.30).

use super::oauth::OAuthFlow;

/// The security requirements of an operation: alternatives, each of which may need several credentials.
///
/// ```
/// use oasmith_runtime::{Meta, SchemeSpec, Security};
///
/// // A token, or a key and a user's name and password.
/// const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
/// const KEY: SchemeSpec = SchemeSpec::api_key_header("key", "x-api-key");
/// const LOGIN: SchemeSpec = SchemeSpec::basic("login");
/// const ASKED: Security = Security::any_of(&[&[TOKEN.required()], &[KEY.required(), LOGIN.required()]]);
///
/// let operation = Meta::new("getPet", "GET", "/pets/{id}").security(ASKED);
/// assert_eq!(operation.security, ASKED);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Security {
    alternatives: &'static [&'static [Requirement]],
}

impl Security {
    /// No credentials: the document has `security: []`, `security: [{}]` or says nothing.
    pub const NONE: Self = Self { alternatives: &[] };

    /// One of these alternatives, of which each wants all its requirements. An empty alternative makes the others
    /// optional: their credentials are sent where the client holds them.
    pub const fn any_of(alternatives: &'static [&'static [Requirement]]) -> Self {
        Self { alternatives }
    }

    /// The alternatives, in the order of the document.
    pub const fn alternatives(self) -> &'static [&'static [Requirement]] {
        self.alternatives
    }

    /// The first alternative whose schemes are all `held`. A credential serves every scheme of an alternative that would
    /// send it in the same way, and a header that the request has already, of this name, what would fill it: beside others
    /// that are held. What the transport does is always taken as held; an alternative with nothing to send counts only when
    /// no other one is satisfied.
    pub(crate) fn satisfied_by(
        self,
        held: &dyn Fn(&str) -> bool,
        is_there: &dyn Fn(&str) -> bool,
    ) -> &'static [Requirement] {
        let by_transport = |requirement: &Requirement| requirement.scheme.placement == Placement::Transport;
        let fits = |alternative: &&&'static [Requirement]| {
            let is_served = |requirement: &Requirement| {
                let placement = requirement.scheme.placement;
                let serves = |other: &Requirement| placement.is_filled_as(other.scheme.placement);
                alternative.iter().any(|other| serves(other) && held(other.scheme.name))
            };
            let is_filled = |requirement: &Requirement| requirement.scheme.placement.header().is_some_and(is_there);
            alternative.iter().any(|one| !by_transport(one) && is_served(one))
                && alternative.iter().all(|one| by_transport(one) || is_served(one) || is_filled(one))
        };
        self.alternatives.iter().find(fits).copied().unwrap_or_default()
    }
}

/// One scheme that an alternative wants, and with which scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// The scheme.
    pub scheme: SchemeSpec,
    /// The scopes (OAuth 2, OpenID Connect) or roles. They inform; nothing is sent for them.
    pub scopes: &'static [&'static str],
}

/// A security scheme of the document: where its credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeSpec {
    pub(crate) name: &'static str,
    pub(crate) placement: Placement,
    pub(crate) flows: &'static [OAuthFlow],
}

/// Where a credential goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization: <scheme> …` (RFC 9110, section 11.6.2).
    Authorization(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
    /// Not in the request: the transport does it, as with client certificates.
    Transport,
}

impl Placement {
    /// Whether the same text goes to the same place: one credential is then enough for both.
    pub(crate) fn is_filled_as(self, other: Self) -> bool {
        match (self, other) {
            // The names of headers and of authentication schemes may be written in any case.
            (Self::Header(one), Self::Header(other)) | (Self::Authorization(one), Self::Authorization(other)) => {
                one.eq_ignore_ascii_case(other)
            }
            _ => self == other,
        }
    }

    /// The header that is wholly filled.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Self::Bearer | Self::Basic | Self::Authorization(_) => Some("authorization"),
            Self::Header(name) => Some(name),
            Self::Query(_) | Self::Cookie(_) | Self::Transport => None,
        }
    }

    /// Whether a request has room for one of both only.
    pub(crate) fn excludes(self, other: Self) -> bool {
        let header = self.header().zip(other.header());
        self != Self::Transport && self.is_filled_as(other)
            || header.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
    }
}

impl SchemeSpec {
    const fn placed(name: &'static str, placement: Placement) -> Self {
        Self { name, placement, flows: &[] }
    }

    /// `type: http`, `scheme: bearer`.
    pub const fn bearer(name: &'static str) -> Self {
        Self::placed(name, Placement::Bearer)
    }

    /// `type: http`, `scheme: basic`.
    pub const fn basic(name: &'static str) -> Self {
        Self::placed(name, Placement::Basic)
    }

    /// `type: http` with any other scheme: the credential follows the scheme's name in `Authorization`.
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self::placed(name, Placement::Authorization(scheme))
    }

    /// `type: apiKey`, `in: header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::placed(name, Placement::Header(header))
    }

    /// `type: apiKey`, `in: query`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::placed(name, Placement::Query(parameter))
    }

    /// `type: apiKey`, `in: cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::placed(name, Placement::Cookie(cookie))
    }

    /// `type: oauth2`: the access token goes as a bearer token.
    pub const fn oauth2(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// `type: openIdConnect`: the token goes as a bearer token.
    pub const fn open_id_connect(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// `type: mutualTLS`, or anything else that the transport does.
    pub const fn by_transport(name: &'static str) -> Self {
        Self::placed(name, Placement::Transport)
    }

    /// With the flows by which tokens come about.
    pub const fn flows(mut self, flows: &'static [OAuthFlow]) -> Self {
        self.flows = flows;
        self
    }

    /// The flows by which its tokens come about, of an OAuth 2 scheme.
    pub const fn oauth_flows(self) -> &'static [OAuthFlow] {
        self.flows
    }

    /// The name that the document gives it, under which the client holds its credential.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// This scheme as a requirement without scopes.
    pub const fn required(self) -> Requirement {
        Requirement { scheme: self, scopes: &[] }
    }

    /// This scheme as a requirement of these scopes.
    pub const fn scopes(self, scopes: &'static [&'static str]) -> Requirement {
        Requirement { scheme: self, scopes }
    }
}

impl AsRef<str> for SchemeSpec {
    fn as_ref(&self) -> &str {
        self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
    const KEY: SchemeSpec = SchemeSpec::api_key_header("key", "x-key");
    const SIGNATURE: SchemeSpec = SchemeSpec::api_key_header("signature", "x-signature");
    const EITHER: Security =
        Security::any_of(&[&[], &[KEY.required(), SIGNATURE.required()], &[TOKEN.scopes(&["read"])]]);

    fn chosen(security: Security, held: &[&str]) -> Vec<&'static str> {
        chosen_beside(security, held, "")
    }

    fn chosen_beside(security: Security, held: &[&str], header: &str) -> Vec<&'static str> {
        let chosen = security.satisfied_by(&|name| held.contains(&name), &|name| name == header);
        chosen.iter().map(|requirement| requirement.scheme.name()).collect()
    }

    #[test]
    fn takes_the_first_alternative_that_is_wholly_held() {
        assert_eq!(chosen(EITHER, &["token", "key"]), ["token"]);
        assert_eq!(chosen(EITHER, &["token", "key", "signature"]), ["key", "signature"]);
    }

    #[test]
    fn a_header_that_is_there_serves_beside_what_is_held() {
        assert_eq!(chosen_beside(EITHER, &["key"], "x-signature"), ["key", "signature"]);
        assert!(chosen_beside(EITHER, &[], "x-signature").is_empty());
        assert_eq!(chosen_beside(EITHER, &["token"], "x-signature"), ["token"]);
        assert_eq!(chosen_beside(EITHER, &["key", "token"], "authorization"), ["token"]);
    }

    #[test]
    fn one_credential_serves_all_that_would_send_it_in_the_same_way() {
        const WEB: SchemeSpec = SchemeSpec::oauth2("web");
        const BASIC: SchemeSpec = SchemeSpec::basic("basic");
        const BOTH: Security = Security::any_of(&[&[TOKEN.required(), WEB.required()]]);
        const DIFFER: Security = Security::any_of(&[&[TOKEN.required(), BASIC.required()]]);
        assert_eq!(chosen(BOTH, &["web"]), ["token", "web"]);
        assert_eq!(chosen(BOTH, &["token"]), ["token", "web"]);
        assert!(chosen(BOTH, &["key"]).is_empty());
        assert!(chosen(DIFFER, &["token"]).is_empty());
    }

    #[test]
    fn an_empty_alternative_makes_the_others_optional() {
        assert!(chosen(EITHER, &["key"]).is_empty());
        assert_eq!(chosen(EITHER, &["token"]), ["token"]);
    }

    #[test]
    fn nothing_is_asked_for_by_none_or_by_an_empty_alternative_alone() {
        assert!(chosen(Security::NONE, &["token"]).is_empty());
        assert!(chosen(Security::any_of(&[&[]]), &["token"]).is_empty());
    }
}
