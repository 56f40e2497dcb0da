//! Operations: their groups, names, parameters, outputs and errors.

use std::collections::HashMap;

use super::answers::Answer;
use super::client_parameters::is_held;
use super::names::Scopes;
use super::scope::Scope;
use super::types::{Types, optional};
use super::words::{escape, pascal, singular, snake, value_name, within, words};
use super::{bodies, headers, incoming, servers, streams};
use crate::api::{self, Api, Location, Status, Style};
use crate::rust::{
    Arm, Body, BodyEncoding, ClientParameter, ErrorType, Headers, Operation, Output, Parameter, Reading, Statuses, Type,
};

/// The group of every operation, and the groups' tags in the order of their modules' names.
pub(super) struct Groups {
    pub(super) of: Vec<usize>,
    /// The tag, or the path segment in its place; whether it is a tag.
    pub(super) names: Vec<(String, bool)>,
    /// The one that holds what the API sends by itself: the last one, if there is any.
    pub(super) incoming: Option<usize>,
}

/// Groups operations by their first tag, or else by their path's first segment.
pub(super) fn groups(api: &Api) -> Groups {
    let outgoing = || api.operations.iter().filter(|operation| operation.incoming.is_none());
    let names: Vec<(String, bool)> = outgoing()
        .map(|operation| match operation.tags.first() {
            Some(tag) => (tag.clone(), true),
            None => {
                let segment = operation.path.split('/').find(|segment| !segment.is_empty() && !segment.contains('{'));
                (segment.unwrap_or("root").to_owned(), false)
            }
        })
        .collect();
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    // Tags that are alike as module names are one group.
    let mut idents: Vec<_> = distinct.into_iter().map(|(name, tagged)| (value_name(&name), !tagged, name)).collect();
    idents.sort_unstable();
    let (mut sorted, mut place) = (Vec::new(), HashMap::new());
    let mut last = None;
    for (ident, untagged, name) in idents {
        if last.as_ref() != Some(&ident) {
            sorted.push((name.clone(), !untagged));
            last = Some(ident);
        }
        place.insert(name, sorted.len() - 1);
    }
    let mut of: Vec<usize> = names.iter().map(|name| place.get(&name.0).copied().unwrap_or(0)).collect();
    let incoming = (of.len() < api.operations.len()).then_some(sorted.len());
    if let Some(number) = incoming {
        of.resize(api.operations.len(), number);
        sorted.push((incoming::MODULE.to_owned(), false));
    }
    Groups { of, names: sorted, incoming }
}

/// The words of every operation's name: of its id, else of its summary, else of its method and path. Where two in a
/// group are alike, both are named by method and path.
pub(super) fn names(api: &Api, groups: &Groups) -> Vec<Vec<String>> {
    let mut first: Vec<Vec<String>> = Vec::with_capacity(api.operations.len());
    for (operation, group) in api.operations.iter().zip(&groups.of) {
        let group = groups.names.get(*group).map_or("", |name| name.0.as_str());
        let name = match &operation.incoming {
            Some(what) => incoming::name(operation, what, &first),
            None => of_operation(operation, group),
        };
        first.push(name);
    }
    let mut counts: HashMap<(usize, String), usize> = HashMap::new();
    for (words, group) in first.iter().zip(&groups.of) {
        *counts.entry((*group, pascal(words))).or_default() += 1;
    }
    let unique = |words: &Vec<String>, group: &usize| counts.get(&(*group, pascal(words))) == Some(&1);
    first
        .iter()
        .zip(&groups.of)
        .zip(&api.operations)
        .map(|((words, group), operation)| if unique(words, group) { words.clone() } else { of_path(operation) })
        .map(within)
        .collect()
}

fn of_operation(operation: &api::Operation, group: &str) -> Vec<String> {
    let from_id = operation.id.as_deref().map(|id| of_id(id, group));
    from_id
        .or_else(|| operation.summary.as_deref().map(words).filter(|words| (1..=7).contains(&words.len())))
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| of_path(operation))
}

/// The words of an id; a prefix that only repeats the tag (`issues/list-comments`) is left out.
fn of_id(id: &str, group: &str) -> Vec<String> {
    let rest = id
        .split_once(['/', '.', ':'])
        .filter(|(prefix, rest)| !words(rest).is_empty() && singular(&words(prefix)) == singular(&words(group)));
    words(rest.map_or(id, |(_, rest)| rest))
}

