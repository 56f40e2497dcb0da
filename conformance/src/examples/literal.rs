//! Literals in code.

use syn::{Expr, ExprLit, Lit};

/// The text that a literal is of.
pub(super) fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}
