//! The credentials that a client holds, and how they get into a request.

use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName};

use super::oauth::{Held, Live, OAuth2, TokenError, TokenProvider, Via};
use super::percent::{Reserved, encode_cookie_into, encode_into};
use super::secret::Secret;
use super::security::{Placement, Requirement, SchemeSpec};
use crate::codec::to_base64;

/// What a client shows for one security scheme. The scheme says where it goes: a token, a key and a password differ
/// only in that.
///
/// ```
/// use oasmith_runtime::Credential;
///
/// let token = Credential::from("s3cret"); // a builder's `credential` takes the text as well
/// let login = Credential::basic("jane", "s3cret");
/// assert!(!format!("{token:?} {login:?}").contains("s3cret"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential(Content);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Text(Secret),
    Basic { user: String, password: Secret },
    Live(Live),
}

impl Credential {
    /// A token or an API key. For a `basic` scheme, `user:password`, or the user alone with an empty password.
    pub fn text(secret: impl Into<Secret>) -> Self {
        Self(Content::Text(secret.into()))
    }

    /// A user and a password (RFC 7617). A user with a colon, and control characters in either, make the call fail that
    /// would send it (section 2): a server would read another user and another password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Content::Basic { user: user.into(), password: password.into() })
    }

    /// Access tokens that the program gives, one after the other: this is asked for the first one by the first call that needs it,
    /// and for another one before that runs out, or once a server refuses it with 401. Then the call is sent once more, if
    /// its body can be. However many calls wait, one is asked for at a time; clones share what came.
    ///
    /// It must not call what needs the token that it is asked for. [`OAuth2`] asks a server for tokens.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    ///
    /// use oasmith_runtime::{AccessToken, Credential};
    ///
    /// async fn from_the_vault() -> Result<AccessToken, std::io::Error> {
    ///     Ok(AccessToken::new("s3cret").expires_in(Duration::from_secs(600)))
    /// }
    ///
    /// let token = Credential::provider(from_the_vault);
    /// let client = Client::builder().credential("token", token).transport(server()).build();
    /// client.call(GetPet { id: 7 }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(Content::Live(Live::of_provider(provider)))
    }

    fn live(&self) -> Option<&Live> {
        match &self.0 {
            Content::Live(live) => Some(live),
            _ => None,
        }
    }

    /// What there is to send now: a text, or a user and a password. Nothing of tokens that have not come.
    fn current<'a>(&'a self, scheme: SchemeSpec, tokens: &'a Tokens) -> Option<Current<'a>> {
        match &self.0 {
            Content::Text(secret) => Some(Current::Text(secret)),
            Content::Basic { user, password } => Some(Current::Basic { user, password }),
            Content::Live(_) => tokens.of(scheme).map(Current::Text),
        }
    }
}

impl From<OAuth2> for Credential {
    fn from(with: OAuth2) -> Self {
        Self(Content::Live(Live::of_oauth2(with)))
    }
}

/// What of a credential is sent.
#[derive(Clone, Copy)]
enum Current<'a> {
    Text(&'a Secret),
    Basic { user: &'a str, password: &'a Secret },
}

impl Current<'_> {
    /// Why nobody could tell the user and the password apart again, if so. Neither is shown.
    fn problem(self, scheme: SchemeSpec) -> Option<&'static str> {
        let (user, password) = match self {
            Self::Text(secret) => (secret.expose(), ""),
            Self::Basic { user, password } => (user, password.expose()),
        };
        if matches!(self, Self::Basic { .. }) && user.contains(':') {
            return Some("has a colon in its user, which ends there in Basic authentication (RFC 7617, section 2)");
        }
        if let (Self::Text(secret), false) = (self, scheme.placement == Placement::Basic) {
            return misread(secret.expose(), scheme.placement);
        }
        let is_pair = scheme.placement == Placement::Basic || matches!(self, Self::Basic { .. });
        if is_pair && format!("{user}{password}").contains(char::is_control) {
            return Some("has control characters, which Basic authentication does not allow (RFC 7617, section 2)");
        }
        None
    }

    /// The text that goes after a scheme's name or into a key's place.
    fn plain(self) -> String {
        match self {
            Self::Text(secret) => secret.expose().to_owned(),
            Self::Basic { user, password } => format!("{user}:{}", password.expose()),
        }
    }
}

/// What is wrong with a token or a key that was read carelessly, from a file or the environment.
fn misread(text: &str, placement: Placement) -> Option<&'static str> {
    const BEARER: &str = "bearer ";
    if text.trim().is_empty() {
        return Some("is empty");
    }
    if text.ends_with(['\n', '\r']) && placement.header().is_some() {
        return Some("ends with a line break, which no header may have: it is to be given without");
    }
    let start = text.get(..BEARER.len()).filter(|_| placement == Placement::Bearer)?;
    start
        .eq_ignore_ascii_case(BEARER)
        .then_some("begins with `Bearer`, which the client itself puts before it: it is to be given without")
}

