"""A provider for rehearsals and tests: on this machine, by the protocol of the real one."""
