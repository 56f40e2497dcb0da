//! Where the values of parameters go, and in which form (OpenAPI 3.1.1, section 4.8.12.6, and RFC 6570).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use oasmith_runtime::codec::{Map, Rule};
use oasmith_runtime::{
    Failure, HttpResponse, Meta, Mock, Operation, Outcome, Param, Request, Response, StatusCode, Style,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example/v1";
    /// A call.
    pub struct Call;
}

/// An operation that is filled in by a function.
struct Filled(fn(&mut Request));

impl Operation for Filled {
    const META: Meta = Meta::new("filled", "GET", "/pets/{petId}/x");
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, request: &mut Request) {
        self.0(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.empty()
    }
}

type Sent = oasmith_runtime::HttpRequest;

async fn sent(fill: fn(&mut Request)) -> Result<Sent, Failure<std::convert::Infallible>> {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    let client = Client::builder().transport(mock.clone()).build();
    client.call(Filled(fill)).await?;
    Ok(mock.requests().remove(0))
}

async fn url(fill: fn(&mut Request)) -> String {
    let url = sent(fill).await.unwrap().url;
    url.strip_prefix("https://api.example/v1/pets/").unwrap().to_owned()
}

async fn problem(fill: fn(&mut Request)) -> String {
    let line = sent(fill).await.unwrap_err().to_string();
    line.strip_prefix("filled: nothing was sent").unwrap().to_owned()
}

fn pet(request: &mut Request) {
    request.path(Param::new("petId"), &7);
}

fn colors() -> Vec<&'static str> {
    vec!["blue", "b&w", "ü"]
}

fn rgb() -> Map<i32> {
    [("R".to_owned(), 100), ("G".to_owned(), 200)].into_iter().collect()
}

#[tokio::test]
async fn paths() {
    assert_eq!(url(|r| r.path(Param::new("petId"), &"a/b c?ü%")).await, "a%2Fb%20c%3F%C3%BC%25/x");
    assert_eq!(url(|r| r.path(Param::new("petId"), &colors())).await, "blue,b%26w,%C3%BC/x");
    assert_eq!(url(|r| r.path(Param::new("petId"), &rgb())).await, "R,100,G,200/x");
    assert_eq!(url(|r| r.path(Param::new("petId").explode(true), &rgb())).await, "R=100,G=200/x");
    assert_eq!(url(|r| r.path(Param::new("petId").style(Style::Label), &colors())).await, ".blue,b%26w,%C3%BC/x");
    assert_eq!(url(|r| r.path(Param::new("petId").style(Style::Label).explode(true), &rgb())).await, ".R=100.G=200/x");
    assert_eq!(url(|r| r.path(Param::new("petId").style(Style::Matrix), &"")).await, ";petId/x");
    assert_eq!(url(|r| r.path(Param::new("petId").style(Style::Matrix), &rgb())).await, ";petId=R,100,G,200/x");
    assert_eq!(
        url(|r| r.path(Param::new("petId").style(Style::Matrix).explode(true), &vec![1, 2])).await,
        ";petId=1;petId=2/x"
    );
}

#[tokio::test]
async fn paths_lead_nowhere_else() {
    for value in ["..", ".", ""] {
        let request = {
            let mut request = Request::new();
            request.path(Param::new("petId"), &value);
            request
        };
        let told = request.violations()[0].to_string();
        assert_eq!(told, format!("petId: must not be {value:?} in a path"));
    }
    assert_eq!(
        problem(|r| r.path(Param::new("petId"), &None::<String>)).await,
        ", for the request breaks a rule: petId: must have a value"
    );
    assert_eq!(problem(|_| {}).await, ": the operation has not filled in the path parameter \"petId\"");
}

