//! Bodies of `multipart/form-data` (RFC 7578): fields and files, each sent as it is read.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use serde::Serialize;
use serde_json::Value;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};
use zeroize::Zeroizing;

use crate::runtime::Error;

/// What a failing stream says.
type Cause = Box<dyn StdError + Send + Sync>;
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, Cause>> + Send>>;

/// A file in a form: its content, with a file name and a media type.
///
/// The content is bytes, a stream or a file on disk; of the latter two only one piece at a time is in memory. A form that
/// has one of them, or is larger than 1 MiB, is sent once: the call is not retried.
///
/// ```
/// use openscaler_runtime::multipart::Part;
///
/// # async fn example() -> std::io::Result<()> {
/// let inline = Part::new("a,b\n1,2\n").file_name("table.csv").media_type("text/csv");
/// let on_disk = Part::file("backup.tar").await?.media_type("application/x-tar");
/// # Ok(())
/// # }
/// ```
pub struct Part {
    content: Content,
    /// In bytes, if it is known before the content is read.
    length: Option<u64>,
    file_name: Option<String>,
    media_type: Option<String>,
}

enum Content {
    Bytes(Bytes),
    /// The lock is never taken: it makes a stream `Sync` that only one task reads.
    Stream(Mutex<Chunks>),
}

impl Part {
    /// A part of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self { content: Content::Bytes(bytes), length, file_name: None, media_type: None }
    }

    /// A part whose content arrives piece by piece. An error of the stream ends the call.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Cause> + 'static,
    {
        let content = Content::Stream(Mutex::new(Box::pin(MapError(Box::pin(stream)))));
        Self { content, length: None, file_name: None, media_type: None }
    }

    /// A part that is read from a file while it is sent; the file's name is the part's.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let file = File::open(path).await?;
        let length = file.metadata().await?.len();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file_name: name, ..Self::stream(FileChunks { file, left: length }).length(length) })
    }

    /// The name of the file, as the server sees it; defaults to the name of the field.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the content, such as `image/png`; defaults to the one in the document, or else to
    /// `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The number of bytes that a stream has, for servers that refuse a body of unknown length.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        if let Content::Stream(_) = self.content {
            self.length = Some(length);
        }
        self
    }
}

impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

impl From<&'static [u8]> for Part {
    fn from(bytes: &'static [u8]) -> Self {
        Self::new(bytes)
    }
}

/// Without the content, which may be a private key.
impl fmt::Debug for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { length, file_name, media_type, .. } = self;
        formatter
            .debug_struct("Part")
            .field("file_name", file_name)
            .field("media_type", media_type)
            .field("length", length)
            .finish_non_exhaustive()
    }
}

/// A form whose fields the document does not list.
#[derive(Debug, Default)]
pub struct Form {
    parts: Vec<(String, Part)>,
}

/// What becomes a form.
#[doc(hidden)]
pub trait IntoForm {
    fn into_form(self) -> Result<Form, Error>;
}

impl IntoForm for Form {
    fn into_form(self) -> Result<Form, Error> {
        Ok(self)
    }
}

impl Form {
    /// A form without fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field; one without a file name is text.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    /// Adds a file; `media_type` is the document's.
    #[doc(hidden)]
    pub fn add_file(&mut self, name: &str, mut part: Part, media_type: &str) {
        // Most servers take a part without a file name for a text.
        part.file_name.get_or_insert_with(|| name.to_owned());
        part.media_type.get_or_insert_with(|| media_type.to_owned());
        self.parts.push((name.to_owned(), part));
    }

    /// Adds a value: text as it is, an object as JSON, and each item of a list as a field of its own (OpenAPI, "Encoding
    /// Object"); a list whose media type is JSON is one field.
    #[doc(hidden)]
    pub fn add_value<T: Serialize>(&mut self, name: &str, value: &T, media_type: Option<&str>) -> Result<(), Error> {
        let value = serde_json::to_value(value).map_err(|_| Error::unsendable("a form's field cannot be written"))?;
        let is_json = media_type.is_some_and(|media_type| media_type.contains("json"));
        match value {
            Value::Null => {}
            Value::Array(items) if !is_json => items.into_iter().for_each(|item| self.add_item(name, item, media_type)),
            value => self.add_item(name, value, media_type),
        }
        Ok(())
    }

