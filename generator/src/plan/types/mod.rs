//! Shapes become types.

mod components;
pub(crate) mod cycles;
pub(crate) mod definitions;
pub(crate) mod derives;
pub(crate) mod features;
mod formats;
mod items;
mod planner;
mod roles;
pub(crate) mod upload;

pub(crate) use planner::{Planner, optional};
