use oasmith_runtime::Outcome;

use super::input_and_output::agents::{self, AddTool, Create};
use super::input_and_output::types::{Agent, AgentLimits, Kind, ToolInput, ToolOutput, ToolboxInput, Voice};

// support: Schemas | `Item-Input` and `Item-Output` of FastAPI as one type, where they say the same | yes
#[test]
fn what_is_answered_can_be_sent_where_both_say_the_same() {
    let _ = |answer: Outcome<Create>| -> Option<Create> { Some(Create::new(answer.ok()?)) };
    let agent = Agent::new("a").voice(Voice::new("v")).limits(AgentLimits::new(1, 2, 3)).parts(vec![Agent::new("b")]);
    assert_eq!(Create::new(agent.clone()).body, agent);
}

/// So are those that lead to ones which differ.
#[test]
fn what_differs_stays_two_types() {
    let _ = |answer: Outcome<AddTool>| -> Option<ToolOutput> { Some(answer.ok()?.tool) };
    let tool = ToolInput::new().kind(Kind::Saw);
    assert_eq!(agents::AddTool::new(ToolboxInput::new(tool.clone())).body.tool, tool);
}
