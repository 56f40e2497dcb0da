//! Where the values of parameters go, and in which form (OpenAPI 3.1.1, section 4.8.12.6, and RFC 6570).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use oasmith_runtime::codec::{Map, Rule};
use oasmith_runtime::{
    Error, HttpResponse, Meta, Mock, Operation, Outcome, ParamSpec, Request, Response, StatusCode, Style,
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

async fn sent(fill: fn(&mut Request)) -> Result<Sent, Error<std::convert::Infallible>> {
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
    request.path(ParamSpec::new("petId"), &7);
}

fn colors() -> Vec<&'static str> {
    vec!["blue", "b&w", "ü"]
}

fn rgb() -> Map<i32> {
    [("R".to_owned(), 100), ("G".to_owned(), 200)].into_iter().collect()
}

#[tokio::test]
async fn paths() {
    assert_eq!(url(|r| r.path(ParamSpec::new("petId"), &"a/b c?ü%")).await, "a%2Fb%20c%3F%C3%BC%25/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId"), &colors())).await, "blue,b%26w,%C3%BC/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId"), &rgb())).await, "R,100,G,200/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").explode(true), &rgb())).await, "R=100,G=200/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::Label), &colors())).await, ".blue,b%26w,%C3%BC/x");
    assert_eq!(
        url(|r| r.path(ParamSpec::new("petId").style(Style::Label).explode(true), &rgb())).await,
        ".R=100.G=200/x"
    );
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::Matrix), &"")).await, ";petId/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::Matrix), &rgb())).await, ";petId=R,100,G,200/x");
    assert_eq!(
        url(|r| r.path(ParamSpec::new("petId").style(Style::Matrix).explode(true), &vec![1, 2])).await,
        ";petId=1;petId=2/x"
    );
}

#[tokio::test]
async fn paths_lead_nowhere_else() {
    for (value, told) in [
        (problem(|r| r.path(ParamSpec::new("petId"), &"..")).await, "\"..\""),
        (problem(|r| r.path(ParamSpec::new("petId"), &".")).await, "\".\""),
        (problem(|r| r.path(ParamSpec::new("petId"), &"")).await, "\"\""),
        (problem(|r| r.path(ParamSpec::new("petId"), &None::<String>)).await, "\"\""),
        (problem(|r| r.path(ParamSpec::new("petId").style(Style::Label), &"")).await, "\".\""),
        (problem(|r| r.path(ParamSpec::new("petId").style(Style::Label).explode(true), &vec!["."])).await, "\".%2E\""),
        (problem(|r| r.path(ParamSpec::new("petId").allow_reserved(), &"%2e.")).await, "\"%2e.\""),
        (problem(|r| r.path(ParamSpec::new("petId").allow_reserved(), &"..;a")).await, "\"..;a\""),
    ] {
        assert_eq!(value, format!(", for the request breaks a rule: petId: must not be {told} in a path"));
    }
    assert_eq!(
        problem(|r| r.path(ParamSpec::new("petId"), &Vec::<String>::new())).await,
        ", for the request breaks a rule: petId: must not be empty, for a parameter cannot hold an empty array or object"
    );
    assert_eq!(problem(|_| {}).await, ": the operation has not filled in the path parameter \"petId\"");
}

/// An operation without parameters in its path.
struct Queried(fn(&mut Request));

impl Operation for Queried {
    const META: Meta = Meta::new("queried", "GET", "/");
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, request: &mut Request) {
        self.0(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.empty()
    }
}

async fn query(fill: fn(&mut Request)) -> String {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    let client = Client::builder().transport(mock.clone()).build();
    client.call(Queried(fill)).await.unwrap();
    mock.requests().remove(0).url.split_once("/v1/").unwrap().1.to_owned()
}

/// Why a parameter is refused.
fn refused(fill: fn(&mut Request)) -> String {
    let mut request = Request::new();
    fill(&mut request);
    let violations: Vec<String> = request.violations().iter().map(ToString::to_string).collect();
    violations.join("; ")
}

