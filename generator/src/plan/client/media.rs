//! Enums of media types: which component they carry, and what is said of them.

use crate::api::{OperationId, Use};
use crate::lists::{Listing, sort_by_key};
use crate::plan::names::words;
use crate::plan::types::Planner;
use crate::rust::{Doc, Role};

/// The component that these values are, if all are the same one.
pub(super) fn component<'u>(planner: &Planner<'_>, values: impl Iterator<Item = &'u Use>) -> Option<Vec<String>> {
    let mut shapes: Vec<_> = values.map(|value| planner.names.dedup.get(value.shape)).list();
    sort_by_key(&mut shapes, &|id| id.0);
    shapes.dedup();
    let [shape] = shapes.as_slice() else { return None };
    let component = planner.api.shapes.get(*shape).component.as_deref()?;
    Some(planner.names.types.get(shape).map_or_else(|| words(component), |named| words(&named.ident)))
}

/// What an enum's documentation is made of: the one operation that it belongs to, or that there are several.
pub(super) fn doc(planner: &Planner<'_>, of: &[OperationId], what: &str, remark: Option<String>) -> Doc {
    match of {
        [only] => {
            let (owner, group) = planner.names.owner(*only);
            let role = Role { what: format!("The {what}"), named: None, owner: owner.to_owned(), group: Some(group) };
            Doc { role: Some(role), remark, ..Doc::default() }
        }
        _ => Doc { description: Some(format!("The {what} several operations.")), ..Doc::default() },
    }
}
