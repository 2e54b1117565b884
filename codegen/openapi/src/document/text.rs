//! Decodes a file's bytes: UTF-8, or UTF-16 as Windows editors write it.

use anyhow::{anyhow, bail};

/// The text of a file; `name` is the file's.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf_16(name, rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(name, rest, u16::from_be_bytes),
        // Without a byte order mark: the first character of a document is ASCII.
        [first, 0, ..] if *first != 0 => utf_16(name, &bytes, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => utf_16(name, &bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let byte = error.utf8_error().valid_up_to();
            anyhow!("`{name}` is not text: byte {byte} is not UTF-8; name an OpenAPI document in YAML or JSON")
        }),
    }
}

fn utf_16(name: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> anyhow::Result<String> {
    if bytes.len() % 2 == 1 {
        bail!("`{name}` is not text: it is UTF-16 with half a character at its end");
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map_err(|error| anyhow!("`{name}` is not text: {:#06x} is not UTF-16", error.unpaired_surrogate()))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn utf_16_is_read_with_and_without_a_byte_order_mark() {
        let text = "openapi: 3.0.3 # é 😀\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes) in [(vec![0xff, 0xfe], &little), (vec![0xfe, 0xff], &big), (vec![], &little), (vec![], &big)]
        {
            let read = decode("a.yaml", [mark, bytes.clone()].concat()).expect("UTF-16");
            assert_eq!(read, text);
        }
        assert_eq!(decode("a.yaml", text.as_bytes().to_vec()).expect("UTF-8"), text);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [vec![0xff, 0xfe, b'a'], vec![0xff, 0xfe, 0x00, 0xd8], vec![b'a', 0xff]] {
            assert!(decode("a.yaml", bytes.clone()).is_err(), "{bytes:?}");
        }
    }
}
