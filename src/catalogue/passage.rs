/// A passage of a guide: the guide's slug and the anchor of a heading in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// `steady-state`: the file name under `public/guides` without `.md`.
    pub guide: &'static str,
    /// `acceptable-loss`: an explicit heading anchor in that file.
    pub anchor: &'static str,
}

pub(super) struct In(&'static str);

impl In {
    pub(super) const fn at(self, anchor: &'static str) -> Passage {
        Passage { guide: self.0, anchor }
    }
}

pub(super) const STEADY: In = In("steady-state");
pub(super) const HIGH_TRAFFIC: In = In("high-traffic-event");

impl Passage {
    /// A passage of the steady-state guide.
    pub const fn steady(anchor: &'static str) -> Passage {
        STEADY.at(anchor)
    }

    /// A passage of the guide to images and backups.
    pub const fn images(anchor: &'static str) -> Passage {
        In("images-and-backups").at(anchor)
    }
}