#[tokio::test]
async fn queries() {
    assert_eq!(query(|_| {}).await, "");
    assert_eq!(query(|r| r.query(ParamSpec::new("q"), &None::<i32>)).await, "");
    assert_eq!(query(|r| r.query(ParamSpec::new("q"), &Vec::<i32>::new())).await, "");
    assert_eq!(query(|r| r.query(ParamSpec::new("a b"), &"x=y&z")).await, "?a%20b=x%3Dy%26z");
    assert_eq!(query(|r| r.query(ParamSpec::new("q"), &"")).await, "?q=");
    assert_eq!(query(|r| r.query(ParamSpec::new("color"), &colors())).await, "?color=blue&color=b%26w&color=%C3%BC");
    assert_eq!(query(|r| r.query(ParamSpec::new("color").explode(false), &colors())).await, "?color=blue,b%26w,%C3%BC");
    assert_eq!(query(|r| r.query(ParamSpec::new("color"), &rgb())).await, "?R=100&G=200");
    assert_eq!(query(|r| r.query(ParamSpec::new("color").explode(false), &rgb())).await, "?color=R,100,G,200");
    assert_eq!(
        query(|r| r.query(ParamSpec::new("color").style(Style::SpaceDelimited), &vec!["a", "b"])).await,
        "?color=a%20b"
    );
    assert_eq!(
        query(|r| r.query(ParamSpec::new("color").style(Style::PipeDelimited), &vec!["a", "b"])).await,
        "?color=a%7Cb"
    );
    assert_eq!(
        query(|r| r.query(ParamSpec::new("color").style(Style::DeepObject), &rgb())).await,
        "?color%5BR%5D=100&color%5BG%5D=200"
    );
    let both = query(|r| {
        r.query(ParamSpec::new("on"), &true);
        r.query(ParamSpec::new("limit"), &Some(10));
        r.query(ParamSpec::new("rate"), &0.5);
    });
    assert_eq!(both.await, "?on=true&limit=10&rate=0.5");
}

#[tokio::test]
async fn headers_and_cookies() {
    let request = sent(|r| {
        pet(r);
        r.header(ParamSpec::new("X-Colors"), &colors()[..2].to_vec());
        r.header(ParamSpec::new("X-Rgb").explode(true), &rgb());
        r.header(ParamSpec::new("X-None"), &None::<String>);
        r.cookie(ParamSpec::new("session"), &"a;b");
        r.cookie(ParamSpec::new("color"), &vec!["x", "y"]);
        // Declared as the header itself, it takes nothing from the others.
        r.header(ParamSpec::new("Cookie"), &"own=1");
    });
    let request = request.await.unwrap();
    let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("x-colors").as_deref(), Some("blue,b&w"));
    assert_eq!(header("x-rgb").as_deref(), Some("R=100,G=200"));
    assert_eq!(header("x-none"), None);
    assert_eq!(header("cookie").as_deref(), Some("session=a%3Bb; color=x; color=y; own=1"));
    assert_eq!(request.method, "GET");
    assert!(!request.headers.contains_key("content-type"));
}

#[tokio::test]
async fn all_problems_come_at_once() {
    let told = problem(|r| {
        r.path(ParamSpec::new("petId").rules(&[Rule::MinLength(3)]), &"ab");
        r.query(ParamSpec::new("limit").rules(&[Rule::Maximum("100")]), &Some(101));
        r.query(ParamSpec::new("tags").rules(&[Rule::Items(&[Rule::MinLength(1)])]), &vec!["a", ""]);
        r.query(ParamSpec::new("deep"), &vec![vec![1]]);
        r.header(ParamSpec::new("X-Line"), &"a\r\nb");
    });
    assert_eq!(
        told.await,
        ", for the request breaks 5 rules: petId: must have at least 3 characters, has 2; \
         limit: must be at most 100, is 101; tags/1: must have at least 1 character, has 0; \
         deep: a parameter cannot hold arrays or objects within an array or object; \
         X-Line: the value for the header \"X-Line\" has characters that no header may have"
    );
}

#[tokio::test]
async fn reserved_characters_stay_where_they_mean_nothing() {
    const ALL: &str = "!#$&'()*+,/:;=?@[]%41 %";
    let query_of = |r: &mut Request| r.query(ParamSpec::new("q").allow_reserved(), &ALL);
    assert_eq!(query(query_of).await, "?q=!%23$%26'()*%2B,/:;=?@%5B%5D%41%20%25");
    assert_eq!(
        query(|r| r.query(ParamSpec::new("q").allow_reserved().explode(false), &vec!["a,b", "c/d"])).await,
        "?q=a%2Cb,c/d"
    );
    assert_eq!(
        query(|r| r.query(ParamSpec::new("q").allow_reserved().style(Style::DeepObject), &rgb())).await,
        "?q%5BR%5D=100&q%5BG%5D=200"
    );
    let path_of = |r: &mut Request| r.path(ParamSpec::new("petId").allow_reserved(), &ALL);
    assert_eq!(url(path_of).await, "!%23$&'()*+,%2F:;=%3F@%5B%5D%41%20%25/x");
    assert_eq!(
        url(|r| r.path(ParamSpec::new("petId").allow_reserved().style(Style::Matrix), &"a;b,c")).await,
        ";petId=a%3Bb,c/x"
    );
}