/// `get wallets by wallet id`.
pub(super) fn of_path(operation: &api::Operation) -> Vec<String> {
    let mut name = words(&operation.method.to_lowercase());
    let mut parameters = Vec::new();
    for segment in operation.path.split('/').filter(|segment| !segment.is_empty()) {
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => parameters.push(words(parameter)),
            None => name.extend(words(segment)),
        }
    }
    for (at, parameter) in parameters.into_iter().enumerate() {
        name.push(if at == 0 { "by" } else { "and" }.to_owned());
        name.extend(parameter);
    }
    name
}

/// What the enums are called that tell an operation's answers apart, where it has such.
#[derive(Clone, Debug)]
pub(super) struct ByStatus {
    output: String,
    error: String,
}

impl ByStatus {
    /// Takes the names, if the operation may want them.
    pub(super) fn take(scopes: &mut Scopes, operation: &api::Operation, ident: &str, group: usize) -> ByStatus {
        let mut named = |what: &str| {
            let name = format!("{ident}{what}");
            if operation.responses.len() > 1 { scopes.take(&[name], Some(group)) } else { name }
        };
        ByStatus { output: named("Output"), error: named("Error") }
    }
}

/// The names of what an operation has.
pub(super) struct Idents {
    pub(super) ident: String,
    pub(super) method: String,
    pub(super) by_status: ByStatus,
    /// The type of the body, where that is an enum of media types.
    pub(super) body: Option<Type>,
    /// What is known of each response.
    pub(super) answers: Vec<Answer>,
    /// The type that reads the answers' headers, where they are declared.
    pub(super) headers: Option<String>,
}

/// Makes an operation out of its names and types.
pub(super) fn operation(
    types: &Types<'_>,
    operation: &api::Operation,
    idents: Idents,
    words: &[String],
    held: &[ClientParameter],
) -> Operation {
    let (parameters, body) = inputs(types, operation, idents.body.clone(), held);
    let (output, error) = answers(types, operation, &idents);
    let stream = streams::beside(types, operation, &output);
    let headers = idents.headers.map(|ident| Headers { ident, all: headers::headers(types, operation) });
    Operation {
        headers,
        ident: idents.ident,
        method_ident: idents.method,
        id: operation.id.clone().unwrap_or_else(|| camel(words)),
        method: operation.method.clone(),
        path: operation.path.clone(),
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        deprecated: operation.deprecated,
        servers: operation.servers.iter().map(servers::own).collect(),
        parameters,
        body,
        security: operation.security.clone(),
        output,
        error,
        stream,
    }
}

/// The method's name for an operation's words.
pub(super) fn method_ident(words: &[String]) -> String {
    escape(snake(words))
}

fn camel(words: &[String]) -> String {
    let pascal = pascal(words);
    let mut characters = pascal.chars();
    characters.next().into_iter().flat_map(char::to_lowercase).chain(characters).collect()
}

/// Names that setters of a call must not take: its own options.
const CALL_OPTIONS: &[&str] = &[
    "new",
    "timeout",
    "header",
    "with",
    "send_blocking",
    "stream",
    "answer",
    "answer_blocking",
    "into_future",
    "clone",
    "clone_from",
    "into",
    "body",
];

fn inputs(
    types: &Types<'_>,
    operation: &api::Operation,
    several: Option<Type>,
    held: &[ClientParameter],
) -> (Vec<Parameter>, Option<Body>) {
    let mut scope = Scope::of(CALL_OPTIONS.iter().copied());
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    for parameter in &operation.parameters {
        let mut ident = value_name(&parameter.name);
        if scope.contains(&ident) {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query | Location::Querystring => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            ident = format!("{}_{place}", ident.trim_start_matches("r#"));
        }
        let plain = types.nullable(&parameter.value);
        let is_held = is_held(held, parameter);
        parameters.push(Parameter {
            ident: scope.free(&ident),
            name: parameter.name.clone(),
            location: parameter.location,
            ty: match plain {
                // In JSON, absent and `null` are two things.
                Type::Option(inner) if parameter.style == Style::Json && !parameter.required => {
                    Type::Option(Box::new(Type::Nullable(inner)))
                }
                plain => optional(plain, is_held || !parameter.required),
            },
            required: parameter.required && !is_held,
            shared: is_held.then_some(parameter.required),
            deprecated: parameter.deprecated,
            description: parameter.description.clone(),
            default: parameter.default.clone(),
            example: types.example(&parameter.value, parameter.default.as_ref(), parameter.example.as_ref()),
            style: parameter.style,
            explode: parameter.explode,
            items: parameter.items,
            allow_reserved: parameter.allow_reserved,
            allow_empty: parameter.allow_empty,
            insists: types.insists(parameter),
            encodings: parameter.encodings.clone(),
            rules: parameter.value.rules.clone(),
        });
    }
    // Path parameters in the order of the template, then what else is required.
    let place = |parameter: &Parameter| match parameter.location {
        Location::Path => operation.path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    };
    parameters.sort_by_key(place);
    (parameters, operation.body.as_ref().and_then(|body| self::body(types, body, several)))
}

