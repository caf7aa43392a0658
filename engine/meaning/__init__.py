"""The one evaluator: what conditions, tables and flows mean for given answers."""
