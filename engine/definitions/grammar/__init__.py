"""The words of definitions, once: readers, advice, editors and the reference take them here."""
