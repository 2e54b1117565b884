#[derive(Serialize, Clone, Debug, TaggedUnion)]
#[serde(tag = "kind")]
#[tagged_union(draft = RequestDraft, builders = request_builders)]
pub enum Request {
    /// Nothing but the tag.
    #[serde(rename = "empty")]
    #[non_exhaustive]
    #[tagged_union(start = empty)]
    Empty,
    /// Something to send.
    #[serde(rename = "full")]
    #[non_exhaustive]
    #[tagged_union(start = full)]
    Full {
        /// Where to.
        #[tagged_union(required, scalar)]
        domain: DomainName,
        /// What it is called.
        #[serde(rename = "type")]
        #[tagged_union(required)]
        type_: String,
        /// Collides with nothing of the builder's own.
        #[tagged_union(required)]
        build: bool,
        /// Where else to.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tagged_union(list(scalar, min_items = 1, unique_items))]
        others: Option<Vec<DomainName>>,
        /// How often.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<i64>,
    },
}
impl Request {
    /// Nothing but the tag.
    ///
    /// No fields.
    pub const fn empty() -> request_builders::EmptyBuilder {
        request_builders::EmptyBuilder {}
    }
    /// Something to send.
    ///
    /// Required: `domain`, `type_`, `build_`. Optional: `others`, `count`.
    pub const fn full() -> request_builders::FullBuilder {
        request_builders::FullBuilder {
            domain: request_builders::FullDomainMissing,
            type_: request_builders::FullTypeMissing,
            build: request_builders::FullBuildMissing,
            others: ::std::option::Option::None,
            count: ::std::option::Option::None,
        }
    }
}
/// Builders of [`Request`], one per variant.
pub mod request_builders {
    #[allow(unused_imports)]
    use super::*;
    /// Builds the variant `empty` of [`Request`].
    #[derive(Clone, Debug)]
    #[must_use = "call `.build()` to create the request"]
    pub struct EmptyBuilder {}
    impl EmptyBuilder {
        /// Creates the request, once every required field is set.
        pub fn build(self) -> Request {
            Request::Empty {}
        }
    }
    #[doc(hidden)]
    pub const fn empty_with() -> Request {
        Request::Empty {}
    }
    /// Builds the variant `full` of [`Request`].
    #[derive(Clone, Debug)]
    #[must_use = "call `.build()` to create the request"]
    pub struct FullBuilder<
        DomainSlot = FullDomainMissing,
        TypeSlot = FullTypeMissing,
        BuildSlot = FullBuildMissing,
    > {
        pub(super) domain: DomainSlot,
        pub(super) type_: TypeSlot,
        pub(super) build: BuildSlot,
        pub(super) others: ::std::option::Option<Vec<DomainName>>,
        pub(super) count: ::std::option::Option<i64>,
    }
    impl<DomainSlot, TypeSlot, BuildSlot> FullBuilder<DomainSlot, TypeSlot, BuildSlot> {
        /// Where to.
        pub fn domain(
            self,
            domain: DomainName,
        ) -> FullBuilder<DomainName, TypeSlot, BuildSlot>
        where
            DomainSlot: FullDomainGivenOnce,
        {
            FullBuilder {
                domain,
                type_: self.type_,
                build: self.build,
                others: self.others,
                count: self.count,
            }
        }
        /// What it is called.
        pub fn type_(self, type_: String) -> FullBuilder<DomainSlot, String, BuildSlot>
        where
            TypeSlot: FullTypeGivenOnce,
        {
            FullBuilder {
                type_,
                domain: self.domain,
                build: self.build,
                others: self.others,
                count: self.count,
            }
        }
        /// Collides with nothing of the builder's own.
        pub fn build_(self, build: bool) -> FullBuilder<DomainSlot, TypeSlot, bool>
        where
            BuildSlot: FullBuildGivenOnce,
        {
            FullBuilder {
                build,
                domain: self.domain,
                type_: self.type_,
                others: self.others,
                count: self.count,
            }
        }
        /// Where else to.
        pub fn others(mut self, others: Vec<DomainName>) -> Self {
            self.others = ::std::option::Option::Some(others);
            self
        }
        /// How often.
        pub fn count(mut self, count: i64) -> Self {
            self.count = ::std::option::Option::Some(count);
            self
        }
        /// Creates the request, once every required field is set.
        pub fn build(self) -> Request
        where
            DomainSlot: FullDomainGiven,
            TypeSlot: FullTypeGiven,
            BuildSlot: FullBuildGiven,
        {
            Request::Full {
                domain: self.domain.value(),
                type_: self.type_.value(),
                build: self.build.value(),
                others: self.others,
                count: self.count,
            }
        }
    }
    /// `domain` is not set.
    #[derive(Clone, Copy, Debug)]
    pub struct FullDomainMissing;
    /// `domain` is set.
    #[diagnostic::on_unimplemented(
        message = "missing field `domain` of `full`",
        label = "add `.domain(..)` before `.build()`"
    )]
    pub trait FullDomainGiven {
        #[doc(hidden)]
        fn value(self) -> DomainName;
    }
    #[diagnostic::do_not_recommend]
    impl FullDomainGiven for DomainName {
        fn value(self) -> DomainName {
            self
        }
    }
    /// `domain` can be set.
    #[diagnostic::on_unimplemented(
        message = "`domain` is given more than once",
        label = "remove this or the other `.domain(..)`"
    )]
    pub trait FullDomainGivenOnce {}
    #[diagnostic::do_not_recommend]
    impl FullDomainGivenOnce for FullDomainMissing {}
    /// `type` is not set.
    #[derive(Clone, Copy, Debug)]
    pub struct FullTypeMissing;
    /// `type` is set.
    #[diagnostic::on_unimplemented(
        message = "missing field `type` of `full`",
        label = "add `.type_(..)` before `.build()`"
    )]
    pub trait FullTypeGiven {
        #[doc(hidden)]
        fn value(self) -> String;
    }
    #[diagnostic::do_not_recommend]
    impl FullTypeGiven for String {
        fn value(self) -> String {
            self
        }
    }
    /// `type` can be set.
    #[diagnostic::on_unimplemented(
        message = "`type` is given more than once",
        label = "remove this or the other `.type_(..)`"
    )]
    pub trait FullTypeGivenOnce {}
    #[diagnostic::do_not_recommend]
    impl FullTypeGivenOnce for FullTypeMissing {}
    /// `build` is not set.
    #[derive(Clone, Copy, Debug)]
    pub struct FullBuildMissing;
    /// `build` is set.
    #[diagnostic::on_unimplemented(
        message = "missing field `build` of `full`",
        label = "add `.build_(..)` before `.build()`"
    )]
    pub trait FullBuildGiven {
        #[doc(hidden)]
        fn value(self) -> bool;
    }
    #[diagnostic::do_not_recommend]
    impl FullBuildGiven for bool {
        fn value(self) -> bool {
            self
        }
    }
    /// `build` can be set.
    #[diagnostic::on_unimplemented(
        message = "`build` is given more than once",
        label = "remove this or the other `.build_(..)`"
    )]
    pub trait FullBuildGivenOnce {}
    #[diagnostic::do_not_recommend]
    impl FullBuildGivenOnce for FullBuildMissing {}
    #[doc(hidden)]
    pub const fn full_with(
        domain: DomainName,
        type_: String,
        build: bool,
        others: ::std::option::Option<Vec<DomainName>>,
        count: ::std::option::Option<i64>,
    ) -> Request {
        Request::Full {
            domain,
            type_,
            build,
            others,
            count,
        }
    }
}
/// An unchecked [`Request`]: any JSON object.
///
/// [`Request::try_from`] reports every violation at once. `Debug` shows field names only, no values.
#[derive(Clone, Debug, ::serde::Deserialize)]
#[serde(transparent)]
pub struct RequestDraft(::openscaler_runtime::draft::Draft);
impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for RequestDraft {
    fn from(
        members: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(members.into())
    }
}
impl ::std::convert::TryFrom<RequestDraft> for Request {
    type Error = ::openscaler_runtime::Violations;
    fn try_from(
        draft: RequestDraft,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::Violations> {
        const VARIANTS: &[::openscaler_runtime::draft::Variant] = &[
            ::openscaler_runtime::draft::Variant {
                tag: "empty",
                fields: &[],
            },
            ::openscaler_runtime::draft::Variant {
                tag: "full",
                fields: &["domain", "type", "build", "others", "count"],
            },
        ];
        let mut fields = ::openscaler_runtime::draft::Fields::of(
            draft.0,
            "kind",
            VARIANTS,
        );
        match fields.tag() {
            ::std::option::Option::Some("empty") => {
                fields.finish(|| ::std::option::Option::Some(Self::Empty {}))
            }
            ::std::option::Option::Some("full") => {
                let domain = fields
                    .required("domain", ::openscaler_runtime::draft::scalar);
                let type_ = fields.required("type", ::openscaler_runtime::draft::json);
                let build = fields.required("build", ::openscaler_runtime::draft::json);
                let others = fields
                    .optional(
                        "others",
                        |value| ::openscaler_runtime::draft::list(
                            value,
                            ::openscaler_runtime::draft::scalar,
                            ::openscaler_runtime::draft::Items {
                                least: ::std::option::Option::Some(1),
                                most: ::std::option::Option::None,
                                unique: true,
                            },
                        ),
                    );
                let count = fields.optional("count", ::openscaler_runtime::draft::json);
                fields
                    .finish(|| ::std::option::Option::Some(Self::Full {
                        domain: domain?,
                        type_: type_?,
                        build: build?,
                        others: others?,
                        count: count?,
                    }))
            }
            _ => fields.finish(|| ::std::option::Option::None),
        }
    }
}
impl ::openscaler_runtime::draft::Drafted for Request {
    type Draft = RequestDraft;
}
impl<'de> ::serde::Deserialize<'de> for Request {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let draft = <RequestDraft as ::serde::Deserialize>::deserialize(deserializer)?;
        ::std::convert::TryFrom::try_from(draft).map_err(::serde::de::Error::custom)
    }
}
