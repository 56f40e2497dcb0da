//! Values of parameters over a real connection: what arrives is what was given, or nothing is sent.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use oasmith_runtime::codec::{Encode, Map};
use oasmith_runtime::{ErrorKind, Meta, Operation, Outcome, ParamSpec, Request, Response, Style};

use super::transport;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example";
    /// A call.
    pub struct Call;
}

fn client_of(url: &str) -> Client {
    Client::builder().transport(transport()).server(url).build()
}

/// What came over the wire.
struct Arrived {
    target: String,
    headers: Vec<String>,
}

impl Arrived {
    /// What stands in the path between `/v/` and `/end`.
    fn path(&self) -> &str {
        let path = self.target.split('?').next().unwrap();
        path.strip_prefix("/v/").unwrap().strip_suffix("/end").unwrap()
    }

    fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let line = self.headers.iter().find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.eq_ignore_ascii_case(name).then_some(value)
        })?;
        Some(line.trim_matches([' ', '\t']))
    }
}

/// A server that passes on every request and answers it.
fn server() -> (String, Receiver<Arrived>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, sender) = (stream.unwrap(), sender.clone());
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap());
                let mut stream = stream;
                loop {
                    let mut head = Vec::new();
                    loop {
                        let mut line = Vec::new();
                        if lines.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
                            return;
                        }
                        let line = String::from_utf8(line).unwrap();
                        match line.strip_suffix("\r\n").unwrap() {
                            "" => break,
                            line => head.push(line.to_owned()),
                        }
                    }
                    let target = head.remove(0).split(' ').nth(1).unwrap().to_owned();
                    sender.send(Arrived { target, headers: head }).unwrap();
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
                }
            });
        }
    });
    (format!("http://{address}"), receiver)
}

/// An operation that is filled in by a function.
struct Filled<'f>(&'f dyn Fn(&mut Request));

impl Operation for Filled<'_> {
    const META: Meta = Meta::new("filled", "GET", "/v/{v}/end");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        self.0(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.empty()
    }
}

struct Wire {
    client: Client,
    arrivals: Receiver<Arrived>,
}

impl Wire {
    fn new() -> Self {
        let (url, arrivals) = server();
        Self { client: client_of(&url), arrivals }
    }

    /// Sends a request; `None` where it is refused before anything is sent.
    async fn send(&self, fill: &dyn Fn(&mut Request)) -> Option<Arrived> {
        match self.client.call(Filled(fill)).await {
            Ok(()) => Some(self.arrivals.recv().unwrap()),
            Err(failure) => {
                assert!(matches!(failure.kind(), ErrorKind::Invalid(_)), "{failure:#?}");
                assert!(self.arrivals.try_recv().is_err(), "it was sent");
                None
            }
        }
    }

    async fn in_path(&self, param: ParamSpec, value: &dyn Encode) -> Option<Arrived> {
        self.send(&|request| request.path(param, value)).await
    }

    async fn in_query(&self, param: ParamSpec, value: &dyn Encode) -> Option<Arrived> {
        self.send(&|request| {
            request.path(ParamSpec::new("v"), &1);
            request.query(param, value);
        })
        .await
    }

    async fn in_header(&self, param: ParamSpec, value: &dyn Encode) -> Option<Arrived> {
        self.send(&|request| {
            request.path(ParamSpec::new("v"), &1);
            request.header(param, value);
        })
        .await
    }

    async fn in_cookie(&self, param: ParamSpec, value: &dyn Encode) -> Option<Arrived> {
        self.send(&|request| {
            request.path(ParamSpec::new("v"), &1);
            request.cookie(param, value);
        })
        .await
    }
}

