"""Rules: facts become a verdict, agreed by two engines."""
