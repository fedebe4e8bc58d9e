//! A scenario in a file: its stable name, such as `"disk-host-loss"`.

use crate::catalogue::ScenarioId;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
pub(crate) fn serialize<S: Serializer>(id: &ScenarioId, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(id.slug())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ScenarioId, D::Error> {
    let slug = String::deserialize(from)?;
    ScenarioId::from_slug(&slug).ok_or_else(|| D::Error::custom("no scenario has that name"))
}
