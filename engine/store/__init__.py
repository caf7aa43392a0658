"""The store: everything that outlives a request, in one transaction."""
