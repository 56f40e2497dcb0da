//! Properties that the settings have read otherwise than the document says.

use crate::api::{Field, FieldValue, Kind, Shapes};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::settings::{PropertyWay, SchemaSettings};

/// The settings about properties that nothing came of, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Unmet {
    /// Those that name no property.
    pub(crate) unknown: Vec<usize>,
    /// Those that name properties, of which none can be read otherwise.
    pub(crate) useless: Vec<usize>,
}

/// Marks the properties that the settings name.
pub(super) fn mark(shapes: &mut Shapes, settings: &SchemaSettings<'_>) -> Unmet {
    let asked = &settings.properties;
    if asked.is_empty() {
        return Unmet::default();
    }
    let (mut named, mut changed) = (HashSet::new(), HashSet::new());
    for id in shapes.ids() {
        let shape = shapes.get(id);
        let Kind::Record(record) = &shape.kind else { continue };
        let mut found: Vec<(usize, usize, PropertyWay)> = Vec::new();
        for (at, names) in asked.iter().enumerate() {
            for (place, field) in record.fields.iter().enumerate() {
                if names.name(shape.component.as_deref(), shape.schema.as_ref(), &field.name) {
                    named.insert(at);
                    if can_be(shapes, field, names.way) {
                        found.push((at, place, names.way));
                    }
                }
            }
        }
        for (at, place, way) in found {
            changed.insert(at);
            if let Some(Kind::Record(record)) = shapes.get_mut(id).map(|shape| &mut shape.kind)
                && let Some(field) = record.fields.get_mut(place)
            {
                match way {
                    PropertyWay::Optional => _ = field.may_be_absent.get_or_insert(at),
                    PropertyWay::NullAsEmpty => field.null_is_empty = true,
                }
            }
        }
    }
    let all = || 0..asked.len();
    Unmet {
        unknown: all().filter(|at| !named.contains(at)).list(),
        useless: all().filter(|at| named.contains(at) && !changed.contains(at)).list(),
    }
}

/// Whether a property can be read in another way than it is.
fn can_be(shapes: &Shapes, field: &Field, way: PropertyWay) -> bool {
    match (way, &field.value) {
        (PropertyWay::Optional, _) => field.required,
        (PropertyWay::NullAsEmpty, FieldValue::Value(value)) => {
            let kind = &shapes.get(value.shape).kind;
            field.required && !value.nullable && matches!(kind, Kind::List(_) | Kind::Map(_))
        }
        (PropertyWay::NullAsEmpty, FieldValue::Constant(_)) => false,
    }
}
