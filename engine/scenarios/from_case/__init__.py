"""A stored case retold as a scenario, with invented persons in place of the real ones."""
