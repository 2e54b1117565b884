//! Documents that are not ours: what their schemas come out as, and that it compiles and works.

mod compile;
mod generated_crate;
mod shapes;
mod skipping;
mod tree;
