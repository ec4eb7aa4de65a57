"""Forms of the desk: what is typed, checked and put back. They write nothing; services do."""