/// Percent-decoding, as servers do it.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        if *byte == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The pairs of a query, in which `+` is a space.
fn pairs(query: &str) -> Vec<(String, String)> {
    let read = |text: &str| decoded(&text.replace('+', " "));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        (read(name), read(value))
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

fn cookies(header: &str) -> Vec<(String, String)> {
    header.split("; ").map(|pair| pair.split_once('=').unwrap()).map(|(a, b)| (decoded(a), decoded(b))).collect()
}

/// Every ASCII character, alone and within text; Unicode; what breaks naive clients; and text put together at random.
fn values() -> Vec<String> {
    let ascii = (0..128_u8).map(char::from);
    let mut values: Vec<String> = ascii.clone().map(String::from).collect();
    values.extend(ascii.map(|character| format!("a{character}b")));
    let known = [
        "",
        ".",
        "..",
        "...",
        "../",
        "../../etc/passwd",
        "./",
        "/",
        "//",
        "%",
        "%2",
        "%2e",
        "%2e%2e",
        "%2E.",
        "%2F",
        "%00",
        "%25",
        "..;",
        "..;/",
        ";a=b",
        "a;b",
        "a&b=c",
        "&",
        "#",
        "a#b",
        "?",
        "a?b",
        "+",
        "a+b",
        " ",
        "a b",
        " a",
        "a ",
        "\t",
        "\r\n",
        "a\r\nX-Evil: 1",
        "a\n b",
        "\0",
        "a\\..\\b",
        "\\",
        "{v}",
        "{",
        "}",
        "[]",
        "a[0]",
        "a,b",
        ",",
        "a|b",
        "\"a\"",
        "'",
        "http://evil.example/",
        "//evil.example",
        "@evil.example",
        ":80",
        "null",
        "true",
        "0",
        "é",
        "ü ö",
        "日本語",
        "😀",
        "\u{7f}",
        "\u{80}",
        "\u{a0}",
        "\u{200b}",
        "\u{2028}",
        "\u{202e}",
        "\u{feff}",
        "\u{fffd}",
        "\u{10ffff}",
        "e\u{301}",
    ];
    values.extend(known.map(str::to_owned));
    let alphabet: Vec<char> = "ab.%2eE/\\;,&=#?+ |[]{}\"'~-_:@!$()*<>^`\t\r\n\0éß日😀".chars().collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap() % below
    };
    for _ in 0..200 {
        let length = random(10);
        values.push((0..length).map(|_| alphabet[random(alphabet.len())]).collect());
    }
    values
}

/// Lists of one to three of the values.
fn lists() -> Vec<Vec<String>> {
    let values = values();
    let pick = |at: usize| values[(at * 7 + at / 3) % values.len()].clone();
    (0..values.len())
        .map(|at| (0..=at % 3).map(|more| if more == 0 { values[at].clone() } else { pick(at + more) }).collect())
        .collect()
}

/// Objects whose keys and values are those of a list.
fn objects() -> Vec<Map<String>> {
    let list = |list: Vec<String>| list.iter().map(|text| (text.clone(), text.chars().rev().collect())).collect();
    lists().into_iter().map(list).collect()
}

fn entries(object: &Map<String>) -> Vec<(String, String)> {
    object.iter().map(|(key, value)| (key.to_owned(), value.clone())).collect()
}

fn fits_a_header(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'\t' || (32..127).contains(&byte)) && text.trim_matches([' ', '\t']) == text
}

