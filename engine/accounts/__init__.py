"""Accounts: who a person is and what that person may do."""
