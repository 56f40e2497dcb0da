//! Calls operations of generated clients over loopback. What they answer is what the documents' examples say, and what
//! they are sent is seen byte for byte.

mod adguard;
mod cafe;
mod influx;
mod lithic;
mod mistral;
mod moby;
mod museum;
mod neon;
mod ollama;
mod slack;
mod train;
mod twilio;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use oasmith_runtime::codec::{Decode, Encode};
use oasmith_runtime::json;
use serde_json::Value;

/// An operation's examples, and a server that answers with one of them.
struct Exchange {
    examples: Value,
    operation: &'static str,
    status: u16,
    url: String,
    server: JoinHandle<String>,
}

impl Exchange {
    fn start(examples: &Value, module: &str, operation: &'static str, status: u16) -> Self {
        let examples = examples[module].clone();
        let body = examples[format!("{operation} {status}")].to_string();
        assert_ne!(body, "null", "{module} has no example of {operation} {status}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let request = read(&mut stream);
            let head = format!("HTTP/1.1 {status} \r\ncontent-type: application/json\r\nconnection: close\r\n\r\n");
            stream.write_all((head + &body).as_bytes()).unwrap();
            request
        });
        Self { examples, operation, status, url, server }
    }

    /// The example of the request's body.
    fn body<T: Decode>(&self) -> T {
        let example = &self.examples[format!("{} request", self.operation)];
        json::from_str(&example.to_string()).unwrap()
    }

    /// Holds the request against its first line, and the answer against the example.
    fn end(self, answer: &impl Encode, line: &str) {
        let request = self.server.join().unwrap();
        let (head, sent) = request.split_once("\r\n\r\n").unwrap();
        assert_eq!(head.lines().next(), Some(format!("{line} HTTP/1.1").as_str()));
        assert!(head.contains("\r\nuser-agent: "), "{head}");
        let answer: Value = serde_json::from_str(&json::to_string(answer).unwrap()).unwrap();
        let example = &self.examples[format!("{} {}", self.operation, self.status)];
        assert!(is_within(&answer, example), "{}: {answer} is not {example}", self.operation);
        if head.contains("\r\ncontent-type: application/json\r\n") {
            let sent: Value = serde_json::from_str(sent).unwrap();
            let example = self.examples.get(format!("{} request", self.operation)).unwrap_or(&sent);
            assert!(is_within(&sent, example), "{}: {sent} is not {example}", self.operation);
        }
        println!("{line}: as documented");
    }
}

/// Whether a value is another one, but for properties that its type does not name.
fn is_within(value: &Value, whole: &Value) -> bool {
    match (value, whole) {
        (Value::Object(entries), Value::Object(all)) => {
            (all.is_empty() || !entries.is_empty())
                && entries.iter().all(|(key, value)| all.get(key).is_some_and(|whole| is_within(value, whole)))
        }
        (Value::Array(items), Value::Array(all)) => {
            items.len() == all.len() && items.iter().zip(all).all(|(item, whole)| is_within(item, whole))
        }
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => value == whole,
    }
}

