//! What a token endpoint answers (RFC 6749, section 5).

use std::time::Duration;

use http::StatusCode;

use super::access_token::AccessToken;
use super::token_error::{Refusal, TokenError};
use crate::client::{HttpResponse, Secret, coding, percent, redirect};
use crate::codec::bounds::{NAME, shortened, visible};
use crate::codec::{Value, json};

/// An access token, and what the next one can be asked for with.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) token: AccessToken,
    pub(super) refresh_token: Option<Secret>,
}

/// Reads an answer. What a server says of a refusal is told, unless one of these secrets is in it.
///
/// # Errors
///
/// That it brings no token.
pub(super) fn read(url: &str, http: HttpResponse, secrets: &[&Secret]) -> Result<Granted, TokenError> {
    let status = http.status;
    let failed = |refusal: Refusal| TokenError::of_answer(url, &http, refusal);
    let other = |what: &str| failed(Refusal::Other(what.to_owned()));
    if redirect::may_lead_on(status) {
        return Err(other(", and a request for a token follows no redirect"));
    }
    if coding::left(&http.headers).is_some() {
        return Err(other(", with a body that is compressed and cannot be read"));
    }
    let body: Option<Value> = json::from_slice(&http.body).ok();
    let text = |name: &str| body.as_ref()?.get(name)?.as_str();
    let refused = || {
        let code = public(text("error")?, secrets).unwrap_or_default();
        let description = text("error_description").and_then(|told| public(told, secrets));
        Some(failed(Refusal::Told { code, description }))
    };
    if !status.is_success() {
        return Err(refused().unwrap_or_else(|| other("")));
    }
    if status != StatusCode::OK && status != StatusCode::CREATED {
        return Err(other(", which brings no token"));
    }
    if body.as_ref().is_none_or(|body| body.as_object().is_none()) {
        return Err(other(", but not with an object in JSON"));
    }
    let Some(token) = text("access_token").filter(|token| !token.is_empty()) else {
        // Some servers refuse with a status of success.
        return Err(refused().unwrap_or_else(|| other(", but without an `access_token`")));
    };
    if !is_sendable(token) {
        return Err(other(", but with an `access_token` that no header can hold"));
    }
    // A client uses no token of a type that it does not understand (section 7.1).
    if let Some(kind) = text("token_type").filter(|kind| !is_bearer(kind)) {
        let kind = visible(kind);
        return Err(other(&format!(
            ", but with a token of the type `{}` in place of `Bearer`",
            shortened(&kind, NAME)
        )));
    }
    let mut token = AccessToken::new(token);
    token.lifetime = body.as_ref().and_then(|body| body.get("expires_in")).and_then(seconds);
    Ok(Granted { token, refresh_token: text("refresh_token").filter(|text| !text.is_empty()).map(Secret::from) })
}

/// Servers write it in any case, and some `BearerToken`.
fn is_bearer(kind: &str) -> bool {
    kind.get(.."bearer".len()).is_some_and(|start| start.eq_ignore_ascii_case("bearer"))
}

/// What tokens are made of (RFC 6749, appendix A.12).
fn is_sendable(token: &str) -> bool {
    token.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !token.trim().is_empty()
}

/// Some servers give it as a text. What is no number of seconds, or more than a clock can hold, says nothing.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds: f64 = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    match seconds < 0.0 {
        true => Some(Duration::ZERO),
        false => Duration::try_from_secs_f64(seconds).ok(),
    }
}

/// A secret of less characters would be found in any words.
const TELLING: usize = 4;