impl<T: Into<Secret>> From<T> for Credential {
    fn from(secret: T) -> Self {
        Self::text(secret)
    }
}

/// The tokens that one call sends, by the names of their schemes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens(Vec<(&'static str, Held)>);

impl Tokens {
    pub(crate) fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    fn of(&self, scheme: SchemeSpec) -> Option<&Secret> {
        self.0.iter().find(|(name, _)| *name == scheme.name).map(|(_, held)| held.secret())
    }
}

/// The credentials of a client, by the names of their schemes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    held: Vec<(String, Credential)>,
    /// Whether any has tokens that are fetched.
    are_live: bool,
}

impl Credentials {
    pub(crate) fn hold(&mut self, scheme: &str, credential: Credential) {
        self.held.retain(|(known, _)| known != scheme);
        self.held.push((scheme.to_owned(), credential));
        self.are_live = self.held.iter().any(|(_, credential)| credential.live().is_some());
    }

    /// The names of the schemes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.held.iter().map(|(scheme, _)| scheme.as_str())
    }

    pub(crate) fn holds(&self, scheme: &str) -> bool {
        self.of(scheme).is_some()
    }

    /// What is held for a scheme.
    fn of(&self, scheme: &str) -> Option<&Credential> {
        self.held.iter().find(|(known, _)| known == scheme).map(|(_, credential)| credential)
    }

    /// Whether any credential has tokens that are fetched.
    pub(crate) fn are_live(&self) -> bool {
        self.are_live
    }

    /// The tokens of one alternative, which are fetched as far as they are not there.
    ///
    /// # Errors
    ///
    /// For which scheme none came, and why.
    pub(crate) async fn fetch(
        &self,
        alternative: &[Requirement],
        via: &Via,
    ) -> Result<Tokens, (&'static str, TokenError)> {
        let mut tokens = Vec::new();
        for (scheme, live) in self.live(alternative) {
            let held = live.fetch(via, scheme.flows).await.map_err(|error| (scheme.name, error))?;
            tokens.push((scheme.name, held));
        }
        Ok(Tokens(tokens))
    }

    /// Whether some of an alternative's tokens come from the program, which may take its time.
    pub(crate) fn are_provided(&self, alternative: &[Requirement]) -> bool {
        self.live(alternative).any(|(_, live)| live.is_provided())
    }

    /// That a server refused these tokens: they are not used again.
    pub(crate) fn refuse(&self, tokens: &Tokens) {
        for (scheme, held) in &tokens.0 {
            self.of(scheme).and_then(Credential::live).into_iter().for_each(|live| live.refuse(held));
        }
    }

    /// Of an alternative, the credentials whose tokens are fetched.
    fn live<'a>(&'a self, alternative: &'a [Requirement]) -> impl Iterator<Item = (SchemeSpec, &'a Live)> {
        alternative.iter().filter_map(|needed| Some((needed.scheme, self.of(needed.scheme.name)?.live()?)))
    }

    /// Puts the credentials of one alternative into the headers and the query. Those whose tokens are not given are left out.
    ///
    /// # Errors
    ///
    /// Which credential cannot be sent, and why.
    pub(crate) fn attach(
        &self,
        alternative: &[Requirement],
        tokens: &Tokens,
        headers: &mut HeaderMap,
        query: &mut String,
    ) -> Result<(), String> {
        let mut attached: Vec<(SchemeSpec, &Credential)> = Vec::with_capacity(alternative.len());
        for Requirement { scheme, .. } in alternative {
            if let Some(credential) = self.of(scheme.name) {
                let excluded = attached.iter().find(|(other, _)| other.placement.excludes(scheme.placement));
                match excluded {
                    Some((other, held)) if other.placement.is_filled_as(scheme.placement) && *held == credential => {
                        continue;
                    }
                    Some((other, _)) => return Err(exclusive(*other, *scheme)),
                    None => attached.push((*scheme, credential)),
                }
                let Some(current) = credential.current(*scheme, tokens) else { continue };
                let refused = |problem: &str| format!("the credential for {:?} {problem}", scheme.name);
                if let Some(problem) = current.problem(*scheme) {
                    return Err(refused(problem));
                }
                let placed = place(*scheme, current, headers, query);
                placed.ok_or_else(|| refused("has characters that no header may have"))?;
            }
        }
        Ok(())
    }
}

