//! Circles in a graph, found without recursion.

/// The edges that close a circle: without them the graph has none. Nodes are taken in their order.
pub(super) fn back_edges(graph: &[Vec<usize>]) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; graph.len()];
    let mut found = Vec::new();
    for start in 0..graph.len() {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if states[start] == State::New {
            states[start] = State::Open;
            path.push((start, 0));
        }
        while let Some((node, next)) = path.last_mut() {
            let Some(target) = graph[*node].get(*next).copied() else {
                states[*node] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match states[target] {
                State::New => {
                    states[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => found.push((*node, target)),
                State::Done => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_that_close_a_circle_are_found() {
        let graph = [vec![1, 2], vec![2, 0], vec![2], vec![0]];
        assert_eq!(back_edges(&graph), [(2, 2), (1, 0)]);
        assert_eq!(back_edges(&[vec![1], vec![]]), []);
    }
}
