//! Single points of failure: what stops with each component, and what nobody could bring back without each person, login and key.
//!
//! A component stops when anything that it needs stops. It is stuck, which means that it runs and cannot be restored or changed,
//! when every access that opens it is lost; an access is lost when everybody who holds it is away and no sealed copy lies
//! elsewhere; a role is empty when everybody who has it or stands in for it is away. What has a spare does not count as
//! single: a component with a replica that can take over, one of which several run side by side, and web servers behind a load balancer.
//!
//! [`graph`] gives plain data: nodes and edges to be drawn, with the consequences of losing each.

mod articulation;
mod graph;
mod lost;

pub use articulation::pieces;
pub use graph::{Graph, Impact, Node, Spare, graph};
pub use lost::stuck_without;
