//! The largest of many keys, some of which change now and then.

/// A tournament: the places are its lowest round, and each round above keeps the winner of two. A change plays the games
/// above its place again and no others.
#[derive(Default)]
pub(super) struct Foremost {
    /// All rounds in one, the lowest last: the winner of places `2n` and `2n + 1` is at `n`. [`NONE`] for what is not there.
    keys: Vec<i64>,
    places: usize,
}

/// Below every key.
const NONE: i64 = i64::MIN;

impl Foremost {
    /// The keys of all places, in order.
    pub(super) fn new(places: impl ExactSizeIterator<Item = Option<i64>>) -> Foremost {
        let count = places.len().next_power_of_two();
        let mut keys = vec![NONE; 2 * count];
        for (slot, key) in keys.iter_mut().skip(count).zip(places) {
            *slot = key.unwrap_or(NONE);
        }
        let mut all = Foremost { keys, places: count };
        for at in (1..count).rev() {
            all.play(at);
        }
        all
    }

    fn key(&self, at: usize) -> i64 {
        self.keys.get(at).copied().unwrap_or(NONE)
    }

    /// Plays one game again; whether its winner is another.
    fn play(&mut self, at: usize) -> bool {
        let winner = self.key(2 * at).max(self.key(2 * at + 1));
        match self.keys.get_mut(at).filter(|key| **key != winner) {
            Some(key) => {
                *key = winner;
                true
            }
            None => false,
        }
    }

    /// Gives a place another key, or none.
    pub(super) fn set(&mut self, place: usize, key: Option<i64>) {
        let mut at = self.places + place;
        if let Some(slot) = self.keys.get_mut(at) {
            *slot = key.unwrap_or(NONE);
        }
        loop {
            at /= 2;
            if at == 0 || !self.play(at) {
                return;
            }
        }
    }

    /// The largest key, with the first place that has it.
    pub(super) fn first(&self) -> Option<(i64, usize)> {
        self.down(|left, _, winner| left == winner)
    }

    /// The largest key, with the last place that has it.
    pub(super) fn last(&self) -> Option<(i64, usize)> {
        self.down(|_, right, winner| right != winner)
    }

    /// From the winner down to its place: `goes_left` is told both players and the winner.
    fn down(&self, goes_left: impl Fn(i64, i64, i64) -> bool) -> Option<(i64, usize)> {
        let winner = self.key(1);
        let mut at = 1;
        while at < self.places {
            at = 2 * at + usize::from(!goes_left(self.key(2 * at), self.key(2 * at + 1), winner));
        }
        (winner != NONE).then(|| (winner, at - self.places))
    }
}

#[cfg(test)]
mod tests {
    use super::Foremost;

    #[test]
    fn the_largest_key_and_where_it_is() {
        let mut keys = [Some(3), None, Some(7), Some(7), Some(1)];
        let mut all = Foremost::new(keys.into_iter());
        let changes = [(2, None), (3, Some(2)), (4, Some(3)), (0, None), (4, None), (3, None), (1, Some(-9))];
        for (place, key) in [(1, None)].into_iter().chain(changes) {
            all.set(place, key);
            if let Some(here) = keys.get_mut(place) {
                *here = key;
            }
            let largest = keys.iter().flatten().max().copied();
            let first = keys.iter().position(|key| *key == largest);
            let last = keys.iter().rposition(|key| *key == largest);
            assert_eq!(all.first(), largest.zip(first));
            assert_eq!(all.last(), largest.zip(last));
        }
        assert_eq!(Foremost::default().first(), None);
        assert_eq!(Foremost::new(std::iter::empty()).last(), None);
        assert_eq!(Foremost::new([Some(5)].into_iter()).first(), Some((5, 0)));
    }
}
