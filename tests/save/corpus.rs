//! The cases of nst/JSONTestSuite, where the conformance data is at hand.

use base64::decode;
use holdfast::save::{OpenError, open, to_file};
use serde_json::Value;

const CORPUS: &str = "../shared/conformance/json-a.json";

/// Cases that are JSON but stricter rules refuse: a name stands twice.
const TWICE: [&str; 2] = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];

#[test]
fn json_is_told_from_what_is_not() {
    let Ok(corpus) = std::fs::read_to_string(CORPUS) else {
        println!("not run: no {CORPUS}");
        return;
    };
    let corpus: Value = serde_json::from_str(&corpus).unwrap();
    let cases = corpus["cases"].as_array().unwrap();
    assert!(cases.len() > 300);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let bytes = match case["text"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => decode(case["b64"].as_str().unwrap()),
        };
        let error = open(&bytes).expect_err("no case is a Holdfast file");
        match case["expect"].as_str().unwrap() {
            "accept" if TWICE.contains(&name) => {
                assert!(matches!(error, OpenError::Twice { .. }), "{name}: {error}")
            }
            "accept" => {
                assert!(matches!(error, OpenError::NotHoldfast { .. }), "{name}: {error}");
                carried(name, &bytes);
            }
            "reject" => assert!(!matches!(error, OpenError::NotHoldfast { .. }), "{name}: {error}"),
            "either" => {}
            other => panic!("{name}: unknown expectation {other}"),
        }
    }
}

/// The same JSON as an unknown field of a document, and as a part of an entry, is carried along unchanged.
fn carried(name: &str, json: &[u8]) {
    let json = std::str::from_utf8(json).unwrap();
    let entry = format!(r#"{{"id":"a","y":{json}}}"#);
    let file = format!(r#"{{"format":"holdfast","schema":1,"x":{json},"components":[{entry}]}}"#);
    let saved = to_file(&open(file.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}")));
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(read(&saved)["x"], read(&file)["x"], "{name}");
    assert_eq!(read(&saved)["components"], read(&file)["components"], "{name}");
    assert_eq!(to_file(&open(saved.as_bytes()).unwrap()), saved, "{name}");
}

mod base64 {
    /// Standard base64 with padding.
    pub(crate) fn decode(text: &str) -> Vec<u8> {
        const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut bits = 0_u32;
        let mut have = 0;
        let mut bytes = Vec::new();
        for c in text.trim_end_matches('=').chars() {
            bits = bits << 6 | LETTERS.find(c).unwrap() as u32;
            have += 6;
            if have >= 8 {
                have -= 8;
                bytes.push((bits >> have) as u8);
                bits &= (1 << have) - 1;
            }
        }
        bytes
    }
}
