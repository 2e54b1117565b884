//! Records where each part of a YAML or JSON text is written.
//!
//! YAML's parser may stop where serde_yaml does not. The rest then has no position of its own, and a finding there is
//! shown at the nearest position that is known.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, Span};

use super::{any_json, pointer};

/// A key that is written a second time in the same object.
pub struct DuplicateKey {
    /// JSON pointer of the property.
    pub pointer: String,
    /// Where the key is written first.
    pub first: Range<usize>,
    /// Where it is written again.
    pub again: Range<usize>,
}

/// Where one value is written.
#[derive(Clone)]
pub(super) struct Place {
    /// The key that leads to it; an item of a list has none.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    pub(super) is_scalar: bool,
}

/// The places of a whole document.
pub(super) struct Positions {
    root: Arc<Node>,
    duplicates: Vec<DuplicateKey>,
}

/// A value; shared where it has an alias, so that a text of nested aliases costs no more than its length.
struct Node {
    place: Range<usize>,
    children: Children,
}

enum Children {
    None,
    Entries(HashMap<String, Entry>),
    Items(Vec<Arc<Node>>),
}

struct Entry {
    key: Range<usize>,
    node: Arc<Node>,
}

impl Positions {
    pub(super) fn read(text: &str) -> Positions {
        let mut reader = Reader::new(text);
        if any_json::is_json(text) {
            reader.read_json();
        } else {
            for event in Parser::new_from_str(text) {
                let Ok((event, span)) = event else { break };
                reader.take(event, span);
            }
        }
        reader.finish()
    }

    pub(super) fn duplicates(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// The place of the value at `pointer`, or of its nearest ancestor that has one.
    pub(super) fn nearest(&self, pointer: &str) -> Place {
        let mut node = &self.root;
        let mut key = None;
        for token in pointer::tokens(pointer) {
            match node.child(&token) {
                Some((child_key, child)) => (key, node) = (child_key, child),
                None => break,
            }
        }
        Place { key, value: node.place.clone(), is_scalar: matches!(node.children, Children::None) }
    }
}

impl Node {
    fn child(&self, token: &str) -> Option<(Option<Range<usize>>, &Arc<Node>)> {
        match &self.children {
            Children::None => None,
            Children::Items(items) => Some((None, items.get(token.parse::<usize>().ok()?)?)),
            Children::Entries(entries) => match entries.get(token) {
                Some(entry) => Some((Some(entry.key.clone()), &entry.node)),
                None => entries.get("<<")?.node.merged_child(token),
            },
        }
    }

