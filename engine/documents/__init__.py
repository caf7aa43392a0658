"""Documents: PDF forms, packages for signing and stored files."""
