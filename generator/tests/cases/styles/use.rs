//! Every defined cell of the table of OpenAPI 3.1.2, section "Style Examples", and what 3.2 adds, as it goes over the
//! wire. The cells that are not defined are in `diagnostics.txt`.

use super::loopback::{Afterwards, Loopback};
use super::styles::querystring::WholeFormFilter;
use super::styles::types::Rgb;
use super::styles::{Call, Client};

/// What a call puts after `GET ` and into its headers.
fn sent<'c, O>(
    client: &'c Client,
    server: &Loopback,
    call: impl FnOnce(&'c Client) -> Call<'c, O>,
) -> (String, Vec<String>)
where
    O: oasmith_runtime::Operation<Output = (), Error = std::convert::Infallible>,
{
    call(client).send_blocking().unwrap();
    let request = server.requests().pop().unwrap();
    let mut lines = request.lines();
    let target = lines.next().unwrap().strip_prefix("GET ").unwrap().strip_suffix(" HTTP/1.1").unwrap();
    let headers = lines.filter(|line| line.starts_with("x-") || line.starts_with("cookie:"));
    (target.to_owned(), headers.map(str::to_owned).collect())
}

/// The targets of calls.
macro_rules! assert_targets {
    ($($call:expr => $target:literal,)*) => {
        let server = Loopback::start("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n", Afterwards::Close).unwrap();
        let client = Client::with_server(server.url());
        $(assert_eq!(sent(&client, &server, $call).0, $target);)*
    };
}

/// The headers of calls.
macro_rules! assert_headers {
    ($($call:expr => [$($header:literal),*],)*) => {
        let server = Loopback::start("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n", Afterwards::Close).unwrap();
        let client = Client::with_server(server.url());
        $(assert_eq!(sent(&client, &server, $call).1, [$($header),*]);)*
    };
}

fn colors() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).into()
}

fn rgb() -> Rgb {
    Rgb::new(100, 200, 150)
}

// support: Parameters | Styles `matrix`, `label`, `simple` in paths | yes
#[test]
fn styles_of_paths() {
    assert_targets! {
        |client| client.path().matrix("", "blue", colors(), rgb())
            => "/matrix/a;empty/b;string=blue/c;array=blue,black,brown/d;object=R,100,G,200,B,150",
        |client| client.path().matrix_exploded("", "blue", colors(), rgb())
            => "/matrix-exploded/a;empty/b;string=blue/c;array=blue;array=black;array=brown/d;R=100;G=200;B=150",
        |client| client.path().label("", "blue", colors(), rgb())
            => "/label/a./b.blue/c.blue,black,brown/d.R,100,G,200,B,150",
        |client| client.path().label_exploded("", "blue", colors(), rgb())
            => "/label-exploded/a./b.blue/c.blue.black.brown/d.R=100.G=200.B=150",
        |client| client.path().simple("", "blue", colors(), rgb())
            => "/simple/a/bblue/cblue,black,brown/dR,100,G,200,B,150",
        |client| client.path().simple_exploded("", "blue", colors(), rgb())
            => "/simple-exploded/a/bblue/cblue,black,brown/dR=100,G=200,B=150",
    }
}

// support: Parameters | Styles `form`, `spaceDelimited`, `pipeDelimited`, `deepObject` in queries | yes
#[test]
fn styles_of_queries() {
    assert_targets! {
        |client| client.query().form("", "blue", colors(), rgb())
            => "/form?empty=&string=blue&array=blue,black,brown&object=R,100,G,200,B,150",
        |client| client.query().form_exploded("", "blue", colors(), rgb())
            => "/form-exploded?empty=&string=blue&array=blue&array=black&array=brown&R=100&G=200&B=150",
        |client| client.query().space_delimited(colors(), rgb())
            => "/spaceDelimited?array=blue%20black%20brown&object=R%20100%20G%20200%20B%20150",
        |client| client.query().pipe_delimited(colors(), rgb())
            => "/pipeDelimited?array=blue%7Cblack%7Cbrown&object=R%7C100%7CG%7C200%7CB%7C150",
        |client| client.query().deep_object(rgb())
            => "/deepObject?object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150",
    }
}

// support: Parameters | Style `simple` in headers | yes
#[test]
fn styles_of_headers() {
    assert_headers! {
        |client| client.header().headers("", "blue", colors(), rgb())
            => ["x-empty: ", "x-string: blue", "x-array: blue,black,brown", "x-object: R,100,G,200,B,150"],
        |client| client.header().exploded("", "blue", colors(), rgb())
            => ["x-empty: ", "x-string: blue", "x-array: blue,black,brown", "x-object: R=100,G=200,B=150"],
    }
}