/// The complaint about two credentials that a request has room for one of.
fn exclusive(one: SchemeSpec, other: SchemeSpec) -> String {
    let (place, name) = match other.placement {
        Placement::Query(name) => ("query parameter", name),
        Placement::Cookie(name) => ("cookie", name),
        placement => ("header", placement.header().unwrap_or_default()),
    };
    let (one, other) = (one.name, other.name);
    format!("the credentials for {one:?} and {other:?} differ, and both would be the {place} {name:?}")
}

fn place(scheme: SchemeSpec, current: Current<'_>, headers: &mut HeaderMap, query: &mut String) -> Option<()> {
    let text = current.plain();
    match scheme.placement {
        Placement::Bearer => headers.insert(AUTHORIZATION, sensitive(&format!("Bearer {text}"))?),
        Placement::Basic => {
            let pair = if text.contains(':') { text } else { text + ":" };
            headers.insert(AUTHORIZATION, sensitive(&format!("Basic {}", to_base64(pair.as_bytes())))?)
        }
        Placement::Authorization(name) => headers.insert(AUTHORIZATION, sensitive(&format!("{name} {text}"))?),
        Placement::Header(name) => headers.insert(HeaderName::try_from(name).ok()?, sensitive(&text)?),
        Placement::Query(name) => {
            if !query.is_empty() {
                query.push('&');
            }
            encode_into(query, name, Reserved::Escaped);
            query.push('=');
            encode_into(query, &text, Reserved::Escaped);
            None
        }
        Placement::Cookie(name) => {
            let mut cookies = match headers.get(COOKIE).map(HeaderValue::to_str) {
                Some(Ok(others)) => format!("{others}; "),
                _ => String::new(),
            };
            encode_into(&mut cookies, name, Reserved::Escaped);
            cookies.push('=');
            encode_cookie_into(&mut cookies, &text);
            headers.insert(COOKIE, sensitive(&cookies)?)
        }
        Placement::Transport => None,
    };
    Some(())
}

