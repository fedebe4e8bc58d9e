use super::step::Step;
use crate::drill::Planned;
use crate::people::People;

/// The steps of a runbook as those of a drill: what changes in the runbook later changes nothing in the drill.
pub fn practised(steps: &[Step], people: &People) -> Vec<Planned> {
    let planned = |step: &Step| Planned {
        id: step.id.clone(),
        phase: step.phase,
        component: step.component.clone(),
        does: step.does.clone(),
        role: step.role,
        owner: step.who(people).owner.map(|person| person.id.to_string()).unwrap_or_default(),
        takes: step.takes,
        starts: step.starts,
        command: step.command.clone(),
        works_when: step.works_when.clone(),
    };
    steps.iter().map(planned).collect()
}
