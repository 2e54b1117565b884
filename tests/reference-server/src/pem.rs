//! Parses the text of a PEM bundle into blocks, with a specific message for each common deviation from RFC 7468.
//!
//! PEM readers skip what they do not recognize, which turns a slightly wrong file into a missing certificate: a byte order
//! mark, an indented marker or a `TRUSTED CERTIFICATE` makes a block vanish. This parser skips nothing that looks like a
//! block. It allows text outside blocks, as in the output of `openssl s_client` and PKCS#12 exports.

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

use super::violation::Fault;

/// The maximum number of blocks in a bundle; real ones have fewer than ten.
const MAX_BLOCKS: usize = 100;

/// The number of faults after which parsing stops: a hostile text could have a fault in each line.
const MAX_FAULTS: usize = 20;

/// A block that a load balancer uses.
pub(super) enum Block {
    Certificate(CertificateDer<'static>),
    PrivateKey(PrivateKeyDer<'static>),
}

/// All blocks in their order; or every fault, each with its line number, but never its text.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Vec<Fault>> {
    let mut scanner = Scanner::default();
    for (index, line) in text.lines().enumerate() {
        scanner.line(index + 1, line);
        if scanner.faults.len() >= MAX_FAULTS || scanner.seen > MAX_BLOCKS {
            break;
        }
    }
    scanner.finish()
}

/// The meaning of a label between `-----BEGIN ` and `-----`.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Certificate,
    PrivateKey(&'static str),
    /// Parameters, which are harmless: `openssl ecparam -genkey` writes them before the key, and HAProxy reads DH parameters.
    Parameters(&'static str),
    /// A block that does not belong in a bundle, with what to do about it.
    Misplaced(&'static str, &'static str),
    /// Not shown in messages, since it can be any text.
    Unknown,
}

impl Label {
    fn parse(label: &str) -> Self {
        let needless = "remove it; a bundle contains only certificates and their private key";
        match label {
            "CERTIFICATE" => Self::Certificate,
            "PRIVATE KEY" => Self::PrivateKey("PRIVATE KEY"),
            "RSA PRIVATE KEY" => Self::PrivateKey("RSA PRIVATE KEY"),
            "EC PRIVATE KEY" => Self::PrivateKey("EC PRIVATE KEY"),
            "EC PARAMETERS" => Self::Parameters("EC PARAMETERS"),
            "DH PARAMETERS" => Self::Parameters("DH PARAMETERS"),
            "TRUSTED CERTIFICATE" => Self::Misplaced(
                "TRUSTED CERTIFICATE",
                "it is OpenSSL's own format; convert it with `openssl x509 -in FILE`",
            ),
            "X509 CERTIFICATE" => {
                Self::Misplaced("X509 CERTIFICATE", "the label is obsolete; convert it with `openssl x509 -in FILE`")
            }
            "ENCRYPTED PRIVATE KEY" => Self::Misplaced("ENCRYPTED PRIVATE KEY", DECRYPT),
            "OPENSSH PRIVATE KEY" => {
                Self::Misplaced("OPENSSH PRIVATE KEY", "it is an SSH key; send the key that belongs to the certificate")
            }
            "DSA PRIVATE KEY" => {
                Self::Misplaced("DSA PRIVATE KEY", "TLS does not support DSA; use an RSA or ECDSA key")
            }
            "CERTIFICATE REQUEST" => Self::Misplaced(
                "CERTIFICATE REQUEST",
                "it is a certificate signing request; send the certificate that was issued for it",
            ),
            "NEW CERTIFICATE REQUEST" => Self::Misplaced(
                "NEW CERTIFICATE REQUEST",
                "it is a certificate signing request; send the certificate that was issued for it",
            ),
            "PKCS7" => Self::Misplaced("PKCS7", "unpack it with `openssl pkcs7 -print_certs`"),
            "PUBLIC KEY" => Self::Misplaced("PUBLIC KEY", needless),
            "X509 CRL" => Self::Misplaced("X509 CRL", needless),
            _ => Self::Unknown,
        }
    }

    /// The block's name in messages.
    fn block(self) -> &'static str {
        match self {
            Self::Certificate => "`CERTIFICATE` block",
            Self::PrivateKey(_) => "private key block",
            Self::Parameters(_) | Self::Misplaced(..) | Self::Unknown => "block",
        }
    }
}

const DECRYPT: &str = "a load balancer cannot ask for its password; decrypt it with `openssl pkey -in FILE`";

/// The start of a marker.
const MARKERS: [&str; 2] = ["-----BEGIN ", "-----END "];

/// Characters that may follow a marker on its line.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Whether this line is meant as a marker of a certificate or a private key, although readers skip it.
fn is_nearly_marker(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '\u{feff}']);
    let hyphens = |letter| matches!(letter, '-' | ' ' | '\t' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let words = line.trim_start_matches(hyphens);
    let capitals = words.to_ascii_uppercase();
    let is_marker = |words: &str| ["BEGIN ", "END "].iter().any(|word| words.starts_with(word));
    let names_a_block = ["CERTIFICATE", "PRIVATE KEY"].iter().any(|block| capitals.contains(block));
    names_a_block && is_marker(&capitals) && (words.len() < line.len() || is_marker(words))
}

