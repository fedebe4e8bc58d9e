//! What docs/holdfast.schema.json says of people, runbooks and drills: which lists there are. What stands
//! in an entry is said in docs/file-format.md and held by the readers of each.

use crate::described::object;
use holdfast::drill::ShelfLife;
use serde_json::{Value, json};

/// The entry "drills" of "settings".
pub(crate) fn proofs() -> Value {
    let days = json!({
        "type": "integer", "minimum": ShelfLife::LEAST, "maximum": ShelfLife::MOST,
        "description": "For how many days what a drill proved holds.",
    });
    object(json!({ "id": { "const": ShelfLife::ID }, "proof_days": days }), &["id", "proof_days"])
}

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