/// A header value that `Debug` hides.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Security;

    fn attached(scheme: SchemeSpec, credential: Credential) -> (HeaderMap, String) {
        let mut credentials = Credentials::default();
        credentials.hold("it", credential);
        let (mut headers, mut query) = (HeaderMap::new(), "page=1".to_owned());
        credentials.attach(&[scheme.required()], &Tokens::default(), &mut headers, &mut query).unwrap();
        (headers, query)
    }

    #[test]
    fn every_kind_of_scheme_has_its_place() {
        let header = |scheme, credential: Credential, name: &str| {
            let (headers, query) = attached(scheme, credential);
            assert_eq!(query, "page=1");
            assert_eq!(headers.len(), 1);
            assert!(headers[name].is_sensitive());
            headers[name].to_str().unwrap().to_owned()
        };
        assert_eq!(header(SchemeSpec::bearer("it"), "t0ken".into(), "authorization"), "Bearer t0ken");
        assert_eq!(header(SchemeSpec::oauth2("it"), "t0ken".into(), "authorization"), "Bearer t0ken");
        assert_eq!(header(SchemeSpec::open_id_connect("it"), "t0ken".into(), "authorization"), "Bearer t0ken");
        assert_eq!(header(SchemeSpec::http("it", "DPoP"), "t0ken".into(), "authorization"), "DPoP t0ken");
        let aladdin = Credential::basic("Aladdin", "open sesame");
        assert_eq!(header(SchemeSpec::basic("it"), aladdin, "authorization"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(header(SchemeSpec::basic("it"), "sk_test".into(), "authorization"), "Basic c2tfdGVzdDo=");
        assert_eq!(header(SchemeSpec::api_key_header("it", "X-Api-Key"), "k".into(), "x-api-key"), "k");
        assert_eq!(header(SchemeSpec::api_key_cookie("it", "sid"), "a;b".into(), "cookie"), "sid=a%3Bb");
        assert_eq!(header(SchemeSpec::api_key_cookie("it", "sid"), "s%3A/+=".into(), "cookie"), "sid=s%3A/+=");
        let (headers, query) = attached(SchemeSpec::api_key_query("it", "api key"), "a&b".into());
        assert!(headers.is_empty());
        assert_eq!(query, "page=1&api%20key=a%26b");
        assert!(attached(SchemeSpec::by_transport("it"), "k".into()).0.is_empty());
    }

    #[test]
    fn a_credential_that_no_header_may_hold_is_named_and_not_shown() {
        let mut credentials = Credentials::default();
        credentials.hold("it", "a\r\nb".into());
        let refused = credentials.attach(
            &[SchemeSpec::bearer("it").required()],
            &Tokens::default(),
            &mut HeaderMap::new(),
            &mut String::new(),
        );
        assert_eq!(refused, Err("the credential for \"it\" has characters that no header may have".to_owned()));
    }

    #[test]
    fn a_user_that_would_be_read_as_another_is_refused() {
        let refused = |credential: Credential| {
            let mut credentials = Credentials::default();
            credentials.hold("it", credential);
            let requirements = [SchemeSpec::basic("it").required()];
            credentials
                .attach(&requirements, &Tokens::default(), &mut HeaderMap::new(), &mut String::new())
                .unwrap_err()
        };
        let colon = refused(Credential::basic("ja:ne", "s3cret"));
        assert!(colon.contains("a colon in its user") && !colon.contains("ja:ne"), "{colon}");
        for pair in
            [Credential::basic("jane\n", "s3cret"), Credential::basic("jane", "s3\0cret"), "ja\u{7f}ne:x".into()]
        {
            let told = refused(pair);
            assert!(told.contains("control characters") && !told.contains("s3"), "{told}");
        }
        // A password may have colons.
        let (headers, _) = attached(SchemeSpec::basic("it"), Credential::basic("jane", "a:b"));
        assert_eq!(headers["authorization"], "Basic amFuZTphOmI=");
    }

    #[test]
    fn a_text_that_was_read_carelessly_is_refused_with_what_helps() {
        let told = |scheme: SchemeSpec, text: &str| {
            let mut credentials = Credentials::default();
            credentials.hold("it", text.into());
            credentials
                .attach(&[scheme.required()], &Tokens::default(), &mut HeaderMap::new(), &mut String::new())
                .err()
        };
        let bearer = SchemeSpec::bearer("it");
        let of = |problem: &str| Some(format!("the credential for \"it\" {problem}"));
        assert_eq!(told(bearer, " "), of("is empty"));
        assert_eq!(told(SchemeSpec::api_key_query("it", "key"), ""), of("is empty"));
        let line = "ends with a line break, which no header may have: it is to be given without";
        assert_eq!(told(bearer, "t0ken\n"), of(line));
        assert_eq!(told(SchemeSpec::api_key_header("it", "x-key"), "t0ken\r\n"), of(line));
        let prefix = "begins with `Bearer`, which the client itself puts before it: it is to be given without";
        assert_eq!(told(bearer, "bearer t0ken"), of(prefix));
        for good in ["bearer", "bearert0ken", "b"] {
            assert_eq!(told(bearer, good), None, "{good}");
        }
        assert_eq!(told(SchemeSpec::api_key_header("it", "authorization"), "Bearer t0ken"), None);
        assert_eq!(told(SchemeSpec::basic("it"), ""), None);
    }

    #[test]
    fn what_a_request_has_room_for_once_is_sent_once() {
        let attached = |schemes: &[SchemeSpec], held: &[(&str, &str)]| {
            let mut credentials = Credentials::default();
            held.iter().for_each(|(scheme, text)| credentials.hold(scheme, (*text).into()));
            let requirements: Vec<Requirement> = schemes.iter().map(|scheme| scheme.required()).collect();
            let (mut headers, mut query) = (HeaderMap::new(), String::new());
            credentials.attach(&requirements, &Tokens::default(), &mut headers, &mut query)?;
            Ok::<_, String>((headers.get(AUTHORIZATION).cloned(), query))
        };
        let tokens = [SchemeSpec::bearer("a"), SchemeSpec::oauth2("b")];
        let bearer = |held: &[(&str, &str)]| attached(&tokens, held).map(|(header, _)| header.unwrap());
        for held in [&[("a", "t")][..], &[("b", "t")], &[("a", "t"), ("b", "t")]] {
            assert_eq!(bearer(held).unwrap(), "Bearer t");
        }
        let differ = bearer(&[("a", "t0ken"), ("b", "other")]).unwrap_err();
        assert_eq!(
            differ,
            "the credentials for \"a\" and \"b\" differ, and both would be the header \"authorization\""
        );
        let mixed = attached(&[SchemeSpec::basic("a"), SchemeSpec::bearer("b")], &[("a", "t"), ("b", "t")]);
        assert!(mixed.unwrap_err().contains("both would be the header"));
        let keys = [SchemeSpec::api_key_query("a", "key"), SchemeSpec::api_key_query("b", "key")];
        assert_eq!(attached(&keys, &[("a", "k"), ("b", "k")]).unwrap().1, "key=k");
        assert!(attached(&keys, &[("a", "k"), ("b", "l")]).unwrap_err().ends_with("the query parameter \"key\""));
    }

    #[test]
    fn debug_hides_secrets() {
        let mut credentials = Credentials::default();
        credentials.hold("a", "s3cret".into());
        credentials.hold("b", Credential::basic("jane", "s3cret"));
        let shown = format!("{credentials:?} {:?}", Security::NONE);
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("jane") && shown.contains("[redacted]"), "{shown}");
    }
}
