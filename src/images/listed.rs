//! Images that a tool has listed: which to keep, and what the others take.

use super::told::Told;
use crate::import::{Size, SizeKind, Tool};
use crate::points::Group;
use crate::units::{Arrange, Bytes};

/// An image as it was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The tool's name for it.
    pub id: String,
    /// Of which source.
    pub of: String,
    /// When it was made, in seconds since 1970, UTC.
    pub at: i64,
    /// How large it is, and what that counts.
    pub size: Option<Size>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Whether an image can be let go of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The golden one.
    Golden,
    /// Among those before the golden one that are kept.
    Before,
    /// Something uses it, or it is kept on purpose.
    InUse,
    /// Nothing that was said refers to it.
    Free,
    /// As long as no golden image is chosen, none is offered.
    Open,
}

/// What can be chosen from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The image.
    pub image: Image,
    /// What becomes of it.
    pub fate: Fate,
}

/// All listed images.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// The newest first.
    pub images: Vec<Choice>,
    /// What those that are free take, by what their sizes count: kinds are never added up. How many, and bytes.
    pub free: Vec<(SizeKind, usize, Bytes)>,
    /// How many free ones have no size.
    pub unsized_free: usize,
}

/// The images among the groups of a document. `told` says which is golden, which are in use, and how many to keep before
/// the golden one.
pub fn listed(groups: &[Group], told: &Told) -> Listed {
    let tools = [Tool::Glance, Tool::Nova, Tool::Ec2Images];
    let of = |group: &Group| {
        let name = group.called().to_owned();
        let image = move |point: &crate::import::Point| Image {
            id: point.id.clone(),
            of: name.clone(),
            at: point.captured_at,
            size: point.size,
            tags: point.tags.clone(),
        };
        group.points.iter().map(image).collect::<Vec<_>>()
    };
    let mut images: Vec<Image> =
        groups.iter().filter(|group| tools.contains(&group.tool)).flat_map(of).collect();
    images.arrange_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
    let golden = images.iter().find(|image| !image.id.is_empty() && image.id == told.chosen).cloned();
    let mut before = 0;
    let fate = |image: &Image| {
        let Some(golden) = &golden else {
            return if told.in_use.contains(&image.id) { Fate::InUse } else { Fate::Open };
        };
        if image.id == golden.id {
            return Fate::Golden;
        }
        if image.of == golden.of && image.at <= golden.at && before < told.previous.unwrap_or(1) {
            before += 1;
            return Fate::Before;
        }
        if told.in_use.contains(&image.id) { Fate::InUse } else { Fate::Free }
    };
    let fates: Vec<Fate> = images.iter().map(fate).collect();
    let images: Vec<Choice> =
        images.into_iter().zip(fates).map(|(image, fate)| Choice { image, fate }).collect();
    let sizes = images.iter().filter(|choice| choice.fate == Fate::Free).map(|choice| choice.image.size);
    let sizes: Vec<Option<Size>> = sizes.collect();
    let of_kind = |kind: SizeKind| {
        let all = sizes.iter().flatten().filter(|size| size.kind == kind);
        let (n, bytes) = all.fold((0, 0_f64), |(n, sum), size| (n + 1, sum + size.bytes.count() as f64));
        (n > 0).then(|| (kind, n, Bytes::rounded(bytes)))
    };
    Listed {
        free: SizeKind::ALL.into_iter().filter_map(of_kind).collect(),
        unsized_free: sizes.iter().filter(|size| size.is_none()).count(),
        images,
    }
}
