//! Cases as written in a file: shorthand forms, and invalid combinations.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::model::{self, Answer, Body, Call, Exchange, HttpAnswer, Live, Outcome, Request, Sight, Then, Violation};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    live: Option<Live>,
    call: Call,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused: Option<Vec<Violation>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sends: Option<Request>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<Answers>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sees: Option<model::Seen>,
}

impl TryFrom<Case> for model::Case {
    type Error = String;

    fn try_from(case: Case) -> Result<Self, String> {
        let Case { name, live, call, refused, sends, answer, sees } = case;
        let wrong = |what: &str| Err(format!("case `{name}`: {what}"));
        let then = match (refused, sends, answer, sees) {
            (Some(violations), None, None, None) if violations.is_empty() => {
                return wrong("`refused` is empty; list the violations");
            }
            (Some(violations), None, None, None) => Then::Refused(violations),
            (Some(_), ..) => {
                return wrong("`refused` cannot be combined with `sends`, `answer` or `sees`; remove it or the others");
            }
            (None, None, None, None) => {
                return wrong("missing result of the call; add `sends`, `answer` and `sees`, or `refused`");
            }
            (None, None, ..) => return wrong("missing `sends`; add the request on the wire"),
            (None, _, None, _) => return wrong("missing `answer`; add the response, or `lost`"),
            (None, _, _, None) => return wrong("missing `sees`; add what the caller sees"),
            (None, Some(sends), Some(Answers(answers)), Some(sees)) => {
                if answers.is_empty() {
                    return wrong("`answer` is an empty list; give one answer for each attempt");
                }
                Then::Sent(Box::new(Exchange { sends, answers, sees }))
            }
        };
        if live.is_some() && matches!(then, Then::Refused(_)) {
            return wrong("`live` is not allowed for a call that is not sent; remove it");
        }
        Ok(Self { name, live, call, then })
    }
}

impl From<model::Case> for Case {
    fn from(case: model::Case) -> Self {
        let model::Case { name, live, call, then } = case;
        let nothing = Self { name, live, call, refused: None, sends: None, answer: None, sees: None };
        match then {
            Then::Refused(violations) => Self { refused: Some(violations), ..nothing },
            Then::Sent(exchange) => {
                let Exchange { sends, answers, sees } = *exchange;
                Self { sends: Some(sends), answer: Some(Answers(answers)), sees: Some(sees), ..nothing }
            }
        }
    }
}

impl Serialize for model::Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Case::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for model::Case {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Case::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

impl TryFrom<Seen> for model::Seen {
    type Error = &'static str;

    fn try_from(seen: Seen) -> Result<Self, &'static str> {
        let Seen { status, value, outcome, error, message, request_id } = seen;
        let what = match (value, outcome) {
            (Some(value), None) if error.is_none() && message.is_none() && request_id.is_none() => Sight::Value(value),
            (None, Some(outcome)) => Sight::Error { outcome, error, message, request_id },
            (None, None) => return Err("`sees` has neither `value` nor `outcome`; add the one that the caller sees"),
            _ => return Err("`sees` has both `value` and fields of an error; remove one"),
        };
        Ok(Self { status, what })
    }
}

impl From<model::Seen> for Seen {
    fn from(seen: model::Seen) -> Self {
        let model::Seen { status, what } = seen;
        let nothing = Self { status, value: None, outcome: None, error: None, message: None, request_id: None };
        match what {
            Sight::Value(value) => Self { value: Some(value), ..nothing },
            Sight::Error { outcome, error, message, request_id } => {
                Self { outcome: Some(outcome), error, message, request_id, ..nothing }
            }
        }
    }
}

impl Serialize for model::Seen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Seen::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for model::Seen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Seen::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

/// One answer, or a list of them.
struct Answers(Vec<Answer>);

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnswersVisitor;

        impl<'de> Visitor<'de> for AnswersVisitor {
            type Value = Answers;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an answer with its `status`, `lost`, or a list of them")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Answers, E> {
                Answer::deserialize(StrDeserializer::new(text)).map(|answer| Answers(vec![answer]))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answers, A::Error> {
                Answer::deserialize(MapAccessDeserializer::new(map)).map(|answer| Answers(vec![answer]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Answers, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Answers)
            }
        }

        deserializer.deserialize_any(AnswersVisitor)
    }
}

const LOST: &str = "lost";

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Lost => LOST.serialize(serializer),
            Self::Http(answer) => answer.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnswerVisitor;

        impl<'de> Visitor<'de> for AnswerVisitor {
            type Value = Answer;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an answer with its `status`, or `lost`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
                if text == LOST {
                    Ok(Answer::Lost)
                } else {
                    Err(E::invalid_value(serde::de::Unexpected::Str(text), &self))
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answer, A::Error> {
                HttpAnswer::deserialize(MapAccessDeserializer::new(map)).map(Answer::Http)
            }
        }

        deserializer.deserialize_any(AnswerVisitor)
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Json(object) => object.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BodyVisitor;

        impl<'de> Visitor<'de> for BodyVisitor {
            type Value = Body;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping, or the body's text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Body, E> {
                Ok(Body::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Body, A::Error> {
                Map::deserialize(MapAccessDeserializer::new(map)).map(Body::Json)
            }
        }

        deserializer.deserialize_any(BodyVisitor)
    }
}
