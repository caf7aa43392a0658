"""What outside parties have in common: how they are asked, what goes wrong, and rehearsals."""