/// The kind of a line.
enum Line<'a> {
    Begin(&'a str),
    End(&'a str),
    /// It contains a marker that is incomplete or not alone.
    BrokenMarker,
    Other,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Self {
        let marker = |start: &str| Some(line.strip_prefix(start)?.trim_end_matches(BLANKS).strip_suffix("-----"));
        let [begin, end] = MARKERS.map(marker);
        match (begin, end) {
            (None, None) if MARKERS.iter().any(|marker| line.contains(marker)) => Self::BrokenMarker,
            (None, None) => Self::Other,
            (Some(Some(label)), _) if !label.contains("--") => Self::Begin(label),
            (_, Some(Some(label))) if !label.contains("--") => Self::End(label),
            // If hyphens were allowed inside, a file without line breaks would look like a marker.
            _ => Self::BrokenMarker,
        }
    }
}

#[derive(Default)]
struct Scanner {
    open: Option<OpenBlock>,
    blocks: Vec<Block>,
    faults: Vec<Fault>,
    seen: usize,
    certificates_seen: usize,
}

/// A block without its END line so far.
struct OpenBlock {
    label: Label,
    line: usize,
    base64: Zeroizing<String>,
    blank_lines: usize,
    headers: bool,
    encrypted: bool,
}

impl Scanner {
    fn line(&mut self, number: usize, raw: &str) {
        let is_of_a_block = self.open.is_some() || MARKERS.iter().any(|marker| raw.contains(marker));
        if is_of_a_block && raw.trim_end().contains('\r') {
            return self.fault(
                "pem_line_break",
                format!(
                    "line {number} contains a carriage return without a line feed, which OpenSSL does not read as a line break; \
                     save the file with LF or CRLF line endings"
                ),
            );
        }
        let line = self.without_disguise(number, raw);
        match Line::parse(line) {
            Line::Begin(label) => self.begin(number, Label::parse(label)),
            Line::End(label) => self.end(number, Label::parse(label)),
            Line::BrokenMarker => self.broken_marker(number),
            Line::Other if is_nearly_marker(raw) => self.broken_marker(number),
            Line::Other => self.content(number, raw.trim_end_matches(BLANKS)),
        }
    }

    fn broken_marker(&mut self, number: usize) {
        self.fault(
            "pem_marker",
            format!(
                "line {number} is not exactly a PEM marker; write a BEGIN or END marker in capitals on a line of its own, with \
                 five hyphens on either side"
            ),
        );
    }

    /// The line without a byte order mark and surrounding white space, which hide a marker from PEM readers.
    fn without_disguise<'a>(&mut self, number: usize, raw: &'a str) -> &'a str {
        let unmarked = raw.trim_start_matches('\u{feff}');
        let line = unmarked.trim_start();
        let is_marker = !matches!(Line::parse(line), Line::Other);
        if unmarked.len() < raw.len() && (is_marker || self.open.is_some()) {
            self.fault(
                "pem_byte_order_mark",
                format!("line {number} starts with a UTF-8 byte order mark; save the file without it"),
            );
        }
        if is_marker && unmarked.starts_with(char::is_whitespace) {
            self.fault("pem_indented", format!("line {number} is indented; remove the spaces before the PEM marker"));
        }
        line
    }

    fn begin(&mut self, line: usize, label: Label) {
        self.report_unclosed();
        self.seen += 1;
        if self.seen > MAX_BLOCKS {
            let message = format!("there are more than {MAX_BLOCKS} blocks; send only the leaf and its chain");
            return self.fault("pem_too_many_blocks", message);
        }
        if label == Label::Certificate {
            self.certificates_seen += 1;
        }
        self.open = Some(OpenBlock {
            label,
            line,
            base64: Zeroizing::default(),
            blank_lines: 0,
            headers: false,
            encrypted: false,
        });
    }

    fn content(&mut self, number: usize, line: &str) {
        let Some(open) = &mut self.open else { return };
        if line.is_empty() {
            // For OpenSSL, a second blank line, or one after base64, ends the block's headers, and it then finds no base64.
            if open.blank_lines > 0 || !open.base64.is_empty() {
                let message = format!("line {number} is blank inside a block, which OpenSSL cannot read; remove it");
                return self.fault("pem_blank_line", message);
            }
            open.blank_lines += 1;
            return;
        }
        // Headers of RFC 1421, which base64 never resembles; the second line of a folded one is invalid base64 anyway.
        if line.contains(':') {
            open.headers = true;
            open.encrypted |= line.starts_with("Proc-Type:") && line.contains("ENCRYPTED");
        } else {
            open.base64.push_str(line);
            open.base64.push('\n');
        }
    }

    fn end(&mut self, line: usize, label: Label) {
        match self.open.take() {
            None => self.fault(
                "pem_missing_begin",
                format!("the END marker on line {line} has no BEGIN line; copy the whole file again"),
            ),
            Some(open) if open.label != label => self.fault(
                "pem_label_mismatch",
                format!(
                    "the block that begins on line {} ends on line {line} with a different label; both must be the same",
                    open.line
                ),
            ),
            Some(open) => self.close(&open),
        }
    }

    fn close(&mut self, open: &OpenBlock) {
        let line = open.line;
        if open.encrypted {
            return self.fault("pem_encrypted_key", format!("the private key on line {line} is encrypted: {DECRYPT}"));
        }
        match open.label {
            Label::Parameters(_) => return,
            Label::Misplaced(name, advice) => {
                let rule = match name {
                    "ENCRYPTED PRIVATE KEY" => "pem_encrypted_key",
                    "TRUSTED CERTIFICATE" => "pem_trusted_certificate",
                    _ => "pem_label",
                };
                return self.fault(rule, format!("line {line} begins a `{name}` block: {advice}"));
            }
            Label::Unknown => {
                let message = format!("line {line} begins a block with an unknown label; remove the block");
                return self.fault("pem_label", message);
            }
            Label::Certificate | Label::PrivateKey(_) => {}
        }
        if open.headers {
            let message = format!("the block on line {line} has headers; keep only the base64 between its markers");
            return self.fault("pem_headers", message);
        }
        match decode(open) {
            Some(block) => self.blocks.push(block),
            None => self.fault(
                "pem_base64",
                format!("the {} on line {line} is not base64; copy the whole file again", open.label.block()),
            ),
        }
    }

    fn report_unclosed(&mut self) {
        if let Some(open) = self.open.take() {
            self.fault(
                "pem_missing_end",
                format!(
                    "the {} that begins on line {} has no END line; copy the whole file again",
                    open.label.block(),
                    open.line
                ),
            );
        }
    }

    fn finish(mut self) -> Result<Vec<Block>, Vec<Fault>> {
        self.report_unclosed();
        if self.certificates_seen == 0 && self.faults.is_empty() {
            self.fault(
                "pem_no_certificate",
                "missing `CERTIFICATE` block; send the certificate as PEM, with its private key",
            );
        }
        if self.faults.is_empty() { Ok(self.blocks) } else { Err(self.faults) }
    }

    fn fault(&mut self, rule: &'static str, message: impl Into<String>) {
        self.faults.push(Fault::new(rule, message));
    }
}

/// Decodes one block from a separate text, so that the decoder does not see its surroundings.
fn decode(open: &OpenBlock) -> Option<Block> {
    // Unlike OpenSSL, the decoder accepts a missing character at the end, and white space of every kind.
    let characters = open.base64.bytes().filter(|byte| !b" \t\n".contains(byte));
    if characters.clone().count() % 4 != 0 || characters.into_iter().any(|byte| byte.is_ascii_control()) {
        return None;
    }
    let text = |label: &str| {
        let base64 = open.base64.as_str();
        Zeroizing::new(format!("-----BEGIN {label}-----\n{base64}-----END {label}-----\n"))
    };
    // Errors are dropped: some of the decoder's quote the text.
    match open.label {
        Label::Certificate => {
            let text = text("CERTIFICATE");
            CertificateDer::from_pem_slice(text.as_bytes()).ok().map(Block::Certificate)
        }
        Label::PrivateKey(label) => {
            let text = text(label);
            PrivateKeyDer::from_pem_slice(text.as_bytes()).ok().map(Block::PrivateKey)
        }
        Label::Parameters(_) | Label::Misplaced(..) | Label::Unknown => None,
    }
}
