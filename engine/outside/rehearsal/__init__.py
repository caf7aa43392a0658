"""What providers for rehearsals have in common: a server on this machine, and its troubles."""
