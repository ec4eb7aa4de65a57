"""Public pages, one module per area. Views read through selectors and answer through `relations.http`."""
