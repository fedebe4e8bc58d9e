/// Into how many more pieces an undirected graph falls without each of its nodes: above 0 for its articulation points.
///
/// Depth first, with the earliest node that each part of the walk reaches back to (Hopcroft and Tarjan, "Algorithm 447",
/// 1973). Edges are pairs of places; those that name no node, and those from a node to itself, do not count.
pub fn pieces(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (a, b) in edges.iter().copied().filter(|(a, b)| a != b && *a < nodes && *b < nodes) {
        beside.get_mut(a).into_iter().for_each(|of| of.push(b));
        beside.get_mut(b).into_iter().for_each(|of| of.push(a));
    }
    let mut walk = Walk { entered: vec![0; nodes], lowest: vec![0; nodes], more: vec![0; nodes], clock: 0 };
    for start in 0..nodes {
        if at(&walk.entered, start) == 0 {
            walk.from(start, &beside);
        }
    }
    walk.more
}

struct Walk {
    /// When a node was entered, from 1; 0 before that.
    entered: Vec<usize>,
    /// The earliest that its part of the walk reaches back to.
    lowest: Vec<usize>,
    more: Vec<usize>,
    clock: usize,
}

fn at(of: &[usize], place: usize) -> usize {
    of.get(place).copied().unwrap_or(0)
}

fn set(of: &mut [usize], place: usize, value: usize) {
    of.get_mut(place).into_iter().for_each(|old| *old = value);
}

impl Walk {
    /// Without recursion, so that no graph is too deep.
    fn from(&mut self, start: usize, beside: &[Vec<usize>]) {
        // The node, where it was come from, and how many of its neighbours were looked at.
        let mut way: Vec<(usize, usize, usize)> = vec![(start, start, 0)];
        self.enter(start);
        let mut branches = 0_usize;
        while let Some((node, parent, looked)) = way.last_mut() {
            let (node, parent) = (*node, *parent);
            let next = beside.get(node).and_then(|all| all.get(*looked)).copied();
            *looked += 1;
            match next {
                Some(next) if at(&self.entered, next) == 0 => {
                    self.enter(next);
                    way.push((next, node, 0));
                }
                Some(next) => {
                    if next != parent {
                        self.reach(node, at(&self.entered, next));
                    }
                }
                None => {
                    way.pop();
                    if node == start {
                        break;
                    }
                    self.reach(parent, at(&self.lowest, node));
                    if parent == start {
                        branches += 1;
                    } else if at(&self.lowest, node) >= at(&self.entered, parent) {
                        let more = at(&self.more, parent) + 1;
                        set(&mut self.more, parent, more);
                    }
                }
            }
        }
        set(&mut self.more, start, branches.saturating_sub(1));
    }

    fn enter(&mut self, node: usize) {
        self.clock += 1;
        set(&mut self.entered, node, self.clock);
        set(&mut self.lowest, node, self.clock);
    }

    fn reach(&mut self, node: usize, back: usize) {
        let lowest = at(&self.lowest, node).min(back);
        set(&mut self.lowest, node, lowest);
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use proptest::prelude::*;

    /// How many pieces are there without a node, by walking through all of them.
    fn count(nodes: usize, edges: &[(usize, usize)], without: Option<usize>) -> usize {
        let mut piece: Vec<usize> = (0..nodes).collect();
        for _ in 0..nodes {
            for (a, b) in edges.iter().filter(|(a, b)| Some(*a) != without && Some(*b) != without) {
                let low = piece[*a].min(piece[*b]);
                (piece[*a], piece[*b]) = (low, low);
            }
        }
        (0..nodes).filter(|n| Some(*n) != without && piece[*n] == *n).count()
    }

    #[test]
    fn chains_rings_and_bridges() {
        assert_eq!(pieces(4, &[(0, 1), (1, 2), (2, 3)]), [0, 1, 1, 0]);
        assert_eq!(pieces(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]), [0, 0, 0, 0]);
        assert_eq!(pieces(5, &[(0, 1), (0, 2), (0, 3), (0, 0), (4, 9)]), [2, 0, 0, 0, 0]);
        assert_eq!(pieces(0, &[]), Vec::<usize>::new());
        assert_eq!(pieces(100_000, &(1..100_000).map(|n| (n - 1, n)).collect::<Vec<_>>())[50_000], 1);
    }

    proptest! {
        #[test]
        fn as_counting_says((nodes, edges) in (1..12_usize).prop_flat_map(|n| {
            (Just(n), prop::collection::vec((0..n, 0..n), 0..20))
        })) {
            let all = count(nodes, &edges, None);
            let expected: Vec<usize> = (0..nodes)
                .map(|node| {
                    let alone = edges.iter().all(|(a, b)| a == b || (*a != node && *b != node));
                    count(nodes, &edges, Some(node)) + usize::from(alone) - all
                })
                .collect();
            prop_assert_eq!(pieces(nodes, &edges), expected);
        }
    }
}
