"""Reviews as they are decided and taken back."""
