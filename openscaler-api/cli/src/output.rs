//! Prints answers, as tables or as JSON.

use std::future::poll_fn;
use std::io::{self, IsTerminal, Write};

use serde_json::Value;

use crate::call::{Content, Reply};
use crate::failure::{Code, Failure};
use crate::json::Node;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
}

/// Prints an answer to standard output.
pub(crate) async fn print(reply: Reply, format: Format) -> Result<(), Failure> {
    match reply.content {
        Content::Nothing => Ok(()),
        Content::Json(text) => write_reply(render(&text, format).as_bytes()),
        Content::Stream(mut stream) => {
            while let Some(bytes) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
                write_reply(&bytes?)?;
            }
            Ok(())
        }
    }
}

/// Writes a part of an answer: the call was carried out, even if its answer cannot be written.
fn write_reply(bytes: &[u8]) -> Result<(), Failure> {
    write(bytes).map_err(|failure| Failure::new(Code::Unreadable, failure.message).and("the call was carried out"))
}

/// Writes to standard output; ends the program if its reader has closed it.
pub(crate) fn write(bytes: &[u8]) -> Result<(), Failure> {
    try_write(bytes).map_err(|error| {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // The reader has seen enough.
            std::process::exit(0);
        }
        unwritable(&error)
    })
}

/// Writes to standard output, of which the reader may have closed its end.
pub(crate) fn try_write(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}

pub(crate) fn unwritable(error: &io::Error) -> Failure {
    Failure::io("write to", "standard output", error)
}

/// Writes a line to standard error; there is nowhere to report that it cannot be written.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

pub(crate) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// An answer as a text that ends with a newline.
pub(crate) fn render(json: &str, format: Format) -> String {
    let Ok(node) = Node::parse(json) else { return format!("{json}\n") };
    match format {
        Format::Json => pretty(&node, 0) + "\n",
        Format::Table => table(&node),
    }
}

/// JSON with an indent of two spaces, in the order of the answer.
fn pretty(node: &Node, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let lines = |lines: Vec<String>, open: &str, close: &str| {
        if lines.is_empty() {
            return format!("{open}{close}");
        }
        let lines = lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join(",\n");
        format!("{open}\n{lines}\n{}{close}", "  ".repeat(depth))
    };
    match node {
        Node::Leaf(value) => value.to_string(),
        Node::List(items) => lines(items.iter().map(|item| pretty(item, depth + 1)).collect(), "[", "]"),
        Node::Object(members) => {
            let member = |(name, value): &(String, Node)| {
                format!("{}: {}", Value::from(name.as_str()), pretty(value, depth + 1))
            };
            lines(members.iter().map(member).collect(), "{", "}")
        }
    }
}

fn table(node: &Node) -> String {
    match node {
        Node::Object(members) => {
            let rows: Vec<Vec<String>> = members
                .iter()
                .filter(|(_, value)| !matches!(value, Node::Leaf(Value::Null)))
                .map(|(name, value)| vec![visible(name), cell(value)])
                .collect();
            align(&rows)
        }
        Node::List(items) => list(items),
        Node::Leaf(_) => format!("{}\n", cell(node)),
    }
}

/// A column for each property, in the order of their first appearance.
fn list(items: &[Node]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for item in items {
        let Node::Object(members) = item else { return items.iter().map(|item| format!("{}\n", cell(item))).collect() };
        for (name, value) in members {
            if !columns.contains(&name.as_str()) && !matches!(value, Node::Leaf(Value::Null)) {
                columns.push(name);
            }
        }
    }
    let mut rows = vec![columns.iter().map(|name| visible(&name.to_uppercase())).collect()];
    for item in items {
        let Node::Object(members) = item else { continue };
        let find = |column: &&str| members.iter().find(|(name, _)| name == column).map(|(_, value)| cell(value));
        rows.push(columns.iter().map(|column| find(column).unwrap_or_default()).collect());
    }
    align(&rows)
}

fn cell(node: &Node) -> String {
    match node {
        Node::Leaf(Value::Null) => String::new(),
        Node::Leaf(Value::String(text)) => visible(text),
        Node::List(items) if items.iter().all(|item| matches!(item, Node::Leaf(_))) => {
            items.iter().map(cell).collect::<Vec<_>>().join(", ")
        }
        node => compact(node),
    }
}

fn compact(node: &Node) -> String {
    match node {
        Node::Leaf(value) => value.to_string(),
        Node::List(items) => format!("[{}]", items.iter().map(compact).collect::<Vec<_>>().join(",")),
        Node::Object(members) => {
            let member = |(name, value): &(String, Node)| format!("{}:{}", Value::from(name.as_str()), compact(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    }
}

/// A server's text must not control the terminal.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str("\\n"),
            letter if letter.is_control() => shown.extend(letter.escape_default()),
            letter => shown.push(letter),
        }
    }
    shown
}

/// Rows with aligned columns; the last one is not padded.
pub(crate) fn align(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or_default()).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line += &format!("{cell:width$}  ");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_a_line_for_each_property() {
        let json = r#"{"name":"a","zone":null,"serial":"01\u001b[2J","ports":[80,443],"inner":{"x":[]}}"#;
        let table = "name    a\nserial  01\\u{1b}[2J\nports   80, 443\ninner   {\"x\":[]}\n";
        assert_eq!(render(json, Format::Table), table);
        let pretty = "{\n  \"name\": \"a\",\n  \"zone\": null,\n  \"serial\": \"01\\u001b[2J\",\n  \"ports\": [\n    80,\n    443\n  ],\n  \"inner\": {\n    \"x\": []\n  }\n}\n";
        assert_eq!(render(json, Format::Json), pretty);
    }

    #[test]
    fn a_list_of_objects_is_a_table() {
        let json = r#"[{"id":1,"name":"a"},{"id":22,"tags":["x"]}]"#;
        assert_eq!(render(json, Format::Table), "ID  NAME  TAGS\n1   a\n22        x\n");
    }

    #[test]
    fn a_name_does_not_control_the_terminal() {
        let json = r#"{"\u001b[2j":"a"}"#;
        assert_eq!(render(json, Format::Table), "\\u{1b}[2j  a\n");
        assert_eq!(render(&format!("[{json}]"), Format::Table), "\\u{1b}[2J\na\n");
    }
}
