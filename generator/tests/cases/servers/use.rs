use std::task::{Context, Poll, Waker};

use oasmith_runtime::{ClientBuilder, HttpResponse, Mock, Operation, Options, StatusCode};

use super::servers::files::{Health, ListFiles, Replace, Status, Upload};
use super::servers::{Client, RegionsServer, Server};

/// Where a client, set up like this, sends an operation; or why it doesn't.
fn sent_to<O: Operation>(builder: ClientBuilder<Client>, operation: O, options: Options) -> String
where
    O::Error: std::fmt::Debug,
{
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    let client = builder.transport(mock.clone()).build();
    let mut call = std::pin::pin!(client.call(operation).with_options(options).into_future());
    // The mock answers at once.
    let Poll::Ready(outcome) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!("it waits") };
    match outcome {
        Ok(_) => mock.requests()[0].url.clone(),
        Err(failure) => failure.to_string(),
    }
}

fn client() -> ClientBuilder<Client> {
    Client::builder()
}

// support: Operations and servers | Servers with variables | yes
#[test]
fn variables_have_their_defaults_until_others_are_given() {
    let list = |builder| sent_to(builder, ListFiles::new(), Options::new());
    assert_eq!(list(client()), "https://eu.example.org:443/v1/files");
    assert_eq!(list(client().server(Server::Sandbox)), "https://sandbox.example.org/v1/files");
    let server = RegionsServer::new().region("us").port("8443");
    assert_eq!(list(client().server(server)), "https://us.example.org:8443/v1/files");
}

#[test]
fn a_value_that_the_document_does_not_allow_is_refused_before_anything_is_sent() {
    let server = RegionsServer::new().region("fr");
    assert_eq!(
        sent_to(client().server(server), ListFiles::new(), Options::new()),
        "listFiles: nothing was sent: the server variable region is \"fr\", and not one of eu, us"
    );
}

// support: Operations and servers | Servers of paths and operations | yes
#[test]
fn operations_go_to_servers_of_their_own() {
    let options = Options::new;
    assert_eq!(sent_to(client(), Upload::new(), options()), "https://uploads.example.org/files");
    assert_eq!(sent_to(client(), Replace::new(), options()), "https://eu.example.org:443/v1/files");
    assert_eq!(sent_to(client(), Health::new(), options()), "https://eu.example.org:443/health");
    assert_eq!(sent_to(client(), Status::new(), options()), "https://eu.example.org:443/v2/status");
}

// support: Operations and servers | Another host, with the document's paths (`.host("http://127.0.0.1:8080")`) | yes
#[test]
fn a_host_of_the_caller_s_takes_every_request_under_its_path() {
    let client = || client().host("http://127.0.0.1:8080/");
    let options = Options::new;
    assert_eq!(sent_to(client(), ListFiles::new(), options()), "http://127.0.0.1:8080/v1/files");
    assert_eq!(sent_to(client(), Upload::new(), options()), "http://127.0.0.1:8080/files");
    assert_eq!(sent_to(client(), Status::new(), options()), "http://127.0.0.1:8080/v2/status");
    let sandbox = client().server(Server::Sandbox).host("eu.example.com");
    assert_eq!(sent_to(sandbox, ListFiles::new(), options()), "https://eu.example.com/v1/files");
}

#[test]
fn a_host_that_is_none_is_told_by_the_first_call() {
    let said = sent_to(client().host("http://127.0.0.1/proxy"), ListFiles::new(), Options::new());
    assert!(said.contains("the host \"127.0.0.1/proxy\" is none such as x.example"), "{said}");
}

#[test]
fn a_url_of_the_caller_s_takes_every_request() {
    let client = || client().server("http://127.0.0.1:8080/proxy");
    assert_eq!(sent_to(client(), Upload::new(), Options::new()), "http://127.0.0.1:8080/proxy/files");
    assert_eq!(sent_to(client(), Health::new(), Options::new()), "http://127.0.0.1:8080/health");
    let replaced = client().replace_server("https://uploads.example.org", "http://127.0.0.1:8081");
    assert_eq!(sent_to(replaced, Upload::new(), Options::new()), "http://127.0.0.1:8081/files");
    let options = Options::new().server(Server::Sandbox);
    assert_eq!(sent_to(client(), Upload::new(), options), "https://sandbox.example.org/v1/files");
}
