//! For the exported macros only.

pub use openscaler_codegen::{request, scalar_literal};
pub use serde_json::{Number, Value, json};
