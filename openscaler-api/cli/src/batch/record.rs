//! The lines of a journal.

use serde::{Deserialize, Serialize};

/// The version of the journal's form.
pub(super) const VERSION: u32 = 1;

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) journal: u32,
    pub(super) operation: String,
    pub(super) url: String,
    /// The key of all HMACs, in hexadecimal. It is as confidential as the requests.
    pub(super) key: String,
}

/// Any other line.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) state: State,
    /// The identity of the batch's line, as a JSON list.
    pub(super) id: String,
    /// The HMAC of the request, in hexadecimal.
    pub(super) content: String,
    /// In seconds since 1970.
    pub(super) at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<u16>,
    /// Whether another content was sent before, and either may be carried out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_mixed: bool,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// It is about to be sent: from now on, it may be carried out.
    Sending,
    Done,
    /// Its answer was lost, and it was found.
    Found,
    NotCarriedOut,
    Unknown,
    /// Carried out, but the answer cannot be read.
    Unreadable,
}

impl State {
    /// Whether it is carried out.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Found)
    }

    /// Whether it may be carried out.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }

    /// The word for results.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Found => "found",
            Self::NotCarriedOut => "not_carried_out",
            Self::Sending | Self::Unknown => "unknown",
            Self::Unreadable => "carried_out",
        }
    }
}

/// A line of JSON, with its newline.
pub(super) fn json_line<T: Serialize>(value: &T) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.bytes().map(|digit| char::from(digit).to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