// support: Parameters | Styles `form` and `cookie` (3.2) in cookies: `form` is percent-encoded as in a query (`=` is `%3D`), as OpenAPI 3.2 has it; `cookie` sends the value as it is; of arrays and objects with `explode: false` a note says that cookies can't hold commas | yes
#[test]
fn styles_of_cookies() {
    assert_headers! {
        |client| client.cookie().form("", "blue", colors(), rgb())
            => ["cookie: empty=; string=blue; array=blue,black,brown; object=R,100,G,200,B,150"],
        |client| client.cookie().form_cookies_exploded("", "b;l", colors(), rgb())
            => ["cookie: empty=; string=b%3Bl; array=blue; array=black; array=brown; R=100; G=200; B=150"],
        |client| client.cookie().cookies("", "b%3Bl", colors(), rgb())
            => ["cookie: empty=; string=b%3Bl; array=blue,black,brown; object=R,100,G,200,B,150"],
        |client| client.cookie().cookies_exploded("", "blue", colors(), rgb())
            => ["cookie: empty=; string=blue; array=blue; array=black; array=brown; R=100; G=200; B=150"],
        // RFC 6570 escapes what a cookie could hold as it is; the style `cookie` does not.
        |client| client.cookie().form("", "YWI=", colors(), rgb())
            => ["cookie: empty=; string=YWI%3D; array=blue,black,brown; object=R,100,G,200,B,150"],
        |client| client.cookie().cookies("", "YWI=", colors(), rgb())
            => ["cookie: empty=; string=YWI=; array=blue,black,brown; object=R,100,G,200,B,150"],
    }
}

// support: Parameters | `content` of cookies: text as the caller writes it, as OpenAPI 3.1.2 (appendix D) has it; JSON in percent-encoding | yes
#[test]
fn cookies_with_a_media_type() {
    assert_headers! {
        |client| client.cookie().content().text("a%2C!=").json(colors()).form(7)
            => ["cookie: text=a%2C!=; json=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D; form=7"],
    }
    let failure = Client::new().cookie().content().text("a;b").send_blocking().unwrap_err();
    assert_eq!(failure.violations()[0].to_string(), "text: has characters that no cookie may have");
}

// support: Parameters | `content` | yes
#[test]
fn parameters_with_a_media_type() {
    assert_targets! {
        |client| client.query().content().json(rgb()).text("a, b")
            => "/content?json=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D&text=a%2C%20b",
        |client| client.query().content().any("a b").other(rgb())
            => "/content?any=a%20b&other=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    }
    assert_headers! {
        |client| client.query().content().x_json(colors()).x_text("a, b")
            => ["x-json: [\"blue\",\"black\",\"brown\"]", "x-text: a, b"],
    }
}

// support: Parameters | `allowReserved`, `allowEmptyValue` | yes
#[test]
fn empty_and_reserved_values() {
    assert_targets! {
        |client| client.query().special(None) => "/special?null=",
        |client| client.query().special(Some("a".to_owned())).reserved("a/b?c&d") => "/special?reserved=a/b?c%26d&null=a",
        |client| client.query().special(None).empty("") => "/special?empty=&null=",
    }
}

// support: Parameters | `allowReserved` in paths and cookies (3.2): `/`, `?`, `#` and dot segments can't change the path; before 3.2 a note says that it means nothing there | yes
#[test]
fn reserved_characters_stay_in_paths() {
    assert_targets! {
        |client| client.path().reserved("a:b@c!$&'()*+,;=d", "a:b") => "/files/a:b@c!$&'()*+,;=d/a%3Ab",
        |client| client.path().reserved("a/b?c#d%2Fe%", "x") => "/files/a%2Fb%3Fc%23d%2Fe%25/x",
        |client| client.path().reserved("../a", "x") => "/files/..%2Fa/x",
    }
    assert_headers! {
        |client| client.path().reserved("a", "b").seen("a:b;c") => ["cookie: seen=a:b%3Bc"],
    }
    for path in ["..", "%2e%2E", ".", "..;a", ""] {
        let client = Client::with_server("http://127.0.0.1:1");
        let failure = client.path().reserved(path, "x").send_blocking().unwrap_err();
        assert_eq!(failure.violations().len(), 1, "{path:?} {failure}");
    }
}

// support: Parameters | What OpenAPI does not define for a style | partial: sent as most servers take it, which a note says
#[test]
fn what_no_style_defines_is_sent_all_the_same() {
    let texts = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    assert_targets! {
        |client| client.undefined().undefined().spaced("a b").piped(colors()).deep(7).flat(rgb())
            => "/undefined?spaced=a%20b&piped=blue&piped=black&piped=brown&deep=7&flat%5BR%5D=100&flat%5BG%5D=200&flat%5BB%5D=150",
        |client| client.undefined().undefined().nested(texts(&["R,1", "{\"G\":2}"])).xml("<R>1</R>")
            => "/undefined?nested=R%2C1&nested=%7B%22G%22%3A2%7D&xml=%3CR%3E1%3C%2FR%3E",
    }
}

// support: Parameters | Arrays in style `deepObject` | partial: OpenAPI does not define them; sent with numbers, which a note says
#[test]
fn what_openapi_leaves_open_is_sent_as_most_servers_take_it() {
    assert_targets! {
        |client| client.query().special(None).numbered(colors())
            => "/special?null=&numbered%5B0%5D=blue&numbered%5B1%5D=black&numbered%5B2%5D=brown",
        |client| client.query().special(None).defaulted(rgb())
            => "/special?null=&defaulted%5BR%5D=100&defaulted%5BG%5D=200&defaulted%5BB%5D=150",
    }
}

// support: Parameters | `in: querystring` (3.2) | yes
#[test]
fn whole_queries() {
    assert_targets! {
        |client| client.querystring().whole_form() => "/whole/form",
        |client| client.querystring().whole_form().filter(WholeFormFilter::new().foo("a + b").bar(true).ids(vec![1, 2]))
            => "/whole/form?foo=a+%2B+b&bar=true&ids=1,2",
        |client| client.querystring().whole_json(rgb())
            => "/whole/json?%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
        |client| client.querystring().whole_text("$.a[1:2]") => "/whole/text?%24.a%5B1%3A2%5D",
    }
}
