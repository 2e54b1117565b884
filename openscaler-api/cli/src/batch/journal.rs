//! The journal of a batch: what was sent and what came of it, so that a batch that is killed can be continued.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::record::{Header, Record, State, VERSION, hex, json_line, unhex};
use crate::failure::{Failure, reason};

/// What the journal says of a line.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub(super) state: State,
    pub(super) content: [u8; 32],
    pub(super) at: u64,
    pub(super) is_mixed: bool,
}

/// A journal that was read and is locked.
pub(super) struct Opened {
    file: File,
    /// By identity.
    pub(super) known: HashMap<String, Last>,
    pub(super) key: Vec<u8>,
    /// The header, unless the journal has one.
    header: Option<Header>,
}

/// Opens or creates a journal.
///
/// # Errors
///
/// It cannot be read, is in use, is of another batch, or has a line that is not a record.
pub(super) fn open(path: &Path, operation: &str, url: &str) -> Result<Opened, Failure> {
    let name = path.display();
    let failed = |what: &str, error: &io::Error| Failure::io(what, format!("the journal `{name}`"), error);
    let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path);
    let file = file.map_err(|error| failed("open", &error))?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => {}
        Err(fs4::TryLockError::WouldBlock) => {
            return Err(Failure::local(format!("the journal `{name}` is in use by another run")));
        }
        Err(fs4::TryLockError::Error(error)) => return Err(failed("lock", &error)),
    }
    let metadata = file.metadata().map_err(|error| failed("read", &error))?;
    if !metadata.is_file() {
        return Err(Failure::local(format!("the journal `{name}` is not a regular file")));
    }
    let read = read(&file).map_err(|error| match error {
        ReadError::Io(error) => failed("read", &error),
        ReadError::Line(number) => Failure::local(format!(
            "line {number} of the journal `{name}` is not a record: restore it, or use another journal"
        )),
    })?;
    // It may have been made by hand.
    if metadata.permissions().mode() & 0o077 != 0 {
        let private = std::fs::Permissions::from_mode(0o600);
        file.set_permissions(private).map_err(|error| failed("protect", &error))?;
    }
    if read.valid < metadata.len() {
        file.set_len(read.valid).map_err(|error| failed("repair", &error))?;
    }
    let refuse = |message: String| Err(Failure::usage(format!("the journal `{name}` {message}: use another journal")));
    let (key, header) = match read.header {
        Some(header) if header.journal != VERSION => {
            return refuse(format!("has the unknown version {}", header.journal));
        }
        Some(header) if header.operation != operation => return refuse(format!("is of `{}`", header.operation)),
        Some(header) if header.url != url => return refuse(format!("is of {}, not of {url}", header.url)),
        Some(header) => match unhex(&header.key).filter(|key| key.len() == 32) {
            Some(key) => (key, None),
            None => return refuse("has no valid key".to_owned()),
        },
        None => {
            let key = random_key().ok_or_else(|| Failure::local("the system has no random numbers"))?;
            let header =
                Header { journal: VERSION, operation: operation.to_owned(), url: url.to_owned(), key: hex(&key) };
            (key, Some(header))
        }
    };
    Ok(Opened { file, known: read.known, key, header })
}

fn random_key() -> Option<Vec<u8>> {
    let key: [u8; 32] = ring::rand::generate(&ring::rand::SystemRandom::new()).ok()?.expose();
    Some(key.to_vec())
}

struct Read {
    header: Option<Header>,
    known: HashMap<String, Last>,
    /// The number of bytes before a tail that was not written whole.
    valid: u64,
}

enum ReadError {
    Io(io::Error),
    Line(usize),
}

