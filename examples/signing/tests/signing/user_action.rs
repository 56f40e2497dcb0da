//! User actions, against a server that issues challenges, verifies signatures, and takes each token once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use oasmith_runtime::{Value, json};
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sample_signing::wallets::CreateWalletRequest;
use sample_signing::{Client, UserActionSigning, security};

use crate::server::{self, Received};

const ORIGIN: &str = "https://app.example.org";

fn key() -> Ed25519KeyPair {
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()
}

/// What was challenged: method, path and body of an action.
type Action = (String, String, String);

/// The API: it knows one public key.
struct Vault {
    public_key: Vec<u8>,
    /// By challenge.
    challenged: HashMap<String, Action>,
    /// By token that was not used yet.
    signed: HashMap<String, Action>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Vault {
    /// Starts it; it tells where it is, and then what was asked of it.
    fn start(key: &Ed25519KeyPair) -> (String, Arc<Mutex<Vec<String>>>) {
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let mut vault = Self {
            public_key: key.public_key().as_ref().to_vec(),
            challenged: HashMap::new(),
            signed: HashMap::new(),
            requests: requests.clone(),
        };
        let url = server::start(move |request| match vault.answer(&request) {
            Ok(body) => (200, body),
            Err(reason) => (401, format!("{reason:?}")),
        });
        (url, requests)
    }

    fn answer(&mut self, request: &Received) -> Result<String, &'static str> {
        self.requests.lock().unwrap().push(format!("{} {}", request.method, request.target));
        if request.header("authorization") != Some("Bearer t0ken") {
            return Err("no token");
        }
        match (&*request.method, &*request.target) {
            ("GET", "/wallets") => Ok("[]".to_owned()),
            ("POST", "/auth/action/init") => Ok(self.challenge(&request.body)),
            ("POST", "/auth/action") => self.verify(&request.body),
            ("POST", "/wallets") => {
                let token = request.header("x-dfns-useraction").ok_or("no user action")?;
                let action = self.signed.remove(token).ok_or("no such user action")?;
                let done = (request.method.clone(), request.target.clone(), request.body.clone());
                if action != done {
                    return Err("another action was signed");
                }
                Ok(format!(r#"{{"id":"w-1","network":{:?}}}"#, text(&parsed(&request.body), "network")))
            }
            _ => Err("no such endpoint"),
        }
    }

    fn challenge(&mut self, body: &str) -> String {
        let asked = parsed(body);
        let asked = |name| text(&asked, name);
        let challenge = format!("challenge-{}", self.challenged.len());
        let action = (asked("userActionHttpMethod"), asked("userActionHttpPath"), asked("userActionPayload"));
        self.challenged.insert(challenge.clone(), action);
        format!(r#"{{"challenge":"{challenge}","challengeIdentifier":"id of {challenge}"}}"#)
    }

    fn verify(&mut self, body: &str) -> Result<String, &'static str> {
        let signed: sample_signing::auth::CreateUserActionSignatureRequest = json::from_slice(body.as_bytes()).unwrap();
        let assertion = signed.first_factor.credential_assertion;
        if assertion.cred_id != "my-key" {
            return Err("no such key");
        }
        let public_key = UnparsedPublicKey::new(&ED25519, &self.public_key);
        let data: &[u8] = assertion.client_data.as_ref();
        public_key.verify(data, assertion.signature.as_ref()).map_err(|_| "the signature is wrong")?;

        let data = parsed(std::str::from_utf8(data).unwrap());
        let challenge = text(&data, "challenge");
        assert_eq!((text(&data, "type"), text(&data, "origin")), ("key.get".to_owned(), ORIGIN.to_owned()));
        assert_eq!(signed.challenge_identifier, format!("id of {challenge}"));
        let action = self.challenged.remove(&challenge).ok_or("no such challenge")?;
        let token = format!("token-for-{challenge}");
        self.signed.insert(token.clone(), action);
        Ok(format!(r#"{{"userAction":"{token}"}}"#))
    }
}

fn parsed(body: &str) -> Value {
    json::from_slice(body.as_bytes()).unwrap()
}

fn text(value: &Value, member: &str) -> String {
    value.get(member).unwrap().as_str().unwrap().to_owned()
}

fn client(url: &str, key: Ed25519KeyPair) -> Client {
    Client::builder()
        .server(url)
        .credential(security::AUTHENTICATION_TOKEN, "t0ken")
        .layer(UserActionSigning::new("my-key", key, ORIGIN))
        .build()
}

const SIGNED: [&str; 3] = ["POST /auth/action/init", "POST /auth/action", "POST /wallets"];

#[tokio::test]
async fn what_changes_something_is_signed_as_it_is_sent() {
    let key = key();
    let (url, requests) = Vault::start(&key);
    let client = client(&url, key);
    let wallet = CreateWalletRequest::new("Ethereum").name("\"quoted\" and ünïcode");
    assert_eq!(client.wallets().create(wallet).await.unwrap().network, "Ethereum");
    assert_eq!(*requests.lock().unwrap(), SIGNED);

    // A token is good for one request, so each call has its own.
    client.wallets().create(CreateWalletRequest::new("Bitcoin")).extra_body("tag", "x").await.unwrap();
    assert_eq!(requests.lock().unwrap()[3..], SIGNED);
    assert!(!format!("{client:?}").contains("t0ken"));
}

#[test]
fn a_blocking_call_is_signed_by_the_same_layer() {
    let key = key();
    let (url, requests) = Vault::start(&key);
    let wallet = client(&url, key).wallets().create(CreateWalletRequest::new("Ethereum")).send_blocking();
    assert_eq!(wallet.unwrap().id, "w-1");
    assert_eq!(*requests.lock().unwrap(), SIGNED);
}

#[tokio::test]
async fn what_asks_for_no_signature_has_none() {
    let key = key();
    let (url, requests) = Vault::start(&key);
    assert!(client(&url, key).wallets().list().await.unwrap().is_empty());
    assert_eq!(*requests.lock().unwrap(), ["GET /wallets"]);
}

#[tokio::test]
async fn nothing_is_changed_where_the_signature_is_refused() {
    let (url, requests) = Vault::start(&key());
    let error = client(&url, key()).wallets().create(CreateWalletRequest::new("Ethereum")).await.unwrap_err();
    let message = error.to_string();
    assert!(message.contains("createWallet: the action could not be signed: createUserActionSignature"), "{message}");
    assert!(message.contains("the signature is wrong"), "{message}");
    assert_eq!(*requests.lock().unwrap(), SIGNED[..2]);
}
