//! What a type is where it is used.

use super::formats;
use crate::api::{Api, Kind, Literal, ShapeId, Use};
use crate::maps::HashSet;
use crate::plan::names::Names;
use crate::plan::settings::Given;
use crate::rust::Type;

/// What is needed to write a type down.
pub(crate) struct Planner<'a> {
    pub(crate) api: &'a Api,
    pub(crate) names: &'a Names,
    boxed: &'a HashSet<(ShapeId, ShapeId)>,
    pub(crate) given: &'a Given<'a>,
}

impl<'a> Planner<'a> {
    /// A planner by what has been decided; the edges in `boxed` close circles of types.
    pub(crate) fn of(
        api: &'a Api,
        names: &'a Names,
        boxed: &'a HashSet<(ShapeId, ShapeId)>,
        given: &'a Given<'a>,
    ) -> Planner<'a> {
        Planner { api, names, boxed, given }
    }
}

impl Planner<'_> {
    /// The type of a value, `null` left out of account.
    pub(crate) fn plain(&self, value: &Use) -> Type {
        self.shape(value.shape, None)
    }

    /// The type of a value, `Option` where it may be null.
    pub(crate) fn nullable(&self, value: &Use) -> Type {
        optional(self.plain(value), self.needs_null(value))
    }

    /// Whether `null` has to be added to the type of a value: any value may be `null` anyhow.
    pub(crate) fn needs_null(&self, value: &Use) -> bool {
        value.nullable && !matches!(self.api.shapes.get(self.names.dedup.get(value.shape)).kind, Kind::Any)
    }

    /// The type of a value inside of a type, boxed where it would be of endless size.
    pub(crate) fn held(&self, value: &Use, by: ShapeId) -> Type {
        self.shape(value.shape, Some(by))
    }

    fn shape(&self, id: ShapeId, by: Option<ShapeId>) -> Type {
        let id = self.names.dedup.get(id);
        if let Some(named) = self.names.types.get(&id) {
            let ty = Type::Named(named.clone());
            return if by.is_some_and(|by| self.boxed.contains(&(by, id))) { Type::Box(Box::new(ty)) } else { ty };
        }
        match &self.api.shapes.get(id).kind {
            // Shapes with a name that no operation leads to.
            _ if self.names.notes.is_named(self.api, id) => Type::Value,
            Kind::Boolean => Type::Bool,
            Kind::Integer(integer) => Type::Integer(*integer),
            Kind::Number { single: true } => Type::F32,
            Kind::Number { single: false } => Type::F64,
            Kind::Decimal => Type::Number,
            Kind::String { .. } => Type::String,
            Kind::Formatted(spelled) => formats::ty(spelled, self.given.settings),
            Kind::File => Type::Upload,
            Kind::FormPart => Type::FormPart,
            Kind::FormData => Type::FormData,
            Kind::Null => Type::Unit,
            Kind::List(items) => {
                let inner = self.nullable(items);
                Type::Vec(Box::new(inner))
            }
            Kind::Map(values) => {
                let inner = self.nullable(values);
                Type::Map(Box::new(inner))
            }
            Kind::Any | Kind::Never => Type::Value,
            Kind::Record(_) | Kind::Choice(_) | Kind::Union(_) | Kind::Tuple(_) => Type::Value,
            Kind::External => Type::Given(self.names.notes.replacement(id).unwrap_or_default().to_owned()),
        }
    }

    /// An example, where it tells more than the type, its documentation and the default do.
    pub(crate) fn example(&self, value: &Use, default: Option<&Literal>, example: Option<&Literal>) -> Option<Literal> {
        let said = self.names.types.contains_key(&value.shape)
            || matches!(self.api.shapes.get(value.shape).kind, Kind::Boolean | Kind::Null | Kind::Choice(_));
        example.filter(|example| !said && Some(*example) != default).cloned()
    }
}

/// `Option<ty>` where it may be absent; an option of an option is one.
pub(crate) fn optional(ty: Type, absent: bool) -> Type {
    match ty {
        Type::Option(_) => ty,
        ty if absent => Type::Option(Box::new(ty)),
        ty => ty,
    }
}
