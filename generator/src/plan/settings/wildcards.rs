//! Renames with wildcards: of each name that fits, what a `*` took is kept.

use super::{Asked, name_taken};
use crate::api::{Api, OperationId, ShapeId};
use crate::lists::{Listing, sort};
use crate::maps::HashMap;
use crate::plan::names::{Called, Members, Scopes, type_name, value_name, words};
use crate::rust::TypeName;
use crate::settings::{Spanned, filled, is_name, taken as taken_of, title};
use crate::table::Table;

impl Asked<'_> {
    /// Renames the operations that a pattern fits, by their ids or by `GET /path`, and says whether there is any. Those that have
    /// names of their own keep them.
    pub(super) fn operations_that_fit(
        &mut self,
        api: &Api,
        called: &mut Table<OperationId, Called>,
        pattern: &str,
        name: &Spanned,
    ) -> bool {
        let mut is_any = false;
        let by_path = pattern.trim().split_once(char::is_whitespace);
        let by_path = by_path.map(|(method, path)| format!("{} {}", method.to_ascii_uppercase(), path.trim_start()));
        for (id, operation) in api.operations.entries() {
            let stars = match &by_path {
                Some(pattern) => taken_of(pattern, &title(operation)),
                None => operation.id.as_deref().and_then(|id| taken_of(pattern.trim(), id)),
            };
            let Some(stars) = stars else { continue };
            is_any = true;
            let text = filled(&name.text, &stars);
            let words = words(&text);
            if words.is_empty() {
                self.complaints.push(self.settings.no_name_left(name, &text));
            } else if !called[id].is_given {
                called[id] = Called { group: called[id].group, method: words.clone(), words, is_given: true };
            }
        }
        is_any
    }

    /// Renames all whose names fit a pattern, and says whether there is any.
    pub(super) fn rename_all(
        &mut self,
        key: &Spanned,
        name: &Spanned,
        named: Vec<&mut TypeName>,
        scopes: &mut Scopes,
    ) -> bool {
        let mut fitting =
            named.into_iter().filter_map(|named| Some((taken_of(&key.text, &named.ident)?, named))).list();
        // In an order of their own: of two that would be called the same, it is always the same one that is told.
        sort(&mut fitting, &|one, other| one.1.ident.cmp(&other.1.ident));
        let is_any = !fitting.is_empty();
        for (stars, named) in fitting {
            let text = filled(&name.text, &stars);
            let wanted = type_name(&text);
            if !is_name(&text) {
                self.complaints.push(self.settings.no_name_left(name, &text));
            } else if scopes.is_free(&wanted, named.module) {
                named.ident = scopes.take(&[wanted], named.module);
            } else if wanted != named.ident {
                self.complaints.push(name_taken(self.settings, name, &wanted));
            }
        }
        is_any
    }

    /// Renames the members that a pattern fits: `Order.is_*`, of which the stars behind the point are kept.
    pub(super) fn members_that_fit(
        &mut self,
        api: &Api,
        types: &HashMap<ShapeId, TypeName>,
        all: &mut Members,
        key: &Spanned,
        name: &Spanned,
    ) -> bool {
        let Some((owner, member)) = key.text.rsplit_once('.') else { return false };
        let has_too_many = name.text.matches('*').count() > member.matches('*').count();
        let mut is_any = false;
        let owns = |id: ShapeId, named: &TypeName| {
            let component = api.shapes.get(id).component.as_deref();
            [component, Some(&named.ident)].into_iter().flatten().any(|text| taken_of(owner, text).is_some())
        };
        let mut ids = types.iter().filter(|(id, named)| owns(**id, named)).map(|(id, _)| *id).list();
        sort(&mut ids, &Ord::cmp);
        for id in ids {
            let before = all.get(id).iter().map(|known| known.ident.clone()).list();
            for (at, known) in all.get_mut(id).iter_mut().enumerate() {
                let Some(stars) = taken_of(member, &known.key) else { continue };
                is_any = true;
                if has_too_many {
                    continue;
                }
                let wanted = filled(&name.text, &stars);
                if !is_name(&wanted) {
                    self.complaints.push(self.settings.no_name_left(name, &wanted));
                    continue;
                }
                let is_variant = known.ident.starts_with(|first: char| first.is_uppercase());
                let wanted = if is_variant { type_name(&wanted) } else { value_name(&wanted) };
                let is_used = before.iter().enumerate().any(|(other, ident)| other != at && *ident == wanted);
                if is_used || wanted == "new" {
                    self.complaints.push(name_taken(self.settings, name, &wanted));
                } else {
                    known.ident = wanted;
                }
            }
        }
        if is_any && has_too_many {
            self.complaints.push(self.settings.too_many_stars(name, member));
        }
        is_any
    }
}