fn read(stream: &mut std::net::TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).unwrap();
        assert_ne!(count, 0, "the request ends early");
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// Sends calls: the module of the client, the operation and the status, what is sent, and the request's first line.
macro_rules! calls {
    ($examples:ident: $($module:ident $operation:literal $status:literal |$client:ident, $exchange:ident| $call:expr $(, $part:ident)? => $line:literal;)*) => {
        $({
            let $exchange = Exchange::start(&$examples, stringify!($module), $operation, $status);
            let $client = $module::Client::with_server($exchange.url.as_str());
            let answer = $call.send_blocking().unwrap();
            // Of an answer that may have several media types, that in JSON.
            $(let answer = answer.$part();)?
            $exchange.end(&answer, $line);
        })*
    };
}

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let examples: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    calls! { examples:
        adguard "POST /test_upstream_dns" 200 |client, it| client.global().test_upstream_dns(adguard::types::UpstreamsConfig::new(vec![], vec![])) => "POST /test_upstream_dns";
        adguard "GET /safebrowsing/status" 200 |client, it| client.safebrowsing().status() => "GET /safebrowsing/status";
        adguard "GET /parental/status" 200 |client, it| client.parental().status() => "GET /parental/status";
        cafe "POST /orders" 201 |client, it| client.orders().create(it.body()) => "POST /orders";
        cafe "GET /orders/{orderId}" 200 |client, it| client.orders().get_by_id("ord_00000000000000000000000000") => "GET /orders/ord_00000000000000000000000000";
        cafe "PATCH /orders/{orderId}" 200 |client, it| client.orders().update("ord_00000000000000000000000000", cafe::orders::UpdateOrderRequest::new(cafe::types::OrderStatus::Completed)) => "PATCH /orders/ord_00000000000000000000000000";
        influx "GET /dbrps" 200 |client, it| client.dbrps().get().org("a&b").default(true) => "GET /dbrps?org=a%26b&default=true";
        influx "PATCH /dbrps/{dbrpID}" 200 |client, it| client.dbrps().patch_dbrpid("1", influx::types::DbrpUpdate::new()) => "PATCH /dbrps/1";
        influx "GET /query/suggestions/{name}" 200 |client, it| client.query().retrieve_query_suggestion_for_branching_suggestion("sum") => "GET /query/suggestions/sum";
        lithic "GET /v1/accounts" 200 |client, it| client.account().get().page_size(50) => "GET /v1/accounts?page_size=50";
        lithic "PATCH /v1/accounts/{account_token}" 200 |client, it| client.account().patch_by_token("b68b7424-aa69-4cbc-a946-30d90181b621".parse().unwrap(), it.body()) => "PATCH /v1/accounts/b68b7424-aa69-4cbc-a946-30d90181b621";
        mistral "DELETE /v1/models/{model_id}" 200 |client, it| client.models().delete("ft:a:b") => "DELETE /v1/models/ft%3Aa%3Ab";
        moby "GET /containers/{id}/changes" 200 |client, it| client.container().changes("é") => "GET /containers/%C3%A9/changes";
        moby "GET /images/{name}/history" 200 |client, it| client.image().history("library/debian:12") => "GET /images/library%2Fdebian%3A12/history";
        moby "GET /networks" 200 |client, it| client.network().list().filters(r#"{"driver":["bridge"]}"#) => "GET /networks?filters=%7B%22driver%22%3A%5B%22bridge%22%5D%7D";
        museum "GET /museum-hours" 200 |client, it| client.operations().get_museum_hours().page(2).limit(3) => "GET /museum-hours?page=2&limit=3";
        museum "POST /special-events" 201 |client, it| client.events().create_special_event(it.body()) => "POST /special-events";
        museum "POST /tickets" 201 |client, it| client.tickets().buy_museum_tickets(it.body()) => "POST /tickets";
        neon "POST /api_keys" 200 |client, it| client.api_key().create(it.body()) => "POST /api_keys";
        neon "GET /projects" 200 |client, it| client.project().list().cursor("a+b/c=").limit(10) => "GET /projects?cursor=a%2Bb%2Fc%3D&limit=10";
        neon "PATCH /projects/{project_id}" 200 |client, it| client.project().update("p-1", it.body()) => "PATCH /projects/p-1";
        ollama "POST /api/embed" 200 |client, it| client.embed(it.body()) => "POST /api/embed";
        ollama "GET /api/tags" 200 |client, it| client.list() => "GET /api/tags";
        ollama "POST /api/show" 200 |client, it| client.show(it.body()) => "POST /api/show";
        slack "GET /admin.apps.approved.list" 200 |client, it| client.admin_apps_approved().list("xoxp-1").limit(5) => "GET /admin.apps.approved.list?token=xoxp-1&limit=5";
        slack "GET /admin.apps.requests.list" 200 |client, it| client.admin_apps_requests().list("xoxp-1").team_id("T1") => "GET /admin.apps.requests.list?token=xoxp-1&team_id=T1";
        train "GET /stations" 200 |client, it| client.stations().get().coordinates("52.5,13.4").search("Berlin Hbf"), into_json => "GET /stations?coordinates=52.5%2C13.4&search=Berlin%20Hbf";
        train "GET /bookings" 200 |client, it| client.bookings().get_bookings().page(1), into_json => "GET /bookings?page=1";
        train "POST /bookings/{bookingId}/payment" 200 |client, it| client.payments().create_booking_payment("1725ff48-ab45-4bb5-9d02-88745177dedb".parse().unwrap(), it.body()) => "POST /bookings/1725ff48-ab45-4bb5-9d02-88745177dedb/payment";
        twilio "POST /2010-04-01/Accounts.json" 201 |client, it| client.account().create() => "POST /2010-04-01/Accounts.json";
        twilio "GET /2010-04-01/Accounts/{Sid}.json" 200 |client, it| client.account().fetch("AC00000000000000000000000000000000") => "GET /2010-04-01/Accounts/AC00000000000000000000000000000000.json";
    }
}
