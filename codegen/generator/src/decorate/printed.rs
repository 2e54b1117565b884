//! The text of a part, and that of the whole, which is the same however it was parted.

use anyhow::{Context, Result, ensure};
use syn::Item;

use super::client::is_client_item;
use super::macros::Macro;
use super::part::is_types;

/// The code of one part.
pub(super) struct Printed {
    index: usize,
    /// What stands before the types.
    before: String,
    types: String,
    client: String,
    /// With the place of each among those of all parts.
    macros: Vec<(usize, String)>,
}

impl Printed {
    pub(super) fn of(index: usize, items: Vec<Item>, macros: Vec<Macro>) -> Self {
        let (types, others): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_types);
        let (client, before): (Vec<Item>, Vec<Item>) = others.into_iter().partition(is_client_item);
        let macros = macros.into_iter().map(|one| (one.place, print(vec![one.item]))).collect();
        Self { index, before: print(before), types: print(types), client: print(client), macros }
    }
}

fn print(items: Vec<Item>) -> String {
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items })
}

/// The whole, of all parts in any order.
pub(super) fn join(mut parts: Vec<Printed>) -> Result<String> {
    parts.sort_unstable_by_key(|part| part.index);
    let mut macros: Vec<(usize, &str)> = Vec::new();
    for part in &parts {
        macros.extend(part.macros.iter().map(|(place, text)| (*place, text.as_str())));
    }
    macros.sort_unstable();
    let mut code: String = parts.iter().map(|part| part.before.as_str()).collect();
    extend(&mut code, parts.iter().map(|part| part.types.as_str()))?;
    extend(&mut code, parts.iter().map(|part| part.client.as_str()))?;
    code.extend(macros.into_iter().map(|(_, text)| text));
    Ok(code)
}

/// Writes one block of several that were printed by themselves; what is before the brace is that of the first.
fn extend<'t>(code: &mut String, mut blocks: impl Iterator<Item = &'t str>) -> Result<()> {
    const END: &str = "}\n";
    code.push_str(blocks.next().unwrap_or_default());
    for block in blocks.filter(|block| !block.ends_with("{}\n")) {
        let (_, body) = block.split_once("{\n").context("a block does not begin with a brace")?;
        ensure!(code.ends_with(END), "a block does not end in a brace");
        code.truncate(code.len() - END.len());
        code.push_str(body);
    }
    Ok(())
}
