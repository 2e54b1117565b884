//! Lists, as short and as long as their schemas allow.

use serde_json::{Value, json};

use super::Draw;
use super::keywords::list;

/// The largest `maxItems` for which a full list is drawn.
const LONGEST_LIST: u64 = 10;

impl<'d> Draw<'_, 'd> {
    pub(super) fn array(&mut self, parts: &[&'d Value]) -> Option<Value> {
        let bound = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_u64());
        let least = bound("minItems").max().unwrap_or(0);
        let most = bound("maxItems").min();
        let mut lengths = vec![least, least.max(1), least.max(2)];
        lengths.extend(most.filter(|most| *most <= LONGEST_LIST));
        lengths.retain(|length| most.is_none_or(|most| *length <= most));
        lengths.dedup();
        let length = *lengths.get(self.pick(parts[0], "length", lengths.len()))?;
        let is_unique = parts.iter().any(|part| part["uniqueItems"] == true);
        let turn = self.turn;
        let mut items = Vec::new();
        for index in 0..usize::try_from(length).ok()? {
            self.turn = index;
            let of_part = |part: &&'d Value| list(part, "prefixItems").get(index).or_else(|| part.get("items"));
            let schemas: Vec<&Value> = parts.iter().filter_map(of_part).collect();
            let item = if schemas.is_empty() { Some(json!("text")) } else { self.value(&schemas) };
            match item {
                Some(item) if is_unique && items.contains(&item) => {}
                Some(item) => items.push(item),
                None => break,
            }
        }
        self.turn = turn;
        // A type that contains a list of itself ends in an empty list.
        (items.len() as u64 >= least).then_some(Value::Array(items))
    }
}