/// The body; `several` is its type where it can be sent as several media types.
fn body(types: &Types<'_>, body: &api::Body, several: Option<Type>) -> Option<Body> {
    let (ty, sent) = match several {
        Some(ty) => (ty, None),
        None => {
            let sent = bodies::sent(types, body.main()?, String::new());
            (sent.ty.clone(), Some(sent))
        }
    };
    let is_json = sent.as_ref().is_some_and(|sent| sent.encoding == BodyEncoding::Json);
    let ty = match ty {
        // No body, `null` and a value are three things.
        Type::Option(inner) if is_json && !body.required => Type::Option(Box::new(Type::Nullable(inner))),
        ty => optional(ty, !body.required),
    };
    Some(Body { ident: "body".to_owned(), ty, required: body.required, sent })
}

fn answers(types: &Types<'_>, operation: &api::Operation, idents: &Idents) -> (Output, ErrorType) {
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    let declares_success = operation.responses.iter().any(|response| response.status.is_success());
    for (response, answer) in operation.responses.iter().zip(&idents.answers) {
        let arm = |statuses, reading: Reading| Arm {
            statuses,
            variant: Some(variant(response.status)),
            declared: if reading.is_stream() { Vec::new() } else { answer.declared.clone() },
            reading,
            accept: answer.accept.clone(),
            by_default: response.status == Status::Default,
            description: response.description.clone(),
        };
        let reading = || answer.reading.clone();
        let success = || streams::instead(types, response).unwrap_or_else(reading);
        match response.status {
            status if status.is_success() => successes.push(arm(statuses(status), success())),
            Status::Default => {
                // Without a declared success, `default` is that of the statuses that mean success as well.
                if !declares_success {
                    successes.push(arm(Statuses::Range(2), success()));
                }
                failures.push(arm(Statuses::Rest, reading()));
            }
            status => failures.push(arm(statuses(status), reading())),
        }
    }
    if types.asked.reads_undeclared_success() {
        successes.extend(undeclared_success(&successes));
    }
    let output = enumerated(&mut successes).then(|| idents.by_status.output.clone());
    let error = enumerated(&mut failures).then(|| idents.by_status.error.clone());
    let (streamed, streamed_as) = (streams::statuses(&successes), streams::media_types(&successes));
    (Output { ident: output, arms: successes, streamed, streamed_as }, ErrorType { ident: error, arms: failures })
}

/// The arm that reads undeclared successes as the declared one: the only one with a body, if any has one.
pub(super) fn undeclared_success(successes: &[Arm]) -> Option<Arm> {
    let is_empty = |arm: &&Arm| matches!(arm.reading, Reading::Empty | Reading::Unstreamed);
    let first = successes.iter().find(|arm| !is_empty(arm)).or(successes.first())?;
    let is_alike = |arm: &Arm| is_empty(&arm) || arm.reading == first.reading;
    let is_open = successes.iter().all(|arm| arm.statuses != Statuses::Range(2) && is_alike(arm));
    is_open.then(|| Arm { statuses: Statuses::Range(2), ..first.clone() })
}

fn statuses(status: Status) -> Statuses {
    match status {
        Status::Exact(code) => Statuses::Exact(code),
        Status::Range(range) => Statuses::Range(range),
        Status::Default => Statuses::Rest,
    }
}

/// Whether responses differ, so that an enum must tell them apart; clears the variants' names where they don't.
fn enumerated(arms: &mut [Arm]) -> bool {
    let differ = arms.iter().any(|arm| Some(&arm.reading) != arms.first().map(|first| &first.reading));
    if !differ {
        for arm in arms {
            arm.variant = None;
        }
    }
    differ
}

/// A status's name, as RFC 9110 and its registry have it.
fn variant(status: Status) -> String {
    let name = match status {
        Status::Exact(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            300 => "MultipleChoices",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "LengthRequired",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            414 => "UriTooLong",
            415 => "UnsupportedMediaType",
            416 => "RangeNotSatisfiable",
            422 => "UnprocessableContent",
            423 => "Locked",
            424 => "FailedDependency",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            451 => "UnavailableForLegalReasons",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            507 => "InsufficientStorage",
            code => return format!("Status{code}"),
        },
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(5) => "ServerError",
        Status::Range(range) => return format!("Status{range}xx"),
        Status::Default => "Default",
    };
    name.to_owned()
}
