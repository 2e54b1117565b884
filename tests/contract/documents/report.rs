//! The cases of a program that is run against a mock server.

use openscaler_api::{Error, ResponseValue};

#[derive(Default)]
pub struct Report {
    cases: u32,
    complaints: Vec<String>,
}

impl Report {
    /// The server accepted the request, and the client could read its response.
    pub fn accepted<T>(&mut self, call: &str, response: Result<ResponseValue<T>, Error>, is_right: impl Fn(&T) -> bool) {
        match response {
            Ok(response) => self.case(&format!("{call}: the value of the response"), is_right(&response)),
            Err(error) => {
                self.cases += 1;
                self.complaints.push(error.to_string());
            }
        }
    }

    pub fn case(&mut self, name: &str, is_right: bool) {
        self.cases += 1;
        if !is_right {
            self.complaints.push(format!("failed: {name}"));
        }
    }
}

/// Runs the cases against the server whose URL is the program's argument, and prints the report as JSON.
pub fn run(cases: impl AsyncFnOnce(&str, &mut Report)) {
    let url = std::env::args().nth(1).expect("the URL of the server");
    let mut report = Report::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(cases(&url, &mut report));
    println!("{}", serde_json::json!({ "cases": report.cases, "complaints": report.complaints }));
}