fn read(file: &File) -> Result<Read, ReadError> {
    let mut reader = BufReader::new(file);
    let mut read = Read { header: None, known: HashMap::new(), valid: 0 };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(ReadError::Io)?;
        // What is behind a part that never reached the disk was not synced either, so no request rests on it.
        if line.last() != Some(&b'\n') || line.contains(&0) {
            // Another kind of file was given, which must not be cut.
            if number == 1 && !is_cut_header(&line) {
                return Err(ReadError::Line(1));
            }
            break;
        }
        if number == 1 {
            read.header = Some(serde_json::from_slice(&line).map_err(|_| ReadError::Line(1))?);
        } else {
            let record: Record = serde_json::from_slice(&line).map_err(|_| ReadError::Line(number))?;
            let content = unhex(&record.content).and_then(|content| content.try_into().ok());
            let content = content.ok_or(ReadError::Line(number))?;
            let Record { id, state, at, is_mixed, .. } = record;
            read.known.insert(id, Last { state, content, at, is_mixed });
        }
        read.valid += length as u64;
    }
    Ok(read)
}

/// Whether a first line can be a header that was not written whole: its beginning, and zeros.
fn is_cut_header(line: &[u8]) -> bool {
    let end = line.iter().position(|byte| *byte == 0).unwrap_or(line.len());
    let (written, rest) = line.split_at(end);
    written.iter().zip(br#"{"journal":"#).all(|(byte, expected)| byte == expected) && rest.iter().all(|byte| *byte == 0)
}

/// A record on its way to the disk, and who waits for it.
struct Entry {
    line: Vec<u8>,
    durable: Option<oneshot::Sender<Result<(), String>>>,
}

/// The journal, written by a thread of its own: what several calls write at once is synced at once.
pub(super) struct Journal {
    entries: Option<Sender<Entry>>,
    writer: Option<JoinHandle<Result<(), String>>>,
}

impl Opened {
    /// Starts writing.
    ///
    /// # Errors
    ///
    /// The header cannot be written.
    pub(super) fn start(self, path: &Path) -> Result<Journal, Failure> {
        let Self { mut file, header, .. } = self;
        if let Some(header) = header {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            file.write_all(&json_line(&header))
                .and_then(|()| file.sync_all())
                // The name of a new file is in its folder.
                .and_then(|()| File::open(folder)?.sync_all())
                .map_err(|error| Failure::io("write", format!("the journal `{}`", path.display()), &error))?;
        }
        let (sender, receiver) = channel();
        let writer = std::thread::spawn(move || write(&mut file, &receiver));
        Ok(Journal { entries: Some(sender), writer: Some(writer) })
    }
}

impl Journal {
    /// Writes a record, and waits until it is on the disk.
    ///
    /// # Errors
    ///
    /// It cannot be written, or an earlier one could not.
    pub(super) async fn sync(&self, record: &Record) -> Result<(), String> {
        let (durable, done) = oneshot::channel();
        self.push(record, Some(durable));
        done.await.unwrap_or_else(|_| Err("its writer has ended".to_owned()))
    }

    /// Writes a record, which is synced with the next [`Journal::sync`].
    pub(super) fn write(&self, record: &Record) {
        self.push(record, None);
    }

    fn push(&self, record: &Record, durable: Option<oneshot::Sender<Result<(), String>>>) {
        if let Some(entries) = &self.entries {
            // If the writer has ended, `durable` is dropped, which `sync` reports.
            let _ = entries.send(Entry { line: json_line(record), durable });
        }
    }

    /// Waits until all records are on the disk.
    ///
    /// # Errors
    ///
    /// One could not be written.
    pub(super) fn close(mut self) -> Result<(), String> {
        self.entries.take();
        match self.writer.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            _ => Err("its writer has ended".to_owned()),
        }
    }
}

