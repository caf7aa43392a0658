"""Forms: raw posts become answers or problems."""
