//! What oasmith's generator and its runtime both speak of, so that each is defined, and said in words, once.
//!
//! Programs need nothing of it by name: `oasmith-runtime` hands on what is public. The crate depends on nothing, since every
//! build script with the generator in it compiles it.

// One file defines rules for both. A type parameter in its stead would keep `Rule::Items(&[…])` from being written: the
// compiler makes no slice of an array where the type of the place depends on a parameter.
#[allow(clippy::duplicate_mod)]
// What has to be dereferenced where texts and lists are owned is a reference here.
#[allow(clippy::borrow_deref_ref, clippy::needless_borrow)]
pub mod constant;
mod framing;
mod media_type;
mod origin;
#[allow(clippy::duplicate_mod)]
pub mod owned;
mod style;
mod test;
mod words;

pub use framing::Framing;
pub use media_type::{JSON_LINES, written_in};
pub use origin::Origin;
pub use style::Style;
pub use test::Test;
pub use words::{LISTED, NAME, Wording, listed, shortened};
