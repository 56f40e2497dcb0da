//! Signature Version 4: the vectors of AWS's public test suite, and retries.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oasmith_runtime::{Body, HttpRequest, Retry};
use sample_signing::{Client, SignatureV4};

use crate::server;

/// 20150830T123600Z
const NOW: Duration = Duration::from_secs(1_440_938_160);

fn signer() -> SignatureV4 {
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    SignatureV4::new("AKIDEXAMPLE", secret, "us-east-1", "service").clock(|| UNIX_EPOCH + NOW)
}

fn request(method: &str, target: &str, headers: &[(&'static str, &'static str)]) -> HttpRequest {
    let url = format!("https://example.amazonaws.com{target}");
    let mut request = HttpRequest::new(method.parse().unwrap(), url);
    for (name, value) in headers {
        request.headers.append(*name, value.parse().unwrap());
    }
    request
}

/// The names of the signed headers, and the signature.
fn signed(mut request: HttpRequest) -> (String, String) {
    signer().sign(&mut request).unwrap();
    assert_eq!(request.headers["x-amz-date"], "20150830T123600Z");
    let authorization = request.headers["authorization"].to_str().unwrap();
    let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ";
    let rest = authorization.strip_prefix(scope).unwrap();
    let (names, signature) = rest.split_once(", ").unwrap();
    (names.replace("SignedHeaders=", ""), signature.replace("Signature=", ""))
}

/// The vectors whose requests have no body, by their names in the suite.
#[test]
fn requests_are_signed_as_in_the_public_vectors() {
    const UNRESERVED: &str = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const VANILLA: &str = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    let vectors = [
        ("get-vanilla", "GET", "/", VANILLA),
        ("get-vanilla-query", "GET", "/", VANILLA),
        (
            "get-vanilla-query-order-key-case",
            "GET",
            "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "get-vanilla-empty-query-key",
            "GET",
            "/?Param1=value1",
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        ),
        (
            "get-vanilla-query-unreserved",
            "GET",
            &format!("/?{UNRESERVED}={UNRESERVED}"),
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        ),
        (
            "get-vanilla-utf8-query",
            "GET",
            "/?\u{1234}=bar",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        ),
        // The same as it goes over the wire.
        (
            "get-vanilla-utf8-query",
            "GET",
            "/?%E1%88%B4=bar",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        ),
        (
            "get-unreserved",
            "GET",
            &format!("/{UNRESERVED}"),
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        ),
        ("get-utf8", "GET", "/\u{1234}", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        ("get-space", "GET", "/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        ("get-slash", "GET", "//", VANILLA),
        ("get-slash-dot-slash", "GET", "/./", VANILLA),
        ("get-relative", "GET", "/example/..", VANILLA),
        ("get-relative-relative", "GET", "/example1/example2/../..", VANILLA),
        ("get-slashes", "GET", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        (
            "get-slash-pointless-dot",
            "GET",
            "/./example",
            "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
        ),
        ("post-vanilla", "POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            "post-vanilla-query",
            "POST",
            "/?Param1=value1",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
        ),
    ];
    for (vector, method, target, signature) in vectors {
        let expected = ("host;x-amz-date".to_owned(), signature.to_owned());
        assert_eq!(signed(request(method, target, &[])), expected, "{vector}");
    }
}

#[test]
fn headers_are_signed_as_in_the_public_vectors() {
    let signature = |method, headers: &[(&'static str, &'static str)]| signed(request(method, "/", headers)).1;
    let duplicate = [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")];
    assert_eq!(
        signature("GET", &duplicate),
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        "get-header-key-duplicate"
    );
    let order =
        [("my-header1", "value4"), ("my-header1", "value1"), ("my-header1", "value3"), ("my-header1", "value2")];
    assert_eq!(
        signature("GET", &order),
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "get-header-value-order"
    );
    let trim = request("GET", "/", &[("my-header1", " value1"), ("my-header2", " \"a   b   c\"")]);
    let names = "host;my-header1;my-header2;x-amz-date".to_owned();
    let expected = "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736".to_owned();
    assert_eq!(signed(trim), (names, expected), "get-header-value-trim");
    assert_eq!(
        signature("POST", &[("My-Header1", "VALUE1")]),
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        "post-header-value-case"
    );
}

#[test]
fn bodies_are_signed_as_in_the_public_vectors() {
    for (content_type, signature) in [
        ("application/x-www-form-urlencoded", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
        (
            "application/x-www-form-urlencoded; charset=utf8",
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
        ),
    ] {
        let mut request = request("POST", "/", &[("content-type", content_type)]);
        request.body = Some(Body::new(content_type, "Param1=value1"));
        assert_eq!(signed(request), ("content-type;host;x-amz-date".to_owned(), signature.to_owned()));
    }
}

/// A clock of which a minute passes between two looks at it.
fn minutes() -> impl Fn() -> SystemTime {
    let looks = AtomicU64::new(0);
    move || UNIX_EPOCH + NOW + Duration::from_secs(60 * looks.fetch_add(1, Ordering::Relaxed))
}

#[tokio::test]
async fn each_attempt_has_a_signature_of_its_own() {
    let seen = std::sync::Arc::new(Mutex::new(Vec::new()));
    let noted = seen.clone();
    let url = server::start(move |received| {
        // The server signs what it sees, by its own clock, and compares.
        let mut seen = noted.lock().unwrap();
        let attempt = u32::try_from(seen.len()).unwrap();
        let url = format!("http://{}{}", received.header("host").unwrap(), received.target);
        let mut request = HttpRequest::new(received.method.parse().unwrap(), url);
        let authorization = received.header("authorization").unwrap().to_owned();
        let names = authorization.split_once("SignedHeaders=").unwrap().1.split_once(',').unwrap().0;
        for name in names.split(';').filter(|name| *name != "host") {
            let name: oasmith_runtime::HeaderName = name.parse().unwrap();
            request.headers.insert(name.clone(), received.header(name.as_str()).unwrap().parse().unwrap());
        }
        signer().clock(move || UNIX_EPOCH + NOW + Duration::from_secs(60) * attempt).sign(&mut request).unwrap();
        assert_eq!(request.headers["authorization"], authorization, "attempt {attempt}");
        seen.push(authorization);
        match attempt {
            0 | 1 => (503, "null".to_owned()),
            _ => (200, "[]".to_owned()),
        }
    });
    let client = Client::builder()
        .server(url)
        .retry(Retry::standard().attempts(3).waits(Duration::ZERO, Duration::ZERO))
        .attempt_layer(signer().clock(minutes()))
        .build();
    let wallets = client.wallets().list().owner("ü & ö").limit(5).await.unwrap();
    assert!(wallets.is_empty());
    let seen = seen.lock().unwrap();
    assert!(seen.len() == 3 && seen[0] != seen[1] && seen[1] != seen[2], "{seen:?}");
}