#[tokio::test]
async fn scalars() {
    let wire = Wire::new();
    for value in &values() {
        match wire.in_path(ParamSpec::new("v"), value).await {
            Some(arrived) => assert_eq!(decoded(arrived.path()), *value),
            None => assert!(["", ".", ".."].contains(&value.as_str()), "{value:?} is refused in paths"),
        }
        let arrived = wire.in_path(ParamSpec::new("v").style(Style::Matrix), value).await.unwrap();
        let matrix = arrived.path().strip_prefix(";v").unwrap();
        assert_eq!(decoded(matrix.strip_prefix('=').unwrap_or(matrix)), *value);
        match wire.in_path(ParamSpec::new("v").style(Style::Label), value).await {
            Some(arrived) => assert_eq!(decoded(arrived.path().strip_prefix('.').unwrap()), *value),
            None => assert!(["", "."].contains(&value.as_str()), "{value:?} is refused after a dot"),
        }
        let arrived = wire.in_query(ParamSpec::new("q &"), value).await.unwrap();
        assert_eq!(pairs(arrived.query()), [("q &".to_owned(), value.clone())]);
        let arrived = wire.in_cookie(ParamSpec::new("c;"), value).await.unwrap();
        assert_eq!(cookies(arrived.header("cookie").unwrap()), [("c;".to_owned(), value.clone())]);
        match wire.in_header(ParamSpec::new("X-Value"), value).await {
            Some(arrived) => assert_eq!(arrived.header("x-value").unwrap(), value),
            None => assert!(!fits_a_header(value), "{value:?} is refused in headers"),
        }
        let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        match wire.in_cookie(ParamSpec::new("c").style(Style::Cookie), value).await {
            Some(arrived) => assert_eq!(arrived.header("cookie").unwrap(), format!("c={value}")),
            None => assert!(!value.bytes().all(is_octet), "{value:?} is refused in cookies"),
        }
    }
}

/// With `allowReserved`, escapes in a value are the caller's; all else arrives as it was given.
#[tokio::test]
async fn scalars_that_keep_reserved_characters() {
    let wire = Wire::new();
    let reserved = |name| ParamSpec::new(name).allow_reserved();
    for value in values().iter().filter(|value| !value.contains('%')) {
        match wire.in_path(reserved("v"), value).await {
            Some(arrived) => assert_eq!(decoded(arrived.path()), *value),
            None => assert!(matches!(value.split(';').next().unwrap(), "" | "." | ".."), "{value:?} is refused"),
        }
        let arrived = wire.in_query(reserved("q"), value).await.unwrap();
        assert_eq!(pairs(arrived.query()), [("q".to_owned(), value.clone())]);
        let arrived = wire.in_cookie(reserved("c"), value).await.unwrap();
        assert_eq!(cookies(arrived.header("cookie").unwrap()), [("c".to_owned(), value.clone())]);
    }
}

#[tokio::test]
async fn arrays() {
    let wire = Wire::new();
    for list in &lists() {
        let split = |text: &str, delimiter: &str| text.split(delimiter).map(decoded).collect::<Vec<_>>();
        if let Some(arrived) = wire.in_path(ParamSpec::new("v"), list).await {
            assert_eq!(split(arrived.path(), ","), *list);
        } else {
            assert!(matches!(list.as_slice(), [only] if ["", ".", ".."].contains(&only.as_str())), "{list:?}");
        }
        if let Some(arrived) = wire.in_path(ParamSpec::new("v").style(Style::Label).explode(true), list).await {
            assert_eq!(split(arrived.path().strip_prefix('.').unwrap(), "."), *list);
        } else {
            assert!(list.concat().len() < 2 && list.concat().replace('.', "").is_empty(), "{list:?}");
        }
        let arrived = wire.in_path(ParamSpec::new("v").style(Style::Matrix).explode(true), list).await.unwrap();
        assert_eq!(split(arrived.path().strip_prefix(";v=").unwrap(), ";v="), *list);

        let named: Vec<_> = list.iter().map(|item| ("q".to_owned(), item.clone())).collect();
        assert_eq!(pairs(wire.in_query(ParamSpec::new("q"), list).await.unwrap().query()), named);
        let arrived = wire.in_query(ParamSpec::new("q").explode(false), list).await.unwrap();
        assert_eq!(split(arrived.query().strip_prefix("q=").unwrap(), ","), *list);
        let numbered = list.iter().enumerate().map(|(at, item)| (format!("q[{at}]"), item.clone()));
        let arrived = wire.in_query(ParamSpec::new("q").style(Style::DeepObject), list).await.unwrap();
        assert_eq!(pairs(arrived.query()), numbered.collect::<Vec<_>>());
        for (style, delimiter) in
            [(Style::SpaceDelimited, ' '), (Style::TabDelimited, '\t'), (Style::PipeDelimited, '|')]
        {
            match wire.in_query(ParamSpec::new("q").style(style), list).await {
                Some(arrived) => {
                    let text = &pairs(arrived.query())[0].1;
                    assert_eq!(text.split(delimiter).collect::<Vec<_>>(), *list);
                }
                None => assert!(list.concat().contains(delimiter), "{list:?} is refused in style {style:?}"),
            }
        }

        let arrived = wire.in_cookie(ParamSpec::new("q"), list).await.unwrap();
        assert_eq!(cookies(arrived.header("cookie").unwrap()), named);
        match wire.in_header(ParamSpec::new("X-Value"), list).await {
            Some(arrived) => assert_eq!(arrived.header("x-value").unwrap().split(',').collect::<Vec<_>>(), *list),
            None => {
                let fits = |item: &String| fits_a_header(item) && !item.contains(',');
                assert!(!list.iter().all(fits), "{list:?} is refused in headers");
            }
        }
    }
}

