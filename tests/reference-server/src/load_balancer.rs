//! The segments of a path, and the load balancers that exist.

use percent_encoding::percent_decode_str;

use super::grammar;
use super::problem::Problem;

/// The load balancers that exist.
pub(super) enum LoadBalancers {
    Every,
    These(Vec<String>),
}

impl LoadBalancers {
    /// If `ids` is empty, every id exists.
    pub(super) fn new(ids: Vec<String>) -> Self {
        if ids.is_empty() { Self::Every } else { Self::These(ids) }
    }

    /// Decodes the id from a raw path segment, if that load balancer exists.
    ///
    /// An id that violates the document's grammar (blank, `..`, a control character) is treated as any other unknown id,
    /// since there is no property of the body to point at.
    pub(super) fn find(&self, segment: &str) -> Result<String, Problem> {
        let id = decode(segment).ok_or_else(Problem::path_malformed)?;
        let exists = match self {
            Self::Every => grammar::path_segment(&id).is_empty(),
            Self::These(ids) => ids.contains(&id),
        };
        if exists { Ok(id) } else { Err(Problem::load_balancer_unknown()) }
    }
}

/// Decodes a segment; `None` for a `%` without two hexadecimal digits and for bytes that are not UTF-8.
pub(super) fn decode(segment: &str) -> Option<String> {
    let well_formed = segment.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    if !well_formed {
        return None;
    }
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_percent_encoding() {
        for (segment, id) in
            [("42", "42"), ("a%20b", "a b"), ("a%2Fb", "a/b"), ("%E4%BD%A0", "你"), ("100%25", "100%"), ("a+b", "a+b")]
        {
            assert_eq!(decode(segment).as_deref(), Some(id));
        }
    }

    #[test]
    fn refuses_what_is_not_percent_encoded_utf8() {
        for segment in ["%", "%4", "%zz", "%+1", "%ff", "a%é"] {
            assert_eq!(decode(segment), None, "{segment}");
        }
    }
}
