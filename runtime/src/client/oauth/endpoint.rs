//! Where a token is asked for.

use oasmith_vocabulary::Origin;

use super::flow::{OAuthFlow, OAuthFlowKind};
use super::token_error::TokenError;
use crate::client::location::join;
use crate::client::origin;
use crate::codec::bounds::{PATH, shortened};

/// The absolute URL of a token endpoint: the program's, or the document's for a flow; a refresh token's where there is no
/// flow.
///
/// # Errors
///
/// That there is none, or that what is sent there could be read on the way.
pub(super) fn url(
    given: Option<&str>,
    flows: &[OAuthFlow],
    flow: Option<OAuthFlowKind>,
    server: &str,
) -> Result<String, TokenError> {
    let named = match given {
        Some(given) => given,
        None => documented(flows, flow).ok_or_else(|| TokenError::new(lacking(flows, flow)))?,
    };
    let base = if server.ends_with('/') { server.to_owned() } else { format!("{server}/") };
    let unusable = |why: &str| {
        let shown = origin::shown(named);
        TokenError::new(format!("nothing was asked of the token URL {:?}: {why}", shortened(&shown, PATH)))
    };
    let absolute = Origin::of(named).map(|_| named.trim().to_owned()).or_else(|| join(&base, named));
    let Some((url, origin)) = absolute.and_then(|url| Origin::of(&url).map(|origin| (url, origin))) else {
        return Err(unusable("it is no URL such as https://login.example/token"));
    };
    match origin.is_https() || origin.is_loopback() {
        true => Ok(url),
        false => Err(unusable("it is not encrypted, and not on this machine")),
    }
}

/// The URL that the document has for a flow.
fn documented(flows: &[OAuthFlow], flow: Option<OAuthFlowKind>) -> Option<&'static str> {
    let mut urls = flows.iter().filter_map(|each| match flow {
        Some(flow) => (each.kind == flow).then_some(each.token_url),
        None => Some(each.renewed_at()),
    });
    urls.find(|url| !url.is_empty())
}

fn lacking(flows: &[OAuthFlow], flow: Option<OAuthFlowKind>) -> String {
    let what = match flow {
        Some(OAuthFlowKind::ClientCredentials) => "the flow `clientCredentials`",
        Some(OAuthFlowKind::Password) => "the flow `password`",
        _ => "refresh tokens",
    };
    let helps = match flows.iter().find(|each| !each.token_url.is_empty()) {
        Some(other) => format!("`.token_url({:?})` is that of another flow", shortened(other.token_url, PATH)),
        None => "`.token_url(…)` names one".to_owned(),
    };
    format!("the document has no token URL for {what}; {helps}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOWS: &[OAuthFlow] = &[
        OAuthFlow::implicit("https://login.x/authorize"),
        OAuthFlow::password("token"),
        OAuthFlow::authorization_code("https://login.x/authorize", "https://login.x/token")
            .refresh_url("/refresh?tenant=a"),
    ];

    fn told(given: Option<&str>, flow: Option<OAuthFlowKind>, server: &str) -> String {
        url(given, FLOWS, flow, server).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn the_document_says_where_unless_the_program_does() {
        let password = Some(OAuthFlowKind::Password);
        assert_eq!(told(None, password, "https://api.x/v1"), "https://api.x/v1/token");
        assert_eq!(told(None, password, "https://api.x/v1/"), "https://api.x/v1/token");
        assert_eq!(told(Some("/auth/token"), password, "https://api.x/v1"), "https://api.x/auth/token");
        assert_eq!(told(Some("https://other.x/t?a=b"), None, "https://api.x"), "https://other.x/t?a=b");
        // Of flows whose tokens can be renewed, the first.
        assert_eq!(told(None, None, "https://api.x/v1"), "https://api.x/v1/token");
        let renewed = url(None, &FLOWS[2..], None, "https://api.x/v1").unwrap();
        assert_eq!(renewed, "https://api.x/refresh?tenant=a");
    }

    #[test]
    fn a_flow_that_the_document_lacks_is_told_with_what_helps() {
        let credentials = Some(OAuthFlowKind::ClientCredentials);
        assert_eq!(
            told(None, credentials, "https://api.x"),
            "the document has no token URL for the flow `clientCredentials`; `.token_url(\"token\")` is that of another flow"
        );
        let none = url(None, &[], None, "https://api.x").unwrap_err();
        assert_eq!(none.to_string(), "the document has no token URL for refresh tokens; `.token_url(…)` names one");
    }

    #[test]
    fn what_could_be_read_on_the_way_is_refused() {
        let plain = told(Some("http://login.x/token"), None, "https://api.x");
        assert_eq!(
            plain,
            "nothing was asked of the token URL \"http://login.x/token\": it is not encrypted, and not on this machine"
        );
        assert!(told(None, Some(OAuthFlowKind::Password), "http://api.x").contains("not encrypted"));
        assert_eq!(told(Some("token"), None, "http://127.0.0.1:8080"), "http://127.0.0.1:8080/token");
        assert_eq!(told(Some("http://localhost/token"), None, "https://api.x"), "http://localhost/token");
        let hidden = told(Some("ftp://jane:s3cret@x/token?key=s3cret"), None, "https://api.x");
        assert!(hidden.contains("it is no URL") && !hidden.contains("s3cret"), "{hidden}");
    }
}