/// Writes groups of records until the last sender is gone. After a failure nothing more is written.
fn write(file: &mut File, entries: &Receiver<Entry>) -> Result<(), String> {
    let mut result = Ok(());
    while let Ok(first) = entries.recv() {
        let group: Vec<Entry> = std::iter::once(first).chain(entries.try_iter()).collect();
        if result.is_ok() {
            let lines: Vec<u8> = group.iter().flat_map(|entry| &entry.line).copied().collect();
            let is_awaited = group.iter().any(|entry| entry.durable.is_some());
            let written = file.write_all(&lines).and_then(|()| if is_awaited { file.sync_data() } else { Ok(()) });
            result = written.map_err(|error| reason(&error));
        }
        for durable in group.into_iter().filter_map(|entry| entry.durable) {
            // The receiver may have been dropped.
            let _ = durable.send(result.clone());
        }
    }
    result.and_then(|()| file.sync_data().map_err(|error| reason(&error)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const RECORD: &str = r#"{"state":"done","id":"[\"42\",\"a\"]","content":"0000000000000000000000000000000000000000000000000000000000000000","at":1}"#;

    fn header() -> String {
        let key = "00".repeat(32);
        format!(r#"{{"journal":1,"operation":"create","url":"http://a","key":"{key}"}}"#)
    }

    fn opened(text: &[u8]) -> (Result<Opened, Failure>, Vec<u8>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        fs::write(&path, text).expect("a file");
        let opened = open(&path, "create", "http://a");
        (opened, fs::read(&path).expect("it is there"))
    }

    #[test]
    fn a_tail_that_was_not_written_whole_is_cut() {
        let whole = format!("{}\n{RECORD}\n", header());
        for tail in [&b""[..], b"{\"state\":\"sen", b"\0\0\0\0", b"\0\0\0{}\n", b"\0\0\n{\"state\":"] {
            let (result, left) = opened(&[whole.as_bytes(), tail].concat());
            assert_eq!(result.ok().map(|opened| opened.known.len()), Some(1), "{tail:?}");
            assert_eq!(left, whole.as_bytes(), "{tail:?}");
        }
        let header = header();
        for cut in [&header.as_bytes()[..20], &header.as_bytes()[..5], b"{\"journal\":1,\0\0", b"\0\0\0"] {
            let (result, left) = opened(cut);
            assert!(result.is_ok_and(|opened| opened.header.is_some() && opened.known.is_empty()), "{cut:?}");
            assert_eq!(left, b"", "{cut:?}");
        }
    }

    #[test]
    fn a_file_of_another_kind_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("token");
        for text in [&b"secret"[..], b"{\"lb_id\": \"42\"}", b"\x30\x82\0\x01\n\0", b"\0\0\x01\n", b"a\nb\n"] {
            fs::write(&path, text).expect("a file");
            let open_to_all = fs::Permissions::from_mode(0o644);
            fs::set_permissions(&path, open_to_all.clone()).expect("its owner can");
            let message = open(&path, "create", "http://a").err().map(|failure| failure.message).unwrap_or_default();
            assert!(message.contains("line 1 of the journal"), "{text:?}: {message}");
            assert_eq!(fs::read(&path).expect("it is there"), text);
            assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o644);
        }
    }

    #[test]
    fn what_is_not_a_journal_of_this_batch_is_refused() {
        let refused = |text: String| opened(text.as_bytes()).0.err().map(|failure| failure.message).unwrap_or_default();
        let message = refused(format!("{}\n{{}}\n{RECORD}\n", header()));
        assert!(message.contains("line 2 of the journal"), "{message}");
        let message = refused("hello\n".to_owned());
        assert!(message.contains("line 1 of the journal"), "{message}");
        let message = refused(format!("{}\n", header().replace("http://a", "http://b")));
        assert!(message.contains("is of http://b, not of http://a"), "{message}");
        let message = refused(format!("{}\n", header().replace("create", "delete")));
        assert!(message.contains("is of `delete`"), "{message}");
    }

    #[test]
    fn a_journal_in_use_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        let first = open(&path, "create", "http://a");
        let second = open(&path, "create", "http://a").err().map(|failure| failure.message).unwrap_or_default();
        assert!(first.is_ok());
        assert!(second.contains("is in use by another run"), "{second}");
    }
}