/// What a server said, if nothing of what it was told is in it, as it is or as it was sent in the form.
fn public(told: &str, secrets: &[&Secret]) -> Option<String> {
    let spellings = [told.to_owned(), percent::decoded(told), percent::decoded(&told.replace('+', " "))];
    let is_in = |secret: &str| secret.len() >= TELLING && spellings.iter().any(|told| told.contains(secret));
    let is_hidden = secrets.iter().any(|secret| is_in(secret.expose()));
    (!is_hidden).then(|| told.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Result<Granted, String> {
        let http = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body.to_owned());
        read("https://x/token", http, &[&"pa55".into()])
            .map_err(|error| format!("{error} [{}]", error.code().unwrap_or("-")))
    }

    #[test]
    fn a_token_is_read_with_what_is_said_of_it() {
        let granted =
            answered(200, r#"{"access_token":"t","token_type":"bearer","expires_in":3600,"refresh_token":"r"}"#);
        let Granted { token, refresh_token } = granted.unwrap();
        assert_eq!(token, AccessToken::new("t").expires_in(Duration::from_secs(3600)));
        assert_eq!(refresh_token, Some("r".into()));
        // As servers stray.
        let strayed =
            answered(201, r#"{"access_token":"t","token_type":"BearerToken","expires_in":"60","refresh_token":""}"#);
        let Granted { token, refresh_token } = strayed.unwrap();
        assert_eq!((token.lifetime, refresh_token), (Some(Duration::from_secs(60)), None));
        for none in ["null", "\"soon\"", "\"nan\"", "\"inf\"", "1e300", "18446744073709551616", "[]"] {
            let granted = answered(200, &format!(r#"{{"access_token":"t","expires_in":{none}}}"#)).unwrap();
            assert_eq!(granted.token.lifetime, None, "{none}");
        }
        for none_left in ["-5", "\"-5\"", "-0", "1e-300"] {
            let granted = answered(200, &format!(r#"{{"access_token":"t","expires_in":{none_left}}}"#)).unwrap();
            assert_eq!(granted.token.lifetime, Some(Duration::ZERO), "{none_left}");
        }
    }

    #[test]
    fn what_no_header_may_hold_is_no_token() {
        for token in ["a\\nb", "a\\n", "\\r\\nx: y", "a\\u0000", "\\u007f", "t\u{f6}ken", " "] {
            let told = answered(200, &format!(r#"{{"access_token":"{token}"}}"#)).unwrap_err();
            assert!(told.contains("but with an `access_token` that no header can hold"), "{token}: {told}");
            assert!(!told.contains("ken [") && !told.contains("x: y"), "{told}");
        }
    }

    #[test]
    fn a_refusal_with_a_status_of_success_is_told_as_one() {
        assert_eq!(
            answered(200, r#"{"error":"bad_code","error_description":"it has run out"}"#).unwrap_err(),
            "https://x/token answered 200 OK: bad_code (it has run out) [bad_code]"
        );
    }

    #[test]
    fn what_was_sent_is_not_told_in_another_spelling_either() {
        let http = |told: &str| {
            HttpResponse::json(StatusCode::BAD_REQUEST, format!(r#"{{"error":"e","error_description":"{told}"}}"#))
        };
        let secret = "p\u{e4}ss w&rd".into();
        let spelled = ["p\u{e4}ss w&rd", "p%C3%A4ss+w%26rd", "p%C3%A4ss%20w%26rd", "p%c3%a4ss+w%26rd"];
        for spelled in spelled {
            let error = read("https://x/token", http(&format!("got {spelled} there")), &[&secret]).unwrap_err();
            assert_eq!(error.to_string(), "https://x/token answered 400 Bad Request: e", "{spelled}");
        }
        let error = read("https://x/token", http("an invalid user"), &[&secret]).unwrap_err();
        assert!(error.to_string().ends_with("(an invalid user)"), "{error}");
    }

    #[test]
    fn what_brings_no_token_is_told_without_what_was_sent() {
        let told = |status: u16, body: &str| answered(status, body).unwrap_err();
        assert_eq!(
            told(400, r#"{"error":"invalid_client","error_description":"no such client"}"#),
            "https://x/token answered 400 Bad Request: invalid_client (no such client) [invalid_client]"
        );
        assert_eq!(
            told(401, r#"{"error":"invalid_grant","error_description":"pa55 is wrong"}"#),
            "https://x/token answered 401 Unauthorized: invalid_grant [invalid_grant]"
        );
        let long = answered(400, &format!(r#"{{"error":"{}"}}"#, "x".repeat(100_000))).unwrap_err();
        assert!(long.len() < 1_000, "{} bytes", long.len());
        assert_eq!(told(500, "<html>"), "https://x/token answered 500 Internal Server Error [-]");
        assert!(told(302, "").contains("follows no redirect"));
        assert!(told(200, "t").contains("not with an object in JSON"));
        assert!(told(200, "{}").contains("without an `access_token`"));
        assert!(told(200, r#"{"access_token":"t","token_type":"mac"}"#).contains("of the type `mac`"));
        assert!(told(204, "").contains("which brings no token"));
    }
}
