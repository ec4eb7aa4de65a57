"""Everything that changes the desk: keyword-only functions, one transaction each: lock, guard, act, log."""
