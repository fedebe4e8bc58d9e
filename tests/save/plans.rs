//! What docs/holdfast.schema.json says of plans: how copies are kept, and images.

use crate::described::{object, refers, says, time, told};
use holdfast::images::Told;
use holdfast::retention::Dialect;
use holdfast::system::KeepPlan;
use serde_json::{Value, json};

/// A policy in the words of its tool.
pub(crate) fn policy() -> Value {
    let dialects: Vec<Value> = Dialect::ALL.iter().map(|dialect| json!(dialect)).collect();
    json!({
        "type": "object",
        "properties": { "dialect": { "enum": dialects } },
        "required": ["dialect"],
        "description": "The rules of a tool. The other fields are those of its dialect: docs/retention.md.",
    })
}

fn plan_fields() -> Value {
    json!({
        "policy": refers("policy"),
        "beside": {
            "type": "array", "items": refers("policy"), "maxItems": KeepPlan::MOST_BESIDE,
            "description": "What it is compared with.",
        },
        "unnoticed_s": time("How long damage may go unnoticed."),
    })
}

/// How the copies of a protection are kept.
pub(crate) fn keep_plan() -> Value {
    object(plan_fields(), &["policy"])
}

/// The same of points that are no copy of the system: an entry of "settings".
pub(crate) fn group_plan() -> Value {
    let mut fields = plan_fields();
    fields["id"] = json!({ "type": "string", "pattern": "^keep-[a-z0-9-]{1,55}$" });
    object(fields, &["id", "policy"])
}

/// The entry "images" of "settings".
pub(crate) fn images() -> Value {
    let count = |description: &str| json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX, "description": description });
    let day = |description: &str| says(refers("date"), description);
    let fields = json!({
        "id": { "const": Told::ID },
        "changing": told(
            json!({ "enum": ["daily", "weekly", "monthly", "rarely"] }),
            "How often the operating system, installed software or server settings change.",
        ),
        "golden": told(
            json!({ "enum": ["chosen-current", "chosen-old", "several", "code-instead", "none"] }),
            "Whether there is one chosen image to start a new server from.",
        ),
        "data_on_system_disk": told(json!({ "type": "boolean" }), "Whether data lives on the system disk."),
        "baked": day("When the chosen image was made."),
        "started": day("When somebody last started a working server from it."),
        "servers": count("How many servers an image is made of."),
        "kept": count("How many images of each server are kept."),
        "image_bytes": says(refers("bytes"), "How large one image is where it is stored."),
        "previous": count("How many golden images before the current one are kept."),
        "bake_every_s": time("The longest that a golden image may be in use without a new one."),
        "starts_in_s": time("From an image to a server that runs."),
        "configured_in_s": time("How long configuration management takes to bring it to today."),
        "in_use": {
            "type": "array", "items": { "type": "string" }, "uniqueItems": true,
            "description": "Ids of listed images that something uses, or that are kept on purpose.",
        },
        "chosen": { "type": "string", "description": "The id of the listed image that is the golden one." },
    });
    object(fields, &["id"])
}