    /// A child that came by a merge key whose value is this node.
    fn merged_child(&self, token: &str) -> Option<(Option<Range<usize>>, &Arc<Node>)> {
        match &self.children {
            Children::Items(bases) => bases.iter().find_map(|base| base.child(token)),
            _ => self.child(token),
        }
    }
}

/// An object or a list that is not finished yet.
struct Open {
    start: usize,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    Mapping { entries: HashMap<String, Entry>, key: Option<(String, Range<usize>)> },
    Sequence { items: Vec<Arc<Node>> },
}

struct Reader<'t> {
    text: &'t str,
    /// The byte at which each character starts; empty for a text in which they are the same.
    bytes: Vec<usize>,
    open: Vec<Open>,
    anchors: HashMap<usize, Arc<Node>>,
    root: Option<Arc<Node>>,
    duplicates: Vec<DuplicateKey>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(byte, _)| byte).collect() };
        Reader { text, bytes, open: Vec::new(), anchors: HashMap::new(), root: None, duplicates: Vec::new() }
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        let place = self.byte(span.start.index())..self.byte(span.end.index());
        match event {
            Event::Scalar(text, _, anchor, _) => {
                let end = place.start + self.text[place.clone()].trim_end().len();
                let node = Node { place: place.start..end, children: Children::None };
                self.add(Arc::new(node), anchor, &text);
            }
            Event::Alias(anchor) => {
                let unknown = || Arc::new(Node { place, children: Children::None });
                let node = self.anchors.get(&anchor).cloned().unwrap_or_else(unknown);
                self.add(node, 0, "");
            }
            Event::MappingStart(anchor, _) => {
                self.open(place.start, anchor, OpenKind::Mapping { entries: HashMap::new(), key: None });
            }
            Event::SequenceStart(anchor, _) => {
                self.open(place.start, anchor, OpenKind::Sequence { items: Vec::new() });
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(place),
            _ => {}
        }
    }

    /// Reads JSON that is known to be valid, ten times as fast as it is read as YAML.
    fn read_json(&mut self) {
        let bytes = self.text.as_bytes();
        let mut end = 0;
        while let Some(byte) = bytes.get(end) {
            let start = end;
            end += 1;
            match byte {
                b'{' => self.open(start, 0, OpenKind::Mapping { entries: HashMap::new(), key: None }),
                b'[' => self.open(start, 0, OpenKind::Sequence { items: Vec::new() }),
                b'}' | b']' => self.close(start..end),
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => {}
                b'"' => {
                    while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
                        end += if *byte == b'\\' { 2 } else { 1 };
                    }
                    end += 1;
                    self.add_scalar(start..end);
                }
                _ => {
                    let is_part = |byte: &u8| !b",]} \t\n\r".contains(byte);
                    while bytes.get(end).is_some_and(is_part) {
                        end += 1;
                    }
                    self.add_scalar(start..end);
                }
            }
        }
    }

    fn add_scalar(&mut self, place: Range<usize>) {
        let is_key = |open: &Open| matches!(&open.kind, OpenKind::Mapping { key: None, .. });
        let text = if self.open.last().is_some_and(is_key) {
            serde_json::from_str(&self.text[place.clone()]).unwrap_or_default()
        } else {
            String::new()
        };
        self.add(Arc::new(Node { place, children: Children::None }), 0, &text);
    }

    fn open(&mut self, start: usize, anchor: usize, kind: OpenKind) {
        self.open.push(Open { start, anchor, kind });
    }

    /// Ends the innermost open value; the end of a block is found only at what comes after it, and is trimmed.
    fn close(&mut self, end: Range<usize>) {
        let Some(Open { start, anchor, kind }) = self.open.pop() else {
            return;
        };
        let end = end.end.max(start);
        let place = start..start + self.text[start..end].trim_end().len();
        let children = match kind {
            OpenKind::Mapping { entries, .. } => Children::Entries(entries),
            OpenKind::Sequence { items } => Children::Items(items),
        };
        self.add(Arc::new(Node { place, children }), anchor, "");
    }

    /// Puts a finished value where it belongs: as the key, or the value, or the item that comes next.
    fn add(&mut self, node: Arc<Node>, anchor: usize, text: &str) {
        if anchor != 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        let Some(open) = self.open.last_mut() else {
            // Of several documents in one text the first counts; serde_yaml refuses the text anyway.
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.kind {
            OpenKind::Sequence { items } => items.push(node),
            OpenKind::Mapping { entries, key } => match key.take() {
                None => *key = Some((text.to_owned(), node.place.clone())),
                Some((name, place)) => {
                    let first = entries.get(&name).map(|entry| entry.key.clone());
                    // The last of two equal keys counts, as it does for serde_yaml.
                    entries.insert(name.clone(), Entry { key: place.clone(), node });
                    if let Some(first) = first {
                        let pointer = pointer::join(&self.pointer(), &name);
                        self.duplicates.push(DuplicateKey { pointer, first, again: place });
                    }
                }
            },
        }
    }

    /// The pointer of the innermost open value.
    fn pointer(&self) -> String {
        let Some((_, parents)) = self.open.split_last() else {
            return String::new();
        };
        parents.iter().fold(String::new(), |path, parent| match &parent.kind {
            OpenKind::Mapping { key, .. } => pointer::join(&path, key.as_ref().map_or("", |(name, _)| name)),
            OpenKind::Sequence { items } => pointer::join(&path, &items.len().to_string()),
        })
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            character.min(self.text.len())
        } else {
            self.bytes.get(character).copied().unwrap_or(self.text.len())
        }
    }

    /// The places found; what was still open when the text could not be read on counts as well.
    fn finish(mut self) -> Positions {
        let end = self.text.len();
        while !self.open.is_empty() {
            self.close(end..end);
        }
        let empty = || Arc::new(Node { place: 0..0, children: Children::None });
        Positions { root: self.root.unwrap_or_else(empty), duplicates: self.duplicates }
    }
}
