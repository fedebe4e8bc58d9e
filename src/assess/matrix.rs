use super::cell::data_cell;
use super::outcome::{Cell, Column, Matrix, Row};
use super::service::{access_cell, no_data, service_cell};
use crate::catalogue::{Consequence, SCENARIOS, Scenario};
use crate::system::{Component, Facts, System, Told};
use crate::units::Moment;

/// Every component in every scenario.
pub(super) fn matrix(system: &System, now: Moment) -> Matrix {
    let columns = system.components.iter().map(column).collect();
    let rows = if system.components.is_empty() { &[][..] } else { &SCENARIOS[..] }
        .iter()
        .map(|scenario| Row {
            scenario,
            cells: system.components.iter().map(|c| cell(c, &system.facts, scenario, now)).collect(),
        })
        .collect();
    Matrix { columns, rows }
}

fn column(component: &Component) -> Column {
    let under = match &component.limit {
        Told::Known(limit) => format!("limit {limit}"),
        _ if component.kind.holds_data() => match component.limit {
            Told::Unsure => "no limit known",
            _ => "no limit given",
        }
        .to_owned(),
        _ if component.kind.is_plural() => "hold no data".to_owned(),
        _ => "holds no data".to_owned(),
    };
    Column {
        id: component.id.clone(),
        kind: component.kind,
        name: component.name.clone(),
        under,
        limit: component.limit.known().copied(),
    }
}

fn cell(component: &Component, facts: &Facts, scenario: &'static Scenario, now: Moment) -> Cell {
    match scenario.kind {
        Consequence::Data if component.kind.holds_data() => data_cell(component, facts, scenario, now),
        Consequence::Data => no_data(component, scenario),
        Consequence::Access => access_cell(component, facts, scenario),
        Consequence::Service => service_cell(component, facts, scenario),
    }
}
