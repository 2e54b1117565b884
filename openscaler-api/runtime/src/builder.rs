//! What the builders of all requests share: the states of their required fields.

/// The state of a required field without a value: `.build()` does not compile.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

/// The state of a required field with a value.
#[derive(Clone, Copy, Debug)]
pub struct Set;

/// A required field that can be set: it has no value yet.
#[diagnostic::on_unimplemented(
    message = "this field is given more than once",
    label = "remove this call or the other one"
)]
pub trait Unset {}

#[diagnostic::do_not_recommend]
impl Unset for Missing {}

/// The value of a field whose state is [`Set`].
///
/// # Panics
///
/// Never in generated code: only the function that stores the value changes the state.
#[doc(hidden)]
pub fn value<T>(part: Option<T>) -> T {
    part.expect("a field that is set has a value")
}
