use oasmith_runtime::{HttpResponse, Mock, Operation, StatusCode};

use super::on_the_client::Client;
use super::on_the_client::operations_api::{Call, CreateQueue, ListQueues, Messages, PurgeQueue, SendRequest};
use super::on_the_client::types::Queue;

/// Groups of one operation each would only be in the way.
#[test]
fn operations_that_nothing_groups_are_methods_of_the_client() {
    let client = Client::with_server("http://localhost");
    let _ = client.create_queue(Queue::new("a"));
    let _ = client.list_queues().next_token("b");
    let _ = client.purge_queue();
    let paths = [CreateQueue::META.path, ListQueues::META.path, PurgeQueue::META.path];
    assert_eq!(paths, ["/#X-Amz-Target=Queues.CreateQueue", "/#X-Amz-Target=Queues.ListQueues", "/purge"]);
}

/// Methods that every client has go before operations, and so do those that lead to groups.
#[test]
fn the_clients_own_methods_stay() {
    let client = Client::with_server("http://localhost");
    let _ = (client.send_request_operation(), client.call_operation("c"), client.messages_operation());
    let _ = (client.messages().list(), client.messages().send(), client.operations().list());
    let paths = [SendRequest::META.path, Call::META.path, Messages::META.path];
    assert_eq!(paths, ["/send", "/call/{id}", "/all"]);
}

#[tokio::test]
async fn they_are_sent_like_others() {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    Client::builder().transport(mock.clone()).build().purge_queue().await.unwrap();
    assert_eq!(mock.requests()[0].url, "https://queues.example.com/purge");
}
