//! What stands around calls and attempts: its order, what it sees, and what it may do.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "sdk/example.rs"]
#[allow(dead_code, unreachable_pub)]
mod sdk;

use std::sync::{Arc, Mutex};

use http::HeaderValue;
use oasmith_runtime as rt;
use rt::{
    BoxFuture, ErrorKind, HttpRequest, HttpResponse, Layer, Meta, Mock, Next, Operation, Options, Outcome, Request,
    Response, SchemeSpec, Security, StatusCode, StreamedResponse, TransportError, TransportErrorKind,
};
use sdk::{Client, GetPet, WatchPets, server};

type Answered<'a> = BoxFuture<'a, Result<StreamedResponse, TransportError>>;

const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
const KEY: SchemeSpec = SchemeSpec::api_key_query("key", "key");

/// An operation that asks for credentials.
struct Secured;

impl Operation for Secured {
    const META: Meta = Meta::new("secured", "POST", "/secured")
        .security(Security::any_of(&[&[TOKEN.required(), KEY.required()], &[TOKEN.required()]]));
    type Output = rt::Value;
    type Error = std::convert::Infallible;

    fn encode(&self, request: &mut Request) {
        request.query(rt::ParamSpec::new("page"), &2_i64);
        request.json(&"body".to_owned());
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.json()
    }
}

/// Notes what it sees.
#[derive(Clone, Debug)]
struct Noting(&'static str, Arc<Mutex<Vec<String>>>);

impl Noting {
    fn note(&self, text: String) {
        self.1.lock().unwrap().push(format!("{}: {text}", self.0));
    }
}

impl Layer for Noting {
    fn call<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> Answered<'a> {
        Box::pin(async move {
            let token = request.headers.get("authorization").map_or("-", |value| value.to_str().unwrap());
            self.note(format!("{} {token}", request.url));
            let answer = next.run(request).await;
            self.note(match &answer {
                Ok(answer) => answer.status.to_string(),
                Err(error) => error.to_string(),
            });
            answer
        })
    }
}

fn json(text: &str) -> HttpResponse {
    HttpResponse::json(StatusCode::OK, text.to_owned())
}

// support: The runtime | Layers around calls and around attempts, in one order | yes
#[tokio::test]
async fn a_call_passes_layers_credentials_attempt_layers_and_redirects_in_this_order() {
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let mock = Mock::new(|request| match request.url.contains("/moved") {
        true => Ok(json("1")),
        false => {
            let mut answer = HttpResponse::new(StatusCode::PERMANENT_REDIRECT, rt::HeaderMap::new(), "");
            answer.headers.insert("location", HeaderValue::from_static("/moved"));
            Ok(answer)
        }
    });
    let client = Client::builder()
        .credential("token", "t0ken")
        .credential("key", "k3y")
        .layer(Noting("outer", notes.clone()))
        .attempt_layer(Noting("attempt", notes.clone()))
        .layer(Noting("inner", notes.clone()))
        .transport(mock.clone())
        .build();
    client.call(Secured).await.unwrap();
    assert_eq!(
        *notes.lock().unwrap(),
        [
            "outer: https://api.example/secured?page=2 -",
            "inner: https://api.example/secured?page=2 -",
            "attempt: https://api.example/secured?page=2&key=k3y Bearer t0ken",
            "attempt: 200 OK",
            "inner: 200 OK",
            "outer: 200 OK",
        ]
    );
    let sent = mock.requests();
    assert_eq!((sent.len(), sent[1].headers["authorization"].to_str().unwrap()), (2, "Bearer t0ken"));
    assert_eq!(sent[1].json::<String>().unwrap(), "body");
    assert_eq!(sent[0].public_url(), "https://api.example/secured?page=2");
    assert!(!format!("{sent:?}").contains("k3y") && !format!("{sent:?}").contains("t0ken"));
}

/// Does what it is told.
struct Doing<F>(F);

impl<F> std::fmt::Debug for Doing<F> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Doing")
    }
}

impl<F> Layer for Doing<F>
where
    F: for<'a> Fn(HttpRequest, Next<'a>) -> Answered<'a> + Send + Sync + 'static,
{
    fn call<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> Answered<'a> {
        self.0(request, next)
    }
}

