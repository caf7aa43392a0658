"""An authority and signers of a rehearsal: real signatures that prove nothing in earnest."""
