"""What every gated document shares, and approvals taken back."""