    fn add_item(&mut self, name: &str, item: Value, media_type: Option<&str>) {
        let is_structured = item.is_object() || item.is_array();
        let is_json = is_structured || media_type.is_some_and(|media_type| media_type.contains("json"));
        let media_type = media_type.or(is_structured.then_some("application/json"));
        let part = Part::new(match item {
            Value::String(text) if !is_json => text,
            item => item.to_string(),
        });
        self.parts.push((name.to_owned(), Part { media_type: media_type.map(str::to_owned), ..part }));
    }

    /// The body, and its boundary.
    pub(crate) fn into_body(self) -> Result<(reqwest::Body, String), Error> {
        let boundary = boundary();
        let mut content = VecDeque::with_capacity(self.parts.len() * 2 + 1);
        let mut length = Some(0_u64);
        let mut before = String::new();
        for (name, part) in self.parts {
            // What a text cannot hold here ends the line or the name.
            let _ = write!(before, "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", Quoted(&name));
            if let Some(file_name) = &part.file_name {
                let _ = write!(before, "; filename=\"{}\"", Quoted(file_name));
            }
            if let Some(media_type) = &part.media_type {
                if media_type.is_empty() || media_type.contains(|letter: char| letter.is_control()) {
                    return Err(Error::unsendable("the media type of a part is invalid"));
                }
                let _ = write!(before, "\r\nContent-Type: {media_type}");
            }
            before += "\r\n\r\n";
            length = total(length, part.length, before.len());
            content.push_back(Content::Bytes(std::mem::take(&mut before).into()));
            content.push_back(part.content);
            before += "\r\n";
        }
        let _ = write!(before, "--{boundary}--\r\n");
        length = total(length, Some(0), before.len());
        content.push_back(Content::Bytes(before.into()));
        Ok((body(content, length), boundary))
    }
}

fn total(before: Option<u64>, part: Option<u64>, around: usize) -> Option<u64> {
    before?.checked_add(part?)?.checked_add(u64::try_from(around).ok()?)
}

/// What is no larger is sent from memory, and may be sent again.
const AT_HAND: u64 = 1024 * 1024;

fn body(content: VecDeque<Content>, length: Option<u64>) -> reqwest::Body {
    let pieces = content.iter().map(|content| match content {
        Content::Bytes(bytes) => Some(bytes),
        Content::Stream(_) => None,
    });
    match pieces.collect::<Option<Vec<&Bytes>>>() {
        Some(pieces) if length.is_some_and(|length| length <= AT_HAND) => {
            // Wiped in the end, as all bodies that are written here.
            let mut whole = Zeroizing::new(Vec::with_capacity(pieces.iter().map(|bytes| bytes.len()).sum()));
            pieces.into_iter().for_each(|bytes| whole.extend_from_slice(bytes));
            Bytes::from_owner(whole).into()
        }
        _ => reqwest::Body::wrap(Body { content, left: length }),
    }
}

/// Not in any content: 128 random bits.
fn boundary() -> String {
    // The standard library's hasher is seeded at random.
    let random = || RandomState::new().hash_one(());
    format!("openscaler-{:016x}{:016x}", random(), random())
}

/// A name between quotes, as browsers write it (HTML, "Multipart form data").
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '"' => formatter.write_str("%22"),
            '\r' => formatter.write_str("%0D"),
            '\n' => formatter.write_str("%0A"),
            letter => formatter.write_char(letter),
        })
    }
}