fn answering(_: HttpRequest, _: Next<'_>) -> Answered<'_> {
    Box::pin(async { Ok(json(r#"{"name":"Tom"}"#).into()) })
}

// support: The runtime | Layers: an answer in the API's place | yes
#[tokio::test]
async fn a_layer_answers_in_the_apis_place() {
    let mock = Mock::strict();
    let client = Client::builder().layer(Doing(answering)).transport(mock.clone()).build();
    assert_eq!(client.call(GetPet { id: 7 }).await.unwrap().name, "Tom");
    assert!(mock.requests().is_empty());
}

#[cfg(feature = "blocking")]
#[test]
fn a_layer_answers_blocking_calls_in_the_apis_place() {
    let client = Client::builder().attempt_layer(Doing(answering)).transport(Mock::strict()).build();
    assert_eq!(client.call(GetPet { id: 7 }).send_blocking().unwrap().name, "Tom");
}

/// Names another pet in each request.
fn asking<'a>(mut request: HttpRequest, next: Next<'a>) -> Answered<'a> {
    Box::pin(async move {
        let client: Client = next.client();
        let failed = |error: rt::Error<_>| TransportError::new(TransportErrorKind::Other, error.to_string());
        let pet = client.call(GetPet { id: 7 }).await.map_err(failed)?;
        request.headers.insert("x-pet", pet.name.parse().unwrap());
        next.sleep(std::time::Duration::from_secs(1)).await;
        next.run(request).await
    })
}

// support: The runtime | Layers: calls of the API that do not go through the layer again | yes
#[tokio::test]
async fn a_layer_calls_the_api_below_itself() {
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let mock = server();
    let client = Client::builder()
        .layer(Noting("outer", notes.clone()))
        .layer(Doing(asking))
        .attempt_layer(Noting("attempt", notes.clone()))
        .transport(mock.clone())
        .build();
    client.call(WatchPets).await.unwrap();
    let sent = mock.requests();
    assert_eq!((sent.len(), sent[1].headers["x-pet"].to_str().unwrap()), (2, "Rex"));
    let began: Vec<_> = notes.lock().unwrap().iter().filter(|note| note.contains("https")).cloned().collect();
    let [outer, nested, attempt] = began.as_slice() else { panic!("{began:?}") };
    assert_eq!(outer, "outer: https://api.example/pets -");
    assert_eq!(
        (&**nested, &**attempt),
        ("attempt: https://api.example/pets/7 -", "attempt: https://api.example/pets -")
    );
    assert_eq!(mock.elapsed().as_secs(), 1);
}

fn calling_the_same<'a>(request: HttpRequest, next: Next<'a>) -> Answered<'a> {
    Box::pin(async move {
        next.client::<Client>().call(Secured).await.unwrap();
        // What is above retries is not retried, either.
        let error = next.client::<Client>().call(GetPet { id: 7 }).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(StatusCode::SERVICE_UNAVAILABLE), 1));
        next.run(request).await
    })
}

#[tokio::test]
async fn an_attempt_layer_calls_the_api_with_credentials_and_below_itself() {
    let mock = Mock::always(json("1"));
    mock.on::<GetPet>().answer(503);
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let client = Client::builder()
        .credential("token", "t0ken")
        .retry(rt::Retry::standard())
        .layer(Noting("never twice", notes.clone()))
        .attempt_layer(Doing(calling_the_same))
        .transport(mock.clone())
        .build();
    client.call(Secured).await.unwrap();
    let tokens: Vec<_> =
        mock.requests_of::<Secured>().iter().map(|sent| sent.headers["authorization"].clone()).collect();
    assert_eq!(tokens, ["Bearer t0ken", "Bearer t0ken"]);
    assert_eq!(notes.lock().unwrap().len(), 2, "{notes:?}");
    mock.verify().unwrap();
}

// support: The runtime | Layers of blocking calls | yes
#[cfg(feature = "blocking")]
#[test]
fn a_layers_own_calls_block_where_its_call_does() {
    let mock = server();
    let client = Client::builder().attempt_layer(Doing(asking)).transport(mock.clone()).build();
    let pets = client.call(WatchPets).send_blocking().unwrap();
    assert_eq!(pets.blocking().map(|pet| pet.unwrap().name).collect::<Vec<_>>(), ["Rex", "Tom"]);
    assert_eq!((mock.requests().len(), mock.elapsed().as_secs()), (2, 1));
}

