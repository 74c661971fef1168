"""May dfx report? Decisions, ceilings, the notice, and the one resolver of what holds. Pure but for policy files."""