/// A form on its way: what has been sent is forgotten.
struct Body {
    content: VecDeque<Content>,
    left: Option<u64>,
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        loop {
            let next = match self.content.front_mut() {
                None => return Poll::Ready(None),
                Some(Content::Bytes(bytes)) => Some(Ok(std::mem::take(bytes))),
                Some(Content::Stream(stream)) => {
                    let stream = stream.get_mut().unwrap_or_else(|poisoned| poisoned.into_inner());
                    ready!(stream.as_mut().poll_next(context))
                }
            };
            match next {
                Some(Ok(bytes)) if !bytes.is_empty() => {
                    let sent = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                    self.left = self.left.map(|left| left.saturating_sub(sent));
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // An empty piece of a stream is not its end.
                Some(Ok(_)) if matches!(self.content.front(), Some(Content::Stream(_))) => {}
                _ => drop(self.content.pop_front()),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// A stream whose error is of any type.
struct MapError<S>(Pin<Box<S>>);

impl<S, E> Stream for MapError<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Cause>,
{
    type Item = Result<Bytes, Cause>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|result| result.map_err(Into::into)))
    }
}

/// How much of a file is in memory at a time.
const CHUNK: usize = 64 * 1024;

/// A file, up to the length that it had when it was opened: no more has been announced.
struct FileChunks {
    file: File,
    left: u64,
}

impl Stream for FileChunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let length = usize::try_from(self.left).map_or(CHUNK, |left| left.min(CHUNK));
        let mut chunk = BytesMut::zeroed(length);
        let mut buffer = ReadBuf::new(&mut chunk);
        if let Err(error) = ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = buffer.filled().len();
        if read == 0 {
            let became_shorter = io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter");
            return Poll::Ready(Some(Err(became_shorter)));
        }
        self.left -= u64::try_from(read).unwrap_or(self.left);
        chunk.truncate(read);
        Poll::Ready(Some(Ok(chunk.freeze())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form) -> String {
        let (body, boundary) = form.into_body().expect("a body");
        let bytes = body.as_bytes().expect("in memory").to_vec();
        String::from_utf8(bytes).expect("text").replace(&boundary, "-")
    }

    #[test]
    fn values_are_text_or_json_and_lists_repeat_their_name() {
        let mut form = Form::new();
        form.add_value("text", &"a\"b", None).expect("text");
        form.add_value("none", &Value::Null, None).expect("nothing");
        form.add_value("list", &[1, 2], None).expect("a list");
        form.add_value("object", &serde_json::json!({ "a": [1] }), None).expect("an object");
        form.add_value("whole", &["a"], Some("application/json")).expect("JSON");
        form.add_value("quoted", &"a", Some("application/json")).expect("JSON");
        let expected = "\
---\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\"b\r\n\
---\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n1\r\n\
---\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n2\r\n\
---\r\nContent-Disposition: form-data; name=\"object\"\r\nContent-Type: application/json\r\n\r\n{\"a\":[1]}\r\n\
---\r\nContent-Disposition: form-data; name=\"whole\"\r\nContent-Type: application/json\r\n\r\n[\"a\"]\r\n\
---\r\nContent-Disposition: form-data; name=\"quoted\"\r\nContent-Type: application/json\r\n\r\n\"a\"\r\n\
-----\r\n";
        assert_eq!(written(form), expected);
        assert_eq!(written(Form::new()), "-----\r\n");
    }

    #[test]
    fn a_name_ends_neither_its_quotes_nor_its_line() {
        let mut form = Form::new();
        form.add_file("a\"\r\nX: y", Part::new("x").file_name("\u{e9}\".txt"), "text/plain");
        form.add_file("b", Part::new("y").media_type("image/png"), "text/plain");
        let expected = "\
---\r\nContent-Disposition: form-data; name=\"a%22%0D%0AX: y\"; filename=\"\u{e9}%22.txt\"\r\nContent-Type: text/plain\r\n\r\nx\r\n\
---\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\nContent-Type: image/png\r\n\r\ny\r\n\
-----\r\n";
        assert_eq!(written(form), expected);
        let error = Form::new().part("a", Part::new("x").media_type("a\r\nb")).into_body().expect_err("no header");
        assert!(error.to_string().contains("media type"), "{error}");
    }

    #[test]
    fn contents_are_not_shown() {
        let shown = format!("{:?}", Form::new().part("key", Part::new("secret").file_name("key.pem")));
        assert!(!shown.contains("secret") && shown.contains("key.pem"), "{shown}");
    }
}
