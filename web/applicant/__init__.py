"""The applicant's desk."""
