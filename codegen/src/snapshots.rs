//! The expansion of each derive for a small type, kept as a reviewed file.
//!
//! The files are in `snapshots/`. `UPDATE_EXPECT=1 cargo test -p openscaler-codegen` updates them; review the diff like
//! any other code.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

/// Compares the type and its expansion by `derive` with `snapshot`.
fn assert_snapshot(snapshot: ExpectFile, derive: fn(TokenStream) -> TokenStream, input: TokenStream) {
    let expansion = derive(input.clone());
    let file = syn::parse2(quote!(#input #expansion)).expect("the expansion is Rust");
    snapshot.assert_eq(&prettyplease::unparse(&file));
}

#[test]
fn scalar() {
    let input = quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
        #[scalar(format = "domain-name", max_length = 253)]
        pub struct DomainName(Cow<'static, str>);
    };
    assert_snapshot(expect_file!["../snapshots/scalar.rs"], crate::scalar::derive, input);
}

#[test]
fn scalar_with_a_pattern() {
    let input = quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
        #[scalar(max_length = 64, pattern("^[a-z]([a-z–-]*[a-z])?$", "A=-,#2013 B=a-z", "B+1 | . A+1 B | A B-1"))]
        pub struct Slug(Cow<'static, str>);
    };
    assert_snapshot(expect_file!["../snapshots/scalar_with_a_pattern.rs"], crate::scalar::derive, input);
}

#[test]
fn number() {
    let input = quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
        #[scalar(integer, minimum = 1, maximum = 65535)]
        pub struct Port(i64);
    };
    assert_snapshot(expect_file!["../snapshots/number.rs"], crate::scalar::derive, input);
}

#[test]
fn secret_scalar() {
    let input = quote! {
        #[derive(Clone, Scalar)]
        #[scalar(format = "pem", secret)]
        pub struct CertificatePem(SecretText);
    };
    assert_snapshot(expect_file!["../snapshots/secret_scalar.rs"], crate::scalar::derive, input);
}

#[test]
fn open_enum() {
    let input = quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, OpenEnum)]
        #[non_exhaustive]
        pub enum CertificateType {
            #[open_enum(value = "self_signed")]
            SelfSigned,
            #[open_enum(value = "upload")]
            Upload,
            /// A value that the document does not know.
            Unknown(String),
        }
    };
    assert_snapshot(expect_file!["../snapshots/open_enum.rs"], crate::open_enum::derive, input);
}
