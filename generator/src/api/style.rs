//! Styles of parameters.

/// How a parameter's value is written (OpenAPI 3.1.2, section "Style Values"), or `Json` for `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    /// Swagger 2.0's `tsv`.
    TabDelimited,
    PipeDelimited,
    DeepObject,
    /// OpenAPI 3.2's style of cookies, which escapes nothing.
    Cookie,
    Json,
}
