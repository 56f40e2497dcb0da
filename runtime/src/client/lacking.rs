//! What is said where a program calls what a feature brings that is off.

#[cfg(all(not(feature = "mock-server"), not(target_arch = "wasm32")))]
use super::Mock;
#[cfg(not(feature = "tower"))]
use super::{ClientBuilder, ClientCore};

/// What no mock is. The compiler says nothing of a bound on a mock but its name, so this is what is lacking.
#[cfg(all(not(feature = "mock-server"), not(target_arch = "wasm32")))]
#[doc(hidden)]
pub trait HasTheFeatureMockServer {
    type Served;

    fn served(self) -> Self::Served;
}

#[cfg(all(not(feature = "mock-server"), not(target_arch = "wasm32")))]
impl Mock {
    #[doc(hidden)]
    pub fn serve<'m>(&'m self) -> <&'m Self as HasTheFeatureMockServer>::Served
    where
        &'m Self: HasTheFeatureMockServer,
    {
        self.served()
    }
}

/// What no layer is.
#[cfg(not(feature = "tower"))]
#[diagnostic::on_unimplemented(
    message = "layers of tower need the feature `tower`, which is off",
    label = "needs the feature `tower`",
    note = "in Cargo.toml, add `features = [\"tower\"]` to the client's package, or to `oasmith-runtime` where the client is a part of your own"
)]
#[doc(hidden)]
pub trait Wraps {}

#[cfg(not(feature = "tower"))]
impl<C: From<ClientCore>> ClientBuilder<C> {
    #[doc(hidden)]
    pub fn tower_layer<L: Wraps>(self, _: L) -> Self {
        self
    }
}
