"""The Django admin of the desk; holds no rules."""
