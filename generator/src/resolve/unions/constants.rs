//! Tags that records write themselves.

use crate::api::{FieldValue, Kind, Literal, ShapeId, Shapes, Use};
use crate::lists::Changing;
use crate::maps::HashMap;
use crate::value::Node;

/// Makes the property that is a union's tag a constant of the variants' records, where every union that has the record gives
/// it one and the same value: nobody is asked for it, and nobody can set it wrong.
pub(in crate::resolve) fn tags_as_constants(shapes: &mut Shapes) {
    let mut claims: HashMap<(ShapeId, String), Claim> = HashMap::default();
    for id in shapes.ids() {
        let Kind::Union(union) = &shapes.get(id).kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for variant in &union.variants {
            let own = match variant.tags.as_slice() {
                [only] if !variant.fallback => Claim::One(only.clone()),
                _ => Claim::Several,
            };
            claims.entry((variant.value.shape, tag.clone())).and_modify(|before| before.meet(&own)).or_insert(own);
        }
    }
    ask_for_several(shapes);
    for ((id, tag), value) in claims {
        let value = match value {
            Claim::One(value) => value,
            // Who sends it says which, and what came stays what it was.
            Claim::Several => continue,
            Claim::Apart => {
                leave_to_unions(shapes, id, &tag);
                continue;
            }
        };
        let Kind::Record(record) = &shapes.get(id).kind else { continue };
        let field = record.fields.iter().position(|field| match &field.value {
            FieldValue::Value(held) => field.name == tag && may_be(shapes, held, &value),
            FieldValue::Constant(_) => false,
        });
        if let Some(at) = field
            && let Some(shape) = shapes.get_mut(id)
            && let Kind::Record(record) = &mut shape.kind
            && let Some(field) = record.fields.get_mut(at)
        {
            (field.value, field.undefined) = (FieldValue::Constant(value), false);
        }
    }
    leave_to_records(shapes);
}

/// Has unions write no tags that their variants' records hold.
fn leave_to_records(shapes: &mut Shapes) {
    let holds = |id: ShapeId, tag: &str| match &shapes.get(id).kind {
        Kind::Record(record) => record.fields.iter().any(|field| field.name == tag),
        _ => false,
    };
    let mut held: Vec<(ShapeId, usize)> = Vec::new();
    for id in shapes.ids() {
        let Kind::Union(union) = &shapes.get(id).kind else { continue };
        let Some(tag) = &union.tag else { continue };
        let variants = union.variants.iter().enumerate();
        held.add_all(variants.filter(|(_, variant)| holds(variant.value.shape, tag)).map(|(at, _)| (id, at)));
    }
    for (id, at) in held {
        if let Some(shape) = shapes.get_mut(id)
            && let Kind::Union(union) = &mut shape.kind
            && let Some(variant) = union.variants.get_mut(at)
        {
            variant.writes_tag = false;
        }
    }
}

/// What unions say of the tag of a record.
enum Claim {
    /// It is this one.
    One(Literal),
    /// It may be one of several in one union.
    Several,
    /// It is one in one union, and another one in the next.
    Apart,
}

impl Claim {
    fn meet(&mut self, other: &Claim) {
        *self = match (&*self, other) {
            (Claim::Several, _) | (_, Claim::Several) => Claim::Several,
            (Claim::One(one), Claim::One(other)) if one == other => return,
            _ => Claim::Apart,
        };
    }
}

/// Takes away a tag that is required and not defined of a record that several unions give different ones: each writes its own.
fn leave_to_unions(shapes: &mut Shapes, id: ShapeId, tag: &str) {
    if let Some(shape) = shapes.get_mut(id)
        && let Kind::Record(record) = &mut shape.kind
    {
        record.fields.keep(|field| !(field.undefined && field.name == tag));
    }
}

/// Has senders choose a tag that has several values for a variant: without it, or with another one, it would be another
/// variant.
fn ask_for_several(shapes: &mut Shapes) {
    let mut tags: Vec<(ShapeId, String)> = Vec::new();
    for id in shapes.ids() {
        let Kind::Union(union) = &shapes.get(id).kind else { continue };
        let Some(tag) = &union.tag else { continue };
        let several = union.variants.iter().filter(|variant| variant.tags.len() > 1 && !variant.fallback);
        tags.add_all(several.map(|variant| (variant.value.shape, tag.clone())));
    }
    for (id, tag) in tags {
        if let Some(shape) = shapes.get_mut(id)
            && let Kind::Record(record) = &mut shape.kind
            && let Some(field) = record.fields.iter_mut().find(|field| field.name == tag)
        {
            field.chosen = true;
        }
    }
}

/// Whether a property may have this value at all.
fn may_be(shapes: &Shapes, held: &Use, value: &Literal) -> bool {
    match &shapes.get(held.shape).kind {
        Kind::Any => true,
        Kind::Boolean => matches!(value, Node::Bool(_)),
        Kind::Integer(_) => matches!(value, Node::Number(_)),
        Kind::String { .. } => matches!(value, Node::String(_)),
        Kind::Choice(choice) => choice.values.contains(value),
        _ => false,
    }
}
