//! A call that is ready to be sent, and what it returns.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_core::Stream;
use openscaler_api::{Client, Error, ResponseValue};
use serde::Serialize;

/// The future of a call. All calls run on one thread.
pub(crate) type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;
type Sender<T> = Box<dyn Fn(Client) -> Pending<T>>;

/// A call with its arguments; it can be sent more than once.
pub(crate) struct Call<A = ()> {
    #[allow(dead_code, reason = "an API may not have calls whose effect can be looked for")]
    arguments: Rc<A>,
    send: Sender<Reply>,
    resolve: Option<Sender<Option<Reply>>>,
}

fn sender<A, F, T>(arguments: &Rc<A>, call: F) -> Sender<T>
where
    A: 'static,
    F: AsyncFn(&Client, &A) -> Result<T, Error> + 'static,
{
    let (arguments, call) = (Rc::clone(arguments), Rc::new(call));
    Box::new(move |client| {
        let (arguments, call) = (Rc::clone(&arguments), Rc::clone(&call));
        Box::pin(async move { call(&client, &arguments).await })
    })
}

impl<A: 'static> Call<A> {
    #[allow(dead_code, reason = "an API may not have calls that the program can make")]
    pub(crate) fn new<F>(arguments: A, call: F) -> Self
    where
        F: AsyncFn(&Client, &A) -> Result<Reply, Error> + 'static,
    {
        let arguments = Rc::new(arguments);
        Self { send: sender(&arguments, call), arguments, resolve: None }
    }

    /// Adds how to look for its effect.
    #[allow(dead_code, reason = "an API may not have calls whose effect can be looked for")]
    pub(crate) fn resolving<F>(self, look: F) -> Self
    where
        F: AsyncFn(&Client, &A) -> Result<Option<Reply>, Error> + 'static,
    {
        Self { resolve: Some(sender(&self.arguments, look)), ..self }
    }

    /// The call, whatever its arguments are.
    #[allow(dead_code, reason = "an API may not have calls that the program can make")]
    pub(crate) fn erase(self) -> Call {
        Call { arguments: Rc::new(()), send: self.send, resolve: self.resolve }
    }
}

impl Call {
    pub(crate) fn send(&self, client: &Client) -> Pending<Reply> {
        (self.send)(client.clone())
    }

    /// Looks for what it would have made; `None` if that cannot be done.
    pub(crate) fn resolve(&self, client: &Client) -> Option<Pending<Option<Reply>>> {
        self.resolve.as_ref().map(|resolve| resolve(client.clone()))
    }
}

/// The answer to a call.
pub(crate) struct Reply {
    pub(crate) head: Head,
    pub(crate) content: Content,
}

pub(crate) enum Content {
    Nothing,
    /// In the order of the document.
    Json(String),
    Stream(Pin<Box<dyn Stream<Item = Result<Vec<u8>, Error>>>>),
}

/// What an answer says besides its content.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// What is missing from the content, because the server sent it otherwise than the document says.
    pub(crate) departures: Vec<String>,
}

#[allow(dead_code, reason = "an API may not have all kinds of answers")]
impl Head {
    pub(crate) fn new<T>(answer: &ResponseValue<T>) -> Self {
        let departures = answer.departures().iter().map(ToString::to_string).collect();
        let (status, request_id) = (answer.status().as_u16(), answer.request_id().map(str::to_owned));
        Self { status, request_id, departures }
    }

    /// A warning for each departure.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> {
        self.departures.iter().map(|departure| format!("the answer does not match the API's document: {departure}"))
    }

    pub(crate) fn empty(self) -> Reply {
        Reply { head: self, content: Content::Nothing }
    }

    pub(crate) fn json<T: Serialize>(self, value: &T) -> Result<Reply, Error> {
        // What was read from JSON can be written as JSON.
        let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        Ok(Reply { head: self, content: Content::Json(text) })
    }

    pub(crate) fn stream<S, B>(self, stream: S) -> Reply
    where
        S: Stream<Item = Result<B, Error>> + 'static,
        B: AsRef<[u8]> + 'static,
    {
        self.chunks(stream, |bytes: B| bytes.as_ref().to_vec())
    }

    /// A stream of events, as lines of JSON.
    pub(crate) fn events<S, E>(self, stream: S, line: fn(E) -> Vec<u8>) -> Reply
    where
        S: Stream<Item = Result<E, Error>> + 'static,
        E: 'static,
    {
        self.chunks(stream, line)
    }

    /// The data of an event: as the document describes it, or else its text.
    pub(crate) fn format_event<T: Serialize>(data: &Result<T, String>) -> Vec<u8> {
        let line = match data {
            Ok(data) => serde_json::to_vec(data),
            Err(text) => serde_json::to_vec(text),
        };
        let mut line = line.unwrap_or_default();
        line.push(b'\n');
        line
    }

    fn chunks<S, T>(self, stream: S, convert: fn(T) -> Vec<u8>) -> Reply
    where
        S: Stream<Item = Result<T, Error>> + 'static,
        T: 'static,
    {
        let stream = Chunks { stream: Box::pin(stream), convert };
        Reply { head: self, content: Content::Stream(Box::pin(stream)) }
    }
}

struct Chunks<S, T> {
    stream: Pin<Box<S>>,
    convert: fn(T) -> Vec<u8>,
}

impl<T, S: Stream<Item = Result<T, Error>>> Stream for Chunks<S, T> {
    type Item = Result<Vec<u8>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let convert = self.convert;
        self.stream.as_mut().poll_next(context).map(|next| next.map(|item| item.map(convert)))
    }
}

/// Passes an argument in the form that an operation takes.
#[allow(dead_code, reason = "an API may not have parameters")]
pub(crate) fn lend<'a, T: Lend<'a, A>, A>(argument: &'a T) -> A {
    argument.lend()
}

/// The forms in which operations take their arguments.
#[allow(dead_code, reason = "an API may not have parameters")]
pub(crate) trait Lend<'a, A> {
    fn lend(&'a self) -> A;
}

impl<'a, T> Lend<'a, &'a T> for T {
    fn lend(&'a self) -> &'a T {
        self
    }
}

impl<'a> Lend<'a, &'a str> for String {
    fn lend(&'a self) -> &'a str {
        self
    }
}

impl<'a, T> Lend<'a, Option<&'a T>> for Option<T> {
    fn lend(&'a self) -> Option<&'a T> {
        self.as_ref()
    }
}

impl<'a> Lend<'a, Option<&'a str>> for Option<String> {
    fn lend(&'a self) -> Option<&'a str> {
        self.as_deref()
    }
}

macro_rules! by_value {
    ($($number:ty),*) => {
        $(
            impl Lend<'_, $number> for $number {
                fn lend(&self) -> $number {
                    *self
                }
            }
            impl Lend<'_, Option<$number>> for Option<$number> {
                fn lend(&self) -> Option<$number> {
                    *self
                }
            }
        )*
    };
}
by_value!(bool, i64, u64, f64);