#[derive(Clone)]
struct Name(&'static str);

fn renaming<'a>(request: HttpRequest, next: Next<'a>) -> Answered<'a> {
    Box::pin(async move {
        let name = request.extensions.get::<Name>().cloned().unwrap();
        let mut whole = next.run(request).await?.whole(1024).await?;
        assert_eq!(whole.body, r#"{"name":"Rex"}"#);
        whole.body = format!(r#"{{"name":"{}"}}"#, name.0).into();
        Ok(whole.into())
    })
}

// support: The runtime | Layers: what the caller says to them, and changed responses | yes
#[tokio::test]
async fn a_layer_hears_what_the_caller_says_and_changes_the_response() {
    let client = Client::builder().layer(Doing(renaming)).transport(server()).build();
    let call = client.call(GetPet { id: 7 }).with_options(Options::new().extension(Name("Fido")));
    assert_eq!(call.await.unwrap().name, "Fido");
}

// support: The runtime | Layers: streams pass as they come | yes
#[tokio::test]
async fn streams_pass_layers_as_they_come() {
    let client = Client::builder().layer(Noting("outer", Arc::default())).transport(server()).build();
    let mut pets = client.call(WatchPets).await.unwrap();
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Tom");
    assert!(pets.next().await.is_none());
}

fn moving(mut request: HttpRequest, next: Next<'_>) -> Answered<'_> {
    request.url = "http://elsewhere.example/secured".to_owned();
    next.run(request)
}

#[tokio::test]
async fn a_credential_that_is_withheld_is_told_through_layers() {
    let mock = Mock::strict();
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let noting = || Noting("outer", notes.clone());
    let client = Client::builder().credential("token", "t0ken").layer(noting()).transport(mock.clone()).build();
    let options = Options::new().server("http://elsewhere.example");
    let error = client.call(Secured).with_options(options).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Withheld { scheme: "token", .. }), "{error}");
    assert!(notes.lock().unwrap()[1].starts_with("outer: nothing was sent: the credential for `token`"));

    let layer = Doing(moving);
    let client = Client::builder().credential("token", "t0ken").layer(layer).transport(mock.clone()).build();
    let error = client.call(Secured).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Withheld { .. }), "{error}");
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_header_of_the_call_itself_takes_the_credentials_place() {
    for has_layer in [false, true] {
        let mock = Mock::always(json("1"));
        let mut builder = Client::builder().credential("token", "t0ken").transport(mock.clone());
        if has_layer {
            builder = builder.layer(Noting("outer", Arc::default()));
        }
        builder.build().call(Secured).header("authorization", "Bearer own").await.unwrap();
        assert_eq!(mock.requests()[0].headers["authorization"], "Bearer own");
        assert!(mock.requests()[0].headers["authorization"].is_sensitive());
    }
}

