//! The reference server as a process of its own under what is made to hurt it: too much, too deep, too slow, too many.
//! Each time a clear answer, bounded memory at the peak, and nothing lost.

mod bodies;
mod bundles;
mod crowds;
mod stalls;
mod support;
