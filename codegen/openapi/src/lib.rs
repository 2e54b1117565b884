//! OpenAPI documents: read with the place of each part, understood, and judged.
//!
//! `document` reads one, `context` knows its objects and operations, `lint` says what is wrong with it. Nothing here knows
//! what is made of a document.

pub mod context;
pub mod document;
pub mod lint;
pub mod media_type;
pub mod numbers;
pub mod pattern;
pub mod schemas;
pub mod servers;
pub mod structure;
pub mod validation;
