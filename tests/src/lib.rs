//! A reference server for the OpenScaler API, and the certificates to try it with.
//!
//! [`mod@reference`] answers as the vendor's page and the OpenAPI document say and really makes certificates;
//! [`certificates`] makes bundles at run time, good ones and ones with a known fault, so that no private key is ever
//! committed; [`faults`] plays what goes wrong between a client and a server; [`mutation`] makes OpenAPI documents that
//! nobody would write.

pub mod cases;
pub mod certificates;
pub mod document;
pub mod faults;
pub mod mutation;
pub mod reference;
