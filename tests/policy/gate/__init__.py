"""What every gated document shares."""
