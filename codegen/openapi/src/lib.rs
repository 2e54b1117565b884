//! OpenAPI documents: reads them with positions, knows what OpenAPI means, and lints them.
//!
//! `document` reads one, `context` indexes its objects and operations, `lint` reports what is wrong with it. Nothing
//! here knows what is generated from a document.

pub mod context;
pub mod document;
pub mod lint;
pub mod media_type;
pub mod pattern;
pub mod schemas;
pub mod security;
pub mod servers;
pub mod structure;
pub mod validation;
