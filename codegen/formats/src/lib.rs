//! Validators of string formats, each one a `const fn`.
//!
//! The same function checks a literal when a macro expands and when its constructor is evaluated as a constant, and a
//! value at run time, so that the three cannot disagree. The package has no dependencies, requires neither `std` nor an
//! allocator, and reads a string once.
//!
//! A [`Format`] is only a grammar. [`Constraints`] add the document's bounds and its [`Pattern`], as a table that the
//! generator compiles.
//!
//! ```
//! use openscaler_formats::{Constraints, Format};
//!
//! const DOMAIN_NAME: Constraints = Constraints::new().format(Format::DomainName).max_length(253);
//!
//! // Evaluated while compiling …
//! const _: () = assert!(DOMAIN_NAME.check("www.example.com").is_ok());
//!
//! // … and at run time.
//! let violation = DOMAIN_NAME.check("exa mple.com").unwrap_err();
//! assert_eq!(violation.rule(), "format");
//! assert_eq!(violation.position(), Some(3));
//! assert_eq!(violation.to_string(), "a domain name cannot contain spaces (character 4)");
//! ```

#![no_std]

#[cfg(feature = "decode")]
extern crate alloc;
#[cfg(test)]
extern crate std;

mod constraints;
mod date_time;
mod domain_name;
mod email;
mod format;
mod ip_address;
mod numbers;
mod path_segment;
mod pattern;
mod pem;
mod punycode;
mod text;
mod uri;
mod uuid;
mod violation;

#[cfg(test)]
mod testing;

pub use constraints::Constraints;
pub use format::Format;
pub use numbers::{IntegerConstraints, NumberConstraints};
#[cfg(feature = "decode")]
pub use pattern::TableParts;
pub use pattern::{Pattern, Table};
pub use pem::{check_pem_parts, has_private_key};
pub use violation::{Shown, Violation};
