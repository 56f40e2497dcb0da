//! Which way content goes.

/// Which way content goes.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Request,
    Response,
}