/// Layers of tower around the transport.
mod tower_layers {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};
    use std::time::Duration;

    use tower::timeout::TimeoutLayer;
    use tower::{BoxError, Layer as TowerLayer, Service, ServiceBuilder};

    use super::*;

    /// Is made once, and is ready when it is asked for the second time.
    #[derive(Clone, Default)]
    struct Busy(&'static str, Arc<Made>);

    #[derive(Default)]
    struct Made {
        services: AtomicUsize,
        calls: Mutex<Vec<String>>,
    }

    impl<S> TowerLayer<S> for Busy {
        type Service = BusyService<S>;

        fn layer(&self, inner: S) -> BusyService<S> {
            self.1.services.fetch_add(1, Ordering::Relaxed);
            BusyService { inner, layer: self.clone(), asked: 0 }
        }
    }

    #[derive(Clone)]
    struct BusyService<S> {
        inner: S,
        layer: Busy,
        asked: usize,
    }

    impl<S: Service<HttpRequest>> Service<HttpRequest> for BusyService<S> {
        type Response = S::Response;
        type Error = S::Error;
        type Future = S::Future;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
            self.asked += 1;
            if self.asked == 1 {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.inner.poll_ready(context)
        }

        fn call(&mut self, request: HttpRequest) -> S::Future {
            assert_eq!(self.asked, 2, "it was called before it was ready, or is not a clone of its own");
            let told = format!("{} {:?}", self.layer.0, request.attempt.map(|attempt| attempt.number));
            self.layer.1.calls.lock().unwrap().push(told);
            self.inner.call(request)
        }
    }

    // support: The runtime | Layers of tower around the transport (feature `tower`) | yes
    #[tokio::test]
    async fn a_layer_of_tower_wraps_the_transport_once_and_is_waited_for_at_each_attempt() {
        let mock = Mock::strict();
        mock.on::<GetPet>().answer(503).times(2).answer(json(r#"{"name":"Rex"}"#));
        let made = Arc::<Made>::default();
        let client = Client::builder()
            .tower_layer(Busy("outer", made.clone()))
            .tower_layer(Busy("inner", made.clone()))
            .transport(mock.clone())
            .retry(rt::Retry::standard())
            .build();
        assert_eq!(client.call(GetPet { id: 7 }).await.unwrap().name, "Rex");
        assert_eq!(client.clone().call(GetPet { id: 7 }).await.unwrap().name, "Rex");
        assert_eq!(made.services.load(Ordering::Relaxed), 2);
        let calls: Vec<_> = ["1", "2", "1"]
            .into_iter()
            .flat_map(|number| ["outer", "inner"].map(|layer| format!("{layer} Some({number})")))
            .collect();
        assert_eq!(*made.calls.lock().unwrap(), calls);
        assert!(!mock.elapsed().is_zero(), "the wait goes by the mock's clock");
    }

    /// Never answers.
    #[derive(Debug)]
    struct Silent;

    impl rt::Transport for Silent {
        fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
            Box::pin(std::future::pending())
        }
    }

    fn timed() -> Client {
        let late = |error: BoxError| match error.is::<tower::timeout::error::Elapsed>() {
            true => TransportError::new(TransportErrorKind::Timeout, "tower's time was up").into(),
            false => error,
        };
        let layer = ServiceBuilder::new().map_err(late).timeout(Duration::from_millis(1));
        Client::builder().tower_layer(layer).transport(Silent).build()
    }

    #[tokio::test]
    async fn towers_timeout_ends_a_call() {
        let error = timed().call(GetPet { id: 7 }).await.unwrap_err();
        assert_eq!(error.to_string(), "getPet: tower's time was up");
        assert!(error.is_timeout());
        let bare = Client::builder().tower_layer(TimeoutLayer::new(Duration::from_millis(1))).transport(Silent).build();
        let error = bare.call(GetPet { id: 7 }).await.unwrap_err();
        assert_eq!(error.to_string(), "getPet: a layer around the transport failed: request timed out");
        assert!(std::error::Error::source(&error).unwrap().source().unwrap().is::<tower::timeout::error::Elapsed>());
    }

    #[tokio::test]
    async fn an_error_of_the_transport_stays_what_it_is_and_streams_come_as_they_come() {
        let timeout = || TimeoutLayer::new(Duration::from_secs(60));
        let offline = Mock::new(|_| Err(TransportError::new(TransportErrorKind::Connect, "offline")));
        let client = Client::builder().tower_layer(timeout()).transport(offline).build();
        let error = client.call(GetPet { id: 7 }).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Connect));
        let client = Client::builder().tower_layer(timeout()).transport(server()).build();
        let mut pets = client.call(WatchPets).await.unwrap();
        assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn blocking_calls_go_through_layers_of_tower() {
        let client = Client::builder().tower_layer(TimeoutLayer::new(Duration::from_secs(60)));
        let client = client.tower_layer(Busy::default()).transport(server()).build();
        assert_eq!(client.call(GetPet { id: 7 }).send_blocking().unwrap().name, "Rex");
        assert_eq!(client.call(WatchPets).send_blocking().unwrap().blocking().count(), 2);
        assert!(timed().call(GetPet { id: 7 }).send_blocking().unwrap_err().is_timeout());
    }
}
