"""Search over the public record: one small backend per database behind one interface."""
