//! What docs/holdfast.schema.json says of people, runbooks and drills: which lists there are. What stands
//! in an entry is said in docs/file-format.md and held by the readers of each.

use serde_json::{Value, json};

/// The sections: name, description, entries.
pub(crate) fn sections() -> [(&'static str, &'static str, Value); 3] {
    let entry = || json!({ "$ref": "#/$defs/entry" });
    [
        (
            "people",
            "Who acts: people (ids that begin with person-), logins, keys and safes (access-), and whom to call (support-).",
            entry(),
        ),
        ("plans", "Runbooks: what is done after a scenario, step by step.", entry()),
        (
            "drills",
            "Drills, each with its plan and everything that happened; and the dates of a year, as the entry \"programme\".",
            entry(),
        ),
    ]
}
