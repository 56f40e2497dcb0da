//! The same call, generated and written by hand.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use dfns_api::Client;
use dfns_api::auth::SendLoginCodeRequest;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http_body_util::{BodyExt, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use oasmith_runtime::client::transport::{Hyper, Reqwest};
use oasmith_runtime::{
    BoxFuture, Bytes, ClientBuilder, HttpRequest, HttpResponse, Observer, StatusCode, Transport, TransportError,
};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use serde::{Deserialize, Serialize};

use crate::server;

const USERNAME: &str = "jane@example.com";
const ORG_ID: &str = "or-3pgfi-2jgnt-8lpob5";
const AGENT: &str = "dfns-api/0.1.0 by-hand/0.1.0";

/// What clients have by default; those written by hand have it, too.
const TIMEOUT: Duration = Duration::from_secs(60);

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LoginRequest {
    username: String,
    org_id: String,
}

impl LoginRequest {
    fn new() -> Self {
        Self { username: USERNAME.into(), org_id: ORG_ID.into() }
    }
}

#[derive(Deserialize)]
struct LoginResponse {
    message: String,
}

/// Who makes the call.
#[allow(clippy::large_enum_variant, reason = "there is one of each, and a box would cost a call")]
pub(crate) enum Caller {
    /// The generated client.
    Generated(Client),
    /// reqwest, used by hand.
    Reqwest(reqwest::Client, String),
    /// hyper-util's client, used by hand.
    Hyper(hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>, String),
}

impl Caller {
    /// The generated client with its own transport.
    pub(crate) fn generated(server: &str) -> Self {
        let transport = Hyper::with_tls(tls());
        Self::Generated(Client::builder().server(server).transport(transport).build())
    }

    /// The generated client over a transport that answers at once, set up further.
    pub(crate) fn at_once(set_up: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>) -> Self {
        Self::Generated(set_up(Client::builder().transport(AtOnce)).build())
    }

    /// The generated client on the client of reqwest that calls by hand are made with.
    pub(crate) fn on_reqwest(server: &str) -> Result<Self, Failure> {
        let transport = Reqwest::from(new_reqwest()?);
        Ok(Self::Generated(Client::builder().server(server).transport(transport).build()))
    }

    pub(crate) fn reqwest(server: &str) -> Result<Self, Failure> {
        Ok(Self::Reqwest(new_reqwest()?, server.to_owned()))
    }

    pub(crate) fn hyper(server: &str) -> Self {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls()).https_or_http().enable_http1();
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(connector.wrap_connector(http));
        Self::Hyper(client, server.to_owned())
    }

    /// Calls once.
    pub(crate) async fn call(&self) -> Result<String, Failure> {
        match self {
            Self::Generated(client) => {
                let request = SendLoginCodeRequest::new(USERNAME, ORG_ID);
                Ok(client.auth().send_login_code(request).await?.message)
            }
            Self::Reqwest(client, server) => {
                let request = client.post(format!("{server}/auth/login/code")).json(&LoginRequest::new());
                let response = request.header(ACCEPT, "application/json").send().await?.error_for_status()?;
                Ok(response.json::<LoginResponse>().await?.message)
            }
            Self::Hyper(client, server) => {
                let body = serde_json::to_vec(&LoginRequest::new())?;
                let request = http::Request::post(format!("{server}/auth/login/code"))
                    .header(ACCEPT, HeaderValue::from_static("application/json"))
                    .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                    .header(USER_AGENT, HeaderValue::from_static(AGENT))
                    .body(Full::new(Bytes::from(body)))?;
                let exchange = async {
                    let response = client.request(request).await?;
                    if !response.status().is_success() {
                        return Err(Failure::from(response.status().to_string()));
                    }
                    Ok(response.into_body().collect().await?.to_bytes())
                };
                let body = tokio::time::timeout(TIMEOUT, exchange).await??;
                Ok(serde_json::from_slice::<LoginResponse>(&body)?.message)
            }
        }
    }

    /// Calls once while the thread waits: only the generated client can.
    pub(crate) fn call_blocking(&self) -> Result<String, Failure> {
        let Self::Generated(client) = self else { return Err("nothing blocks here".into()) };
        let request = SendLoginCodeRequest::new(USERNAME, ORG_ID);
        Ok(client.auth().send_login_code(request).send_blocking()?.message)
    }
}

/// Answers at once, so that what is left is what the client does itself.
#[derive(Debug)]
struct AtOnce;

impl Transport for AtOnce {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::json(StatusCode::OK, r#"{"message":"success"}"#)) })
    }
}

/// Does nothing.
#[derive(Debug)]
pub(crate) struct Idle;

impl Observer for Idle {}

fn new_reqwest() -> Result<reqwest::Client, Failure> {
    let builder = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).user_agent(AGENT);
    Ok(builder.tls_backend_preconfigured(tls()).build()?)
}

/// Trusts the server.
fn tls() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_slice(server::AUTHORITY)).unwrap();
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}