#[tokio::test]
async fn objects_of_strings() {
    let wire = Wire::new();
    for object in &objects() {
        let arrived = wire.in_query(ParamSpec::new("q"), object).await.unwrap();
        assert_eq!(pairs(arrived.query()), entries(object));
        let flattened: Vec<String> = entries(object).into_iter().flat_map(|(key, value)| [key, value]).collect();
        let arrived = wire.in_query(ParamSpec::new("q").explode(false), object).await.unwrap();
        let text = arrived.query().strip_prefix("q=").unwrap();
        assert_eq!(text.split(',').map(decoded).collect::<Vec<_>>(), flattened);
        match wire.in_query(ParamSpec::new("q").style(Style::DeepObject), object).await {
            Some(arrived) => {
                let named = entries(object).into_iter().map(|(key, value)| (format!("q[{key}]"), value));
                assert_eq!(pairs(arrived.query()), named.collect::<Vec<_>>());
            }
            None => assert!(object.iter().any(|(key, _)| key.is_empty() || key.contains(['[', ']'])), "{object:?}"),
        }
        let arrived = wire.in_path(ParamSpec::new("v").explode(true), object).await.unwrap();
        let pair = |pair: &str| pair.split_once('=').map(|(key, value)| (decoded(key), decoded(value))).unwrap();
        assert_eq!(arrived.path().split(',').map(pair).collect::<Vec<_>>(), entries(object));
        match wire.in_header(ParamSpec::new("X-Value").explode(true), object).await {
            Some(arrived) => {
                let plain = |pair: &str| pair.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
                let arrived = arrived.header("x-value").unwrap();
                assert_eq!(arrived.split(',').map(|pair| plain(pair).unwrap()).collect::<Vec<_>>(), entries(object));
            }
            None => {
                let fits = |text: &str| fits_a_header(text) && !text.contains(',');
                let all = object.iter().all(|(key, value)| fits(key) && !key.contains('=') && fits(value));
                assert!(!all, "{object:?} is refused in headers");
            }
        }
    }
}

/// JSON in a header is written in ASCII, so that no text is refused.
#[tokio::test]
async fn json() {
    let wire = Wire::new();
    for value in &values() {
        let json = |name| ParamSpec::new(name).style(Style::Json);
        let read = |text: &str| serde_json::from_str::<String>(text).unwrap();
        let arrived = wire.in_path(json("v"), value).await.unwrap();
        assert_eq!(read(&decoded(arrived.path())), *value);
        let arrived = wire.in_query(json("q"), value).await.unwrap();
        assert_eq!(read(&pairs(arrived.query())[0].1), *value);
        let arrived = wire.in_header(json("X-Value"), value).await.unwrap();
        assert_eq!(read(arrived.header("x-value").unwrap()), *value);
        let arrived = wire.in_cookie(json("c"), value).await.unwrap();
        assert_eq!(read(&cookies(arrived.header("cookie").unwrap())[0].1), *value);
    }
}