#[tokio::test]
async fn null_and_empty_values() {
    use oasmith_runtime::codec::Nullable;
    assert_eq!(query(|r| r.query(ParamSpec::new("q"), &Nullable::<i32>::Null)).await, "");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").required(), &Nullable::<i32>::Null)).await, "?q=");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").required(), &None::<i32>)).await, "?q=");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").allow_empty(), &Some(Nullable::<i32>::Null))).await, "?q=");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").allow_empty(), &None::<Nullable<i32>>)).await, "");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").allow_empty(), &Some(Vec::<i32>::new()))).await, "?q=");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").style(Style::Json).required(), &None::<i32>)).await, "?q=null");
    assert_eq!(query(|r| r.query(ParamSpec::new("q").style(Style::Json), &None::<i32>)).await, "");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::Matrix), &None::<i32>)).await, ";petId/x");
    let empty = "q: must not be empty, for a parameter cannot hold an empty array or object";
    assert_eq!(refused(|r| r.query(ParamSpec::new("q").required(), &Vec::<i32>::new())), empty);
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q").required().style(Style::DeepObject), &Map::<i32>::new())),
        empty
    );
    assert_eq!(refused(|r| r.header(ParamSpec::new("q").required(), &Vec::<i32>::new())), empty);
}

/// What OpenAPI leaves open, in the form that most servers take.
#[tokio::test]
async fn nested_values() {
    let nested: Map<Vec<Map<i32>>> = [("items".to_owned(), vec![rgb(), rgb()])].into_iter().collect();
    assert_eq!(
        query(|r| r.query(ParamSpec::new("q").style(Style::DeepObject), &vec!["a", "b&"])).await,
        "?q%5B0%5D=a&q%5B1%5D=b%26"
    );
    assert_eq!(query(|r| r.query(ParamSpec::new("q").style(Style::DeepObject), &"now")).await, "?q=now");
    static NESTED: std::sync::OnceLock<Map<Vec<Map<i32>>>> = std::sync::OnceLock::new();
    NESTED.set(nested).unwrap();
    assert_eq!(
        query(|r| r.query(ParamSpec::new("q").style(Style::DeepObject), NESTED.get().unwrap())).await,
        "?q%5Bitems%5D%5B0%5D%5BR%5D=100&q%5Bitems%5D%5B0%5D%5BG%5D=200\
         &q%5Bitems%5D%5B1%5D%5BR%5D=100&q%5Bitems%5D%5B1%5D%5BG%5D=200"
    );
    assert_eq!(
        query(|r| r.query(ParamSpec::new("q"), NESTED.get().unwrap())).await,
        "?items=%7B%22R%22%3A100%2C%22G%22%3A200%7D&items=%7B%22R%22%3A100%2C%22G%22%3A200%7D"
    );
    let lists: fn(&mut Request) = |r| r.query(ParamSpec::new("q"), &Map::from_iter([("ids".to_owned(), vec![1, 2])]));
    assert_eq!(query(lists).await, "?ids=1&ids=2");
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q").explode(false), NESTED.get().unwrap())),
        "q: at /items: a parameter cannot hold arrays or objects within an array or object"
    );
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q"), &vec![Some(1), None])),
        "q: an array in a parameter cannot hold null"
    );
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q").style(Style::DeepObject), &Map::from_iter([("a]".to_owned(), 1)]))),
        "q: the key \"a]\" can't be put in brackets"
    );
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q"), &f64::NAN)),
        "q: a parameter cannot hold a number that is not finite"
    );
}

