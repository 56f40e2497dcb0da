//! Operations: their parameters, outputs and errors.

use super::answers::Answer;
use super::client_parameters::is_held;
use super::{bodies, empty, headers, servers, streams, undeclared};
use crate::api::{self, Kind, Location, OperationId, Status, Style};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::plan::names::{OperationNames, argument, arrange, camel, status_variant};
use crate::plan::types::{Planner, optional};
use crate::rust::{
    Arm, Body, ClientParameter, ErrorType, Headers, Operation, Output, Parameter, Reading, Statuses, Type,
};

/// The names of what an operation has.
pub(super) struct Idents<'n> {
    pub(super) names: &'n OperationNames,
    /// The arguments that were known before, in their order.
    pub(super) arguments: &'n [String],
    /// The type of the body, where that is an enum of media types.
    pub(super) body: Option<Type>,
    /// What is known of each response.
    pub(super) answers: Vec<Answer>,
}

/// Makes an operation out of its names and types.
pub(super) fn operation(
    planner: &Planner<'_>,
    id: OperationId,
    idents: Idents<'_>,
    held: &[ClientParameter],
) -> Operation {
    let operation = &planner.api.operations[id];
    let (parameters, body) = inputs(planner, operation, &idents, held);
    let (output, error) = answers(planner, id, &idents);
    let stream = streams::beside(planner, operation, &output);
    let headers = idents.names.headers.clone().map(|named| Headers { named, all: headers::headers(planner, id) });
    let names = idents.names;
    Operation {
        headers,
        ident: names.ident.clone(),
        method_ident: names.method.clone(),
        id: operation.id.clone().unwrap_or_else(|| camel(&names.called.words)),
        method: operation.method.clone(),
        path: operation.path.clone(),
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        deprecated: operation.deprecated,
        servers: operation.servers.iter().map(servers::own).list(),
        parameters,
        body,
        security: operation.security.clone(),
        idempotency_key: idempotency_key(planner, operation),
        output,
        error,
        stream,
    }
}

/// The header that is made for idempotency keys (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The header of an operation's idempotency key: as the settings have it, else a parameter of that name.
fn idempotency_key(planner: &Planner<'_>, operation: &api::Operation) -> Option<String> {
    let is_key = |parameter: &&api::Parameter| {
        parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(IDEMPOTENCY_KEY)
    };
    let declared = || operation.parameters.iter().find(is_key).map(|parameter| parameter.name.as_str());
    planner.given.settings.idempotency_key(operation).or_else(declared).map(str::to_owned)
}

fn inputs(
    planner: &Planner<'_>,
    operation: &api::Operation,
    idents: &Idents<'_>,
    held: &[ClientParameter],
) -> (Vec<Parameter>, Option<Body>) {
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    for (parameter, setter) in operation.parameters.iter().zip(&idents.names.setters) {
        let plain = planner.nullable(&parameter.value);
        let is_held = is_held(held, parameter);
        parameters.push(Parameter {
            ident: setter.clone(),
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
            example: planner.example(&parameter.value, parameter.default.as_ref(), parameter.example.as_ref()),
            style: parameter.style,
            explode: parameter.explode,
            items: parameter.items,
            allow_reserved: parameter.allow_reserved,
            allow_empty: parameter.allow_empty,
            insists: insists(planner, parameter),
            encodings: parameter.encodings.clone(),
            rules: parameter.value.rules.clone(),
        });
    }
    // Path parameters in the order of the template, then what else is required.
    let place = |parameter: &Parameter| match parameter.location {
        Location::Path => operation.path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    };
    sort_by_key(&mut parameters, &place);
    arrange(&mut parameters, idents.arguments, &|parameter| {
        parameter.required.then(|| argument(parameter.location, &parameter.name))
    });
    let several = idents.body.clone();
    (parameters, operation.body.as_ref().and_then(|body| self::body(planner, body, several)))
}

