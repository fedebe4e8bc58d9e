use super::plan::{Label, Show, Widths};

/// Puts a label where it touches no other: the first candidate that fits, for wide and for narrow charts by itself. A chart
/// in which none fits goes without; its number has to stand elsewhere too.
///
/// `free` tells whether a box (left, right, top, bottom in pixels) in a plot of some width is free of lines.
pub(super) fn place(
    labels: &mut Vec<Label>,
    candidates: &[Label],
    widths: Widths,
    free: impl Fn([f64; 4], f64) -> bool,
) {
    let first = |width: f64, wide: bool| {
        candidates.iter().find(|label| {
            let fits =
                label.extent(width, wide).is_some_and(|[l, r, t, b]| l >= 0.0 && free([l, r, t, b], width));
            fits && !labels.iter().any(|other| label.touches(other, width, wide))
        })
    };
    match (first(widths.wide, true), first(widths.narrow, false)) {
        (Some(wide), Some(narrow)) if wide == narrow => labels.push(wide.clone()),
        (wide, narrow) => {
            let (wide, narrow) = (wide.cloned(), narrow.cloned());
            labels.extend(wide.map(|label| label.only(Show::Wide)));
            labels.extend(narrow.map(|label| label.only(Show::Narrow)));
        }
    }
}
