//! Requests are strict, answers are not: what a schema comes out as in each of the two directions.

mod compile;
mod generated_crate;
mod shapes;
mod tree;
