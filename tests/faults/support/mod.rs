//! A server that plays faults, and a client to meet them.

// Not every suite plays every fault.
#![allow(dead_code, unused_imports)]

mod client;
pub(crate) mod tls;

pub(crate) use client::{NAME, TOKEN, assert_presentable, call, client, key_lines, once, request, self_signed, upload};
pub(crate) use openscaler_tests::faults::{CREATED, Fault, FaultServer, answer, read_request, refusing_url};
