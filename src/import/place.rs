use super::basket::joined;
use super::point::{Imported, Point, Skipped};
use crate::schedule::Zone;
use crate::units::Moment;

impl Imported {
    /// Reads the times without a zone on the clocks of this one. Does nothing when there are none.
    ///
    /// A captured time that clocks show twice is taken as the first, a usable one as the last, so that no loss is
    /// understated; the note says so. A captured time that no clock shows is skipped with the reason: the zone may be
    /// another.
    #[must_use]
    pub fn placed(mut self, zone: &Zone) -> Imported {
        for point in std::mem::take(&mut self.unplaced) {
            match placed(point, zone) {
                Ok(point) => self.points.push(point),
                Err(skipped) => self.skipped.push(skipped),
            }
        }
        self
    }
}

fn placed(point: Point<Moment>, zone: &Zone) -> Result<Point, Skipped> {
    let captured = zone.instants(point.captured_at);
    let usable = point.usable_at.map(|at| zone.instants(at));
    let Some(captured_at) = captured.first().copied() else {
        let reason = format!(
            "No clock in {} shows its time: clocks jumped over it. The tool ran in another zone.",
            zone.name()
        );
        return Err(Skipped { what: point.id, reason: reason.into() });
    };
    let mut note = point.note;
    if captured.len() > 1 {
        note = joined(note, "Clocks showed this time twice: it was taken as the first.");
    }
    if usable.as_ref().is_some_and(|instants| instants.len() > 1) {
        note = joined(note, "Clocks showed its end twice: it was taken as the last.");
    }
    if usable.as_ref().is_some_and(Vec::is_empty) {
        note = joined(note, "No clock shows its end, so the end was not used.");
    }
    Ok(Point {
        captured_at,
        usable_at: usable.and_then(|instants| instants.last().copied()).filter(|at| *at >= captured_at),
        offset: Some(zone.offset_at(captured_at)),
        size: point.size,
        adds: point.adds,
        status: point.status,
        group: point.group,
        note,
        id: point.id,
        tags: point.tags,
        needs: point.needs,
    })
}
