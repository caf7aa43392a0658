"""The front desk: registration, confirmation codes, log-in, sessions, passwords."""
