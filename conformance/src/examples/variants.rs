//! Enums of media types: which of their variants are JSON.

use syn::visit::{self, Visit};
use syn::{Arm, Item, Pat, Type};

use super::literal::text;

/// The enums of a file by their paths: of each variant that is sent as JSON its media type, and its path.
pub(super) fn of(module: &str, file: &syn::File) -> Vec<(String, Vec<(String, String)>)> {
    let mut all = Vec::new();
    for item in &file.items {
        let Item::Impl(implementation) = item else { continue };
        let (None, Type::Path(ty)) = (&implementation.trait_, &*implementation.self_ty) else { continue };
        let Some(name) = ty.path.get_ident() else { continue };
        let path = format!("{module}::{name}");
        let mut arms = Arms { path: &path, found: Vec::new() };
        arms.visit_item_impl(implementation);
        if !arms.found.is_empty() {
            all.push((path.clone(), arms.found));
        }
    }
    all
}

/// Finds `Self::Json(body) => request.json…(…)`.
struct Arms<'p> {
    path: &'p str,
    found: Vec<(String, String)>,
}

impl<'a> Visit<'a> for Arms<'_> {
    fn visit_arm(&mut self, arm: &'a Arm) {
        let variant = match &arm.pat {
            Pat::TupleStruct(pattern) => pattern.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        let mut call = Call::default();
        call.visit_expr(&arm.body);
        if let (Some(variant), Some(media_type)) = (variant, call.media_type) {
            self.found.push((media_type, format!("{}::{variant}", self.path)));
        }
    }
}

/// The media type of a call that sends JSON.
#[derive(Default)]
struct Call {
    media_type: Option<String>,
}

impl<'a> Visit<'a> for Call {
    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.method == "json" {
            self.media_type = Some("application/json".to_owned());
        } else if call.method == "json_as" {
            self.media_type = call.args.first().and_then(text);
        }
        visit::visit_expr_method_call(self, call);
    }
}
