"""A provider of signing for rehearsals: on this machine, by the protocol of the real one.

It really signs, with certificates of an authority that it makes itself and that nobody else trusts.
"""
