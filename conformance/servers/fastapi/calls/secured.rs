use client::runtime::Credential;
use client::{Client, security};

use crate::Calls;

pub fn send(server: &str, calls: &mut Calls) {
    let client: Client = Client::builder()
        .server(server)
        .credential(security::HTTP_BASIC, Credential::basic("jane", "p:a"))
        .credential(security::HTTP_BEARER, "b-1")
        .credential(security::OAUTH2_PASSWORD_BEARER, "o-1")
        .credential(security::HEADER_KEY, "h 1")
        .credential(security::QUERY_KEY, "q&1")
        .credential(security::COOKIE_KEY, "c-1")
        .build();
    let api = client.secured();
    calls.echoes(api.with_basic(), "'jane', 'p:a'", "null");
    calls.echoes(api.with_bearer(), "HTTPAuthorizationCredentials(scheme='Bearer', credentials='b-1')", "null");
    calls.echoes(api.with_oauth(), "'o-1'", "null");
    calls.echoes(api.with_header(), "'h 1'", "null");
    calls.echoes(api.with_query(), "'q&1'", "null");
    calls.echoes(api.with_cookie(), "'c-1'", "null");
    let stranger = Client::with_server(server);
    calls.fails(stranger.secured().with_bearer(), |failure| failure.status().is_some_and(|status| status == 401));
}
