//! Reads lists of requests and answers, and says of each whether it can be read.

use openscaler_api::types::{Certificate, CreateCertificateRequest};
use serde_json::{Value, json};

fn main() {
    let input: Value = serde_json::from_reader(std::io::stdin()).expect("JSON");
    let list = |key: &str| input[key].as_array().expect("a list").clone();
    let request = |value: Value| serde_json::from_value::<CreateCertificateRequest>(value).is_ok();
    let answer = |value: Value| serde_json::from_value::<Certificate>(value).is_ok();
    let requests: Vec<bool> = list("requests").into_iter().map(request).collect();
    let answers: Vec<bool> = list("answers").into_iter().map(answer).collect();
    println!("{}", json!({ "requests": requests, "answers": answers }));
}
