// The client that examples of the documentation call: two operations, as the generator would emit them, and a server.

use oasmith_runtime as rt;

#[derive(Clone, PartialEq)]
pub struct Pet {
    pub name: String,
}

rt::record! { Pet { name: "name" required } }

#[derive(Clone, PartialEq)]
pub struct Problem {
    pub detail: String,
}

rt::record! { Problem { detail: "detail" required } }

#[derive(Clone, Debug)]
pub struct GetPet {
    pub id: i64,
}

impl rt::Operation for GetPet {
    const META: rt::Meta = rt::Meta::new("getPet", "GET", "/pets/{id}");
    type Output = Pet;
    type Error = Problem;

    fn encode(&self, request: &mut rt::Request) {
        request.path(rt::ParamSpec::new("id"), &self.id);
    }

    fn decode(response: rt::Response) -> rt::Outcome<Self> {
        match response.code() {
            200 => response.json(),
            404 => response.error(),
            _ => response.undeclared(),
        }
    }
}

/// Pets as they come: a line of JSON each.
#[derive(Clone, Debug)]
pub struct WatchPets;

impl rt::Operation for WatchPets {
    const META: rt::Meta =
        rt::Meta::new("watchPets", "GET", "/pets").accept("application/jsonl").streams(&[(200, 200)]);
    type Output = rt::ItemStream<Pet>;
    type Error = std::convert::Infallible;

    fn encode(&self, _: &mut rt::Request) {}

    fn decode(response: rt::Response) -> rt::Outcome<Self> {
        match response.code() {
            200 => response.items(rt::Framing::JsonLines),
            _ => response.undeclared(),
        }
    }
}

rt::client! {
    /// A client of the pets' API.
    pub struct Client for "https://api.example";
    /// A call that has not been sent.
    pub struct Call;
}

/// What answers in place of the server.
pub fn server() -> rt::Mock {
    rt::Mock::new(|request| {
        Ok(match request.url.as_str() {
            "https://api.example/pets/7" => {
                let mut response = rt::HttpResponse::json(rt::StatusCode::OK, r#"{"name":"Rex"}"#);
                response.headers.insert("x-rate-limit", http::HeaderValue::from_static("99"));
                response
            }
            "https://api.example/pets" => {
                let mut response =
                    rt::HttpResponse::json(rt::StatusCode::OK, "{\"name\":\"Rex\"}\n{\"name\":\"Tom\"}\n");
                response.headers.insert("content-type", http::HeaderValue::from_static("application/jsonl"));
                response
            }
            _ => rt::HttpResponse::json(rt::StatusCode::NOT_FOUND, r#"{"detail":"no such pet"}"#),
        })
    })
}