/// Whether a parameter must be sent, and has values that a parameter does not show: `null`, and what is empty.
fn insists(planner: &Planner<'_>, parameter: &api::Parameter) -> bool {
    let may_be_empty = || match planner.api.shapes.get(parameter.value.shape).kind {
        Kind::Any | Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Union(_) => true,
        Kind::Record(ref record) => !record.fields.iter().any(|field| field.required),
        _ => false,
    };
    // A path can't do without any of its parameters.
    let may_be_absent = matches!(parameter.location, Location::Query | Location::Header | Location::Cookie);
    parameter.required
        && may_be_absent
        && (parameter.value.nullable || parameter.style != Style::Json && may_be_empty())
}

/// The body; `several` is its type where it can be sent as several media types.
fn body(planner: &Planner<'_>, body: &api::Body, several: Option<Type>) -> Option<Body> {
    let (ty, sent) = match several {
        Some(ty) => (ty, None),
        None => {
            let sent = bodies::sent(planner, body.main()?, String::new());
            (sent.ty.clone(), Some(sent))
        }
    };
    let is_json = sent.as_ref().is_some_and(|sent| sent.encoding.is_json());
    let ty = match ty {
        // No body, `null` and a value are three things.
        Type::Option(inner) if is_json && !body.required => Type::Option(Box::new(Type::Nullable(inner))),
        ty => optional(ty, !body.required),
    };
    Some(Body { ident: "body".to_owned(), ty, required: body.required, sent })
}

fn answers(planner: &Planner<'_>, id: OperationId, idents: &Idents<'_>) -> (Output, ErrorType) {
    let (successes, failures) = outcomes(planner, id, &idents.answers);
    let by_status = &idents.names.by_status;
    let output = is_enumerated(&successes).then(|| by_status.output.clone());
    let error = is_enumerated(&failures).then(|| by_status.error.clone());
    let (streamed, streamed_as) = (streams::statuses(&successes), streams::media_types(&successes));
    let output = Output { by_status: output, arms: successes, streamed, streamed_as };
    (output, ErrorType { by_status: error, arms: failures })
}

/// The arms of an operation's successes and of its errors. They have variants where an enum must tell them apart.
pub(super) fn outcomes(planner: &Planner<'_>, id: OperationId, answers: &[Answer]) -> (Vec<Arm>, Vec<Arm>) {
    let operation = &planner.api.operations[id];
    let (mut successes, mut failures, mut default) = (Vec::new(), Vec::new(), None);
    let declares_success = operation.responses.iter().any(|response| response.status.is_success());
    for (response, answer) in operation.responses.iter().zip(answers) {
        let arm = |statuses, reading: Reading| Arm {
            statuses,
            variant: Some(status_variant(response.status)),
            declared: if reading.is_stream() { Vec::new() } else { answer.declared.clone() },
            reading,
            accept: answer.accept.clone(),
            by_default: response.status == Status::Default,
            null_is_empty: false,
            description: response.description.clone(),
        };
        let reading = || answer.reading.clone();
        let success = || streams::instead(planner, response).unwrap_or_else(reading);
        match response.status {
            status if status.is_success() => successes.push(arm(statuses(status), success())),
            Status::Default => {
                // Without a declared success, `default` is that of the statuses that mean success as well.
                let as_success = || arm(Statuses::Range(2), success());
                match declares_success {
                    false => successes.push(as_success()),
                    true => default = undeclared::reads_default(planner, operation).then(as_success),
                }
                failures.push(arm(Statuses::Rest, reading()));
            }
            status => failures.push(arm(statuses(status), reading())),
        }
    }
    empty::mark(planner, operation, &mut successes);
    successes.add_all(undeclared::successes(planner, operation, &successes, default.as_ref()));
    clear_where_alike(&mut successes);
    clear_where_alike(&mut failures);
    (successes, failures)
}

fn statuses(status: Status) -> Statuses {
    match status {
        Status::Exact(code) => Statuses::Exact(code),
        Status::Range(range) => Statuses::Range(range),
        Status::Default => Statuses::Rest,
    }
}

fn is_enumerated(arms: &[Arm]) -> bool {
    arms.iter().any(|arm| arm.variant.is_some())
}

/// Clears the variants' names where responses do not differ, so that no enum has to tell them apart.
fn clear_where_alike(arms: &mut [Arm]) {
    let differ = arms.iter().any(|arm| Some(&arm.reading) != arms.first().map(|first| &first.reading));
    if !differ {
        for arm in arms {
            arm.variant = None;
        }
    }
}