#[tokio::test]
async fn what_a_place_cannot_hold_is_refused() {
    assert_eq!(
        refused(|r| r.query(ParamSpec::new("q").style(Style::SpaceDelimited), &vec!["a b"])),
        "q: \"a b\" must not hold \" \", which sets parts apart"
    );
    assert_eq!(
        refused(|r| r.header(ParamSpec::new("X"), &vec!["a,b"])),
        "X: \"a,b\" must not hold \",\", which sets parts apart"
    );
    assert_eq!(refused(|r| r.header(ParamSpec::new("X"), &"a,b")), "");
    assert_eq!(
        refused(|r| r.header(ParamSpec::new("X"), &" a")),
        "X: must not begin or end with white space, which headers lose"
    );
    assert_eq!(
        refused(|r| r.header(ParamSpec::new("X").explode(true), &Map::from_iter([("a=".to_owned(), 1)]))),
        "X: the key \"a=\" must not hold \"=\", which sets its value apart"
    );
    assert_eq!(
        refused(|r| r.cookie(ParamSpec::new("c").style(Style::Cookie), &"a b")),
        "c: has characters that no cookie may have"
    );
}

#[tokio::test]
async fn other_styles() {
    let request = sent(|r| {
        pet(r);
        r.header(ParamSpec::new("X-Space").style(Style::SpaceDelimited), &vec!["a", "b"]);
        r.header(ParamSpec::new("X-Tab").style(Style::TabDelimited), &vec!["a", "b"]);
        r.header(ParamSpec::new("X-Pipe").style(Style::PipeDelimited), &vec!["a", "b"]);
        r.header(ParamSpec::new("X-Json").style(Style::Json), &"ü😀,");
        r.cookie(ParamSpec::new("plain").style(Style::Cookie), &"a%2C!");
        r.cookie(ParamSpec::new("list").style(Style::Cookie), &vec!["x", "y"]);
        r.cookie(ParamSpec::new("comma").explode(false), &vec!["x", "y"]);
        r.cookie(ParamSpec::new("json").style(Style::Json), &vec![1, 2]);
        r.cookie(ParamSpec::new("and"), &vec!["a&b", "c"]);
    });
    let request = request.await.unwrap();
    let header = |name: &str| request.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-space"), "a b");
    assert_eq!(header("x-tab"), "a\tb");
    assert_eq!(header("x-pipe"), "a|b");
    assert_eq!(header("x-json"), r#""\u00fc\ud83d\ude00,""#);
    assert_eq!(header("cookie"), "plain=a%2C!; list=x; list=y; comma=x,y; json=%5B1%2C2%5D; and=a%26b; and=c");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::TabDelimited), &vec!["a", "b"])).await, "a%09b/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::PipeDelimited), &vec!["a", "b"])).await, "a%7Cb/x");
    assert_eq!(url(|r| r.path(ParamSpec::new("petId").style(Style::SpaceDelimited), &vec!["a", "b"])).await, "a%20b/x");
}

/// OpenAPI 3.2's `in: querystring`, with the bytes of its examples.
#[tokio::test]
async fn whole_queries() {
    let form: fn(&mut Request) = |r| {
        let pairs = [("foo", "a + b"), ("bar", "true~ü")].map(|(key, value)| (key.to_owned(), value));
        r.query_form(ParamSpec::new("metadata"), &Map::from_iter(pairs), &[]);
    };
    assert_eq!(query(form).await, "?foo=a+%2B+b&bar=true%7E%C3%BC");
    assert_eq!(
        query(|r| r.query_text(ParamSpec::new("json").style(Style::Json), &rgb())).await,
        "?%7B%22R%22%3A100%2C%22G%22%3A200%7D"
    );
    assert_eq!(query(|r| r.query_text(ParamSpec::new("selector"), &"$.a.b[1:1]")).await, "?%24.a.b%5B1%3A1%5D");
    assert_eq!(query(|r| r.query_text(ParamSpec::new("json").style(Style::Json), &None::<i32>)).await, "");
}

#[tokio::test]
async fn templates_with_a_query_or_a_fragment() {
    struct Templated;
    impl Operation for Templated {
        const META: Meta = Meta::new("templated", "GET", "/rows?kind=a#list");
        type Output = ();
        type Error = std::convert::Infallible;
        fn encode(&self, request: &mut Request) {
            request.query(ParamSpec::new("q"), &1);
        }
        fn decode(response: Response) -> Outcome<Self> {
            response.empty()
        }
    }
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    Client::builder().transport(mock.clone()).build().call(Templated).await.unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example/v1/rows?kind=a&q=1");
}