#[tokio::test]
async fn queries() {
    async fn query(fill: fn(&mut Request)) -> String {
        let mut request = Request::new();
        fill(&mut request);
        assert!(request.violations().is_empty());
        let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
        let client = Client::builder().transport(mock.clone()).build();
        struct Queried(Request);
        impl Operation for Queried {
            const META: Meta = Meta::new("queried", "GET", "/");
            type Output = ();
            type Error = std::convert::Infallible;
            fn encode(&self, request: &mut Request) {
                *request = self.0.clone();
            }
            fn decode(response: Response) -> Outcome<Self> {
                response.empty()
            }
        }
        client.call(Queried(request)).await.unwrap();
        mock.requests().remove(0).url.split_once("/v1/").unwrap().1.to_owned()
    }
    assert_eq!(query(|_| {}).await, "");
    assert_eq!(query(|r| r.query(Param::new("q"), &None::<i32>)).await, "");
    assert_eq!(query(|r| r.query(Param::new("q"), &Vec::<i32>::new())).await, "");
    assert_eq!(query(|r| r.query(Param::new("a b"), &"x=y&z")).await, "?a%20b=x%3Dy%26z");
    assert_eq!(query(|r| r.query(Param::new("q"), &"")).await, "?q=");
    assert_eq!(query(|r| r.query(Param::new("color"), &colors())).await, "?color=blue&color=b%26w&color=%C3%BC");
    assert_eq!(query(|r| r.query(Param::new("color").explode(false), &colors())).await, "?color=blue,b%26w,%C3%BC");
    assert_eq!(query(|r| r.query(Param::new("color"), &rgb())).await, "?R=100&G=200");
    assert_eq!(query(|r| r.query(Param::new("color").explode(false), &rgb())).await, "?color=R,100,G,200");
    assert_eq!(
        query(|r| r.query(Param::new("color").style(Style::SpaceDelimited), &vec!["a", "b"])).await,
        "?color=a%20b"
    );
    assert_eq!(
        query(|r| r.query(Param::new("color").style(Style::PipeDelimited), &vec!["a", "b"])).await,
        "?color=a%7Cb"
    );
    assert_eq!(
        query(|r| r.query(Param::new("color").style(Style::DeepObject), &rgb())).await,
        "?color%5BR%5D=100&color%5BG%5D=200"
    );
    assert_eq!(query(|r| r.query(Param::new("q").allow_reserved(), &"a/b?c d")).await, "?q=a/b?c%20d");
    let both = query(|r| {
        r.query(Param::new("on"), &true);
        r.query(Param::new("limit"), &Some(10));
        r.query(Param::new("rate"), &0.5);
    });
    assert_eq!(both.await, "?on=true&limit=10&rate=0.5");
}

#[tokio::test]
async fn headers_and_cookies() {
    let request = sent(|r| {
        pet(r);
        r.header(Param::new("X-Colors"), &colors()[..2].to_vec());
        r.header(Param::new("X-Rgb").explode(true), &rgb());
        r.header(Param::new("X-None"), &None::<String>);
        r.cookie(Param::new("session"), &"a;b");
        r.cookie(Param::new("color"), &vec!["x", "y"]);
    });
    let request = request.await.unwrap();
    let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("x-colors").as_deref(), Some("blue,b&w"));
    assert_eq!(header("x-rgb").as_deref(), Some("R=100,G=200"));
    assert_eq!(header("x-none"), None);
    assert_eq!(header("cookie").as_deref(), Some("session=a%3Bb; color=x; color=y"));
    assert_eq!(request.method, "GET");
    assert!(!request.headers.contains_key("content-type"));
}

#[tokio::test]
async fn all_problems_come_at_once() {
    let told = problem(|r| {
        r.path(Param::new("petId").rules(&[Rule::MinLength(3)]), &"ab");
        r.query(Param::new("limit").rules(&[Rule::Maximum("100")]), &Some(101));
        r.query(Param::new("tags").rules(&[Rule::Items(&[Rule::MinLength(1)])]), &vec!["a", ""]);
        r.query(Param::new("deep"), &vec![vec![1]]);
        r.header(Param::new("X-Line"), &"a\r\nb");
    });
    assert_eq!(
        told.await,
        ", for the request breaks 5 rules: petId: must have at least 3 characters, has 2; \
         limit: must be at most 100, is 101; tags/1: must have at least 1 character, has 0; \
         deep: a parameter cannot hold arrays or objects within an array or object; \
         X-Line: the value for the header \"X-Line\" has characters that no header may have"
    );
}
