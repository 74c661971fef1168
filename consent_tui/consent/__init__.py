"""May dfx report? Decisions, ceilings, the notice, and the one resolver. Pure but for reading policies."""
