//! How required properties are read that servers leave out, or send as `null`.

use std::rc::Rc;

use super::pattern::fits;
use super::responses::NULL_AS_EMPTY;
use super::spanned::Spanned;
use crate::lists::{Changing, Listing};
use crate::value::Pointer;

/// How a required property is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PropertyWay {
    /// It need not be there in answers, and is an `Option` there.
    Optional,
    /// `null` is an empty list or map.
    NullAsEmpty,
}

impl PropertyWay {
    /// The way that is called so in a file of settings.
    pub(super) fn named(name: &str) -> Option<PropertyWay> {
        match name {
            "optional" => Some(PropertyWay::Optional),
            NULL_AS_EMPTY => Some(PropertyWay::NullAsEmpty),
            _ => None,
        }
    }
}

/// A setting about properties.
#[derive(Clone, Debug)]
pub(crate) struct PropertySetting {
    /// `Type.property`.
    pub(crate) key: Spanned,
    pub(crate) way: PropertyWay,
}

/// What a setting about properties names: all places at which the key can be split into a schema and a property.
#[derive(Debug)]
pub(crate) struct PropertyNames {
    splits: Vec<(Owner, String)>,
    pub(crate) way: PropertyWay,
}

/// What has the property.
#[derive(Debug)]
enum Owner {
    /// A component, or any schema where this is `*`.
    Pattern(String),
    Place(Pointer),
}

impl PropertyNames {
    /// What a setting names; `find` finds the place of the schema that a JSON Pointer leads to.
    pub(super) fn of(setting: &PropertySetting, find: &dyn Fn(&str) -> Option<Pointer>) -> PropertyNames {
        let splits = splits(&setting.key.text).map(|(owner, property)| {
            let place = owner.contains('#').then(|| find(owner)).flatten();
            (place.map_or_else(|| Owner::Pattern(owner.to_owned()), Owner::Place), property.to_owned())
        });
        PropertyNames { splits: splits.list(), way: setting.way }
    }

    /// Also takes the schemas that became types of such a name.
    pub(super) fn add_types(&mut self, key: &str, types: &[(Rc<str>, Pointer)]) {
        for (owner, property) in splits(key) {
            let named = types.iter().filter(|(ident, _)| fits(owner, ident));
            self.splits.add_all(named.map(|(_, place)| (Owner::Place(place.clone()), property.to_owned())));
        }
    }

    /// Whether it names this property of a component, or of the schema at a place.
    pub(crate) fn name(&self, component: Option<&str>, schema: Option<&Pointer>, property: &str) -> bool {
        self.splits.iter().any(|(owner, wanted)| {
            fits(wanted, property)
                && match owner {
                    Owner::Pattern(pattern) => {
                        pattern == "*" || component.is_some_and(|component| fits(pattern, component))
                    }
                    Owner::Place(place) => schema == Some(place),
                }
        })
    }
}

/// The ways to take a key for a schema and its property: both may have dots.
fn splits(key: &str) -> impl Iterator<Item = (&str, &str)> {
    let at_dots = key.match_indices('.').filter_map(|(at, _)| {
        let (owner, property) = key.split_at(at);
        Some((owner, property.strip_prefix('.')?))
    });
    at_dots.filter(|(owner, property)| !owner.is_empty() && !property.is_empty())
}
