//! Attaches to progenitor's output what progenitor does not know, as tokens on its syntax tree, and prints it.
//!
//! Every change looks for the exact construct that it replaces and fails if that is not there, so that a progenitor
//! which writes something else is noticed here and not by the users of the client.
//!
//! The output is worked on in parts, some of them in a second thread: reading and printing Rust is most of what
//! generating takes. A part learns once what the others hold ([`known`]); the bytes are the same for any parts.

pub(crate) mod accessors;
mod answers;
mod attributes;
mod bodies;
mod client;
mod docs;
mod doubles;
mod field_types;
mod known;
mod macros;
mod open_enums;
mod operations;
mod part;
mod parts;
mod printed;
mod reach;
mod types;
mod unions;
mod wire;
mod wire_names;

use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread;

use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;

pub(crate) use attributes::serde_argument;

use crate::checked::STACK;
use crate::model::Model;
use known::{Facts, Known};
use part::Part;
use printed::Printed;

/// The code of the client crate's generated file.
pub(crate) fn decorate(generated: TokenStream, model: &Model) -> Result<String> {
    print(parts::split(generated, parts::MOST), model)
}

fn print(parts: Vec<TokenStream>, model: &Model) -> Result<String> {
    let count = parts.len();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for (index, tokens) in parts.into_iter().enumerate() {
        if index % 5 % 2 == 0 {
            here.push((index, tokens));
        } else {
            // Tokens cannot leave their thread, and to read the text again takes its time: two of five.
            there.push((index, tokens.to_string()));
        }
    }
    let parse = |(index, tokens)| Part::parse(tokens, index, count, model);
    if there.is_empty() {
        let parts: Vec<Part> = here.into_iter().map(parse).collect::<Result<_>>()?;
        let known = Known::of(Facts::of(&parts), model)?;
        return printed::join(parts.into_iter().map(|part| part.finish(&known, model)).collect::<Result<_>>()?);
    }
    thread::scope(|scope| {
        let (tell_facts, facts_told) = mpsc::channel();
        let (tell_known, known_told) = mpsc::channel::<Arc<Known>>();
        let there = move || -> Result<Vec<Printed>> {
            let parse_text = |(index, text): (usize, String)| match text.parse() {
                Ok(tokens) => parse((index, tokens)),
                Err(error) => bail!("progenitor's output is no Rust: {error}"),
            };
            let parts: Vec<Part> = there.into_iter().map(parse_text).collect::<Result<_>>()?;
            // Where nobody listens, or tells, the other thread has failed, and says why.
            let _ = tell_facts.send(Facts::of(&parts));
            let Ok(known) = known_told.recv() else { return Ok(Vec::new()) };
            parts.into_iter().map(|part| part.finish(&known, model)).collect()
        };
        let there = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, there);
        let there = there.context("no thread can be started for printing")?;
        let here = move || -> Result<Vec<Printed>> {
            let parts: Vec<Part> = here.into_iter().map(parse).collect::<Result<_>>()?;
            let Ok(others) = facts_told.recv() else { return Ok(Vec::new()) };
            let known = Arc::new(Known::of(Facts::of(&parts).and(others), model)?);
            let _ = tell_known.send(Arc::clone(&known));
            parts.into_iter().map(|part| part.finish(&known, model)).collect()
        };
        let here = here();
        let there = there.join().unwrap_or_else(|panic| resume_unwind(panic));
        let mut all = here?;
        all.extend(there?);
        printed::join(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Prepared;
    use crate::synthetic::{Size, document};

    #[test]
    fn the_code_is_the_same_for_any_parts() {
        let prepared = Prepared::of(&document(Size::of(40))).expect("a clean document");
        let tokens = prepared.progenitors_output().expect("progenitor's output");
        let whole = print(vec![tokens.clone()], &prepared.model).expect("one part");
        for most in [2, 3, 15] {
            let parts = parts::split(tokens.clone(), most);
            assert_eq!(parts.len(), most.min(6));
            assert!(print(parts, &prepared.model).expect("parts") == whole, "{most} parts");
        }
    }
}
