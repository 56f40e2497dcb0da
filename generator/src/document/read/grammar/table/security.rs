//! Security schemes.

use super::super::field::Holds::{Data, Flag, One, Text};
use super::super::field::{Field, all, always, v2, v3, v32};
use super::super::kind::Kind::{Flow, Flows};

pub(super) const SECURITY_SCHEME: &[Field] = &[
    all("type", Text),
    all("description", Text),
    all("name", Text),
    all("in", Text),
    always(v3("scheme", Text)),
    always(v3("bearerFormat", Text)),
    v3("flows", One(Flows)),
    always(v3("openIdConnectUrl", Text)),
    always(v32("oauth2MetadataUrl", Text)),
    always(v32("deprecated", Flag)),
    v2("flow", Text),
    v2("authorizationUrl", Text),
    v2("tokenUrl", Text),
    v2("scopes", Data),
];

pub(super) const FLOWS: &[Field] = &[
    v3("implicit", One(Flow)),
    v3("password", One(Flow)),
    v3("clientCredentials", One(Flow)),
    v3("authorizationCode", One(Flow)),
    always(v32("deviceAuthorization", One(Flow))),
];

pub(super) const FLOW: &[Field] = &[
    v3("authorizationUrl", Text),
    v3("tokenUrl", Text),
    v3("refreshUrl", Text),
    v3("scopes", Data),
    always(v32("deviceAuthorizationUrl", Text)),
];
