"""Due work: what is to be done at a time, claimed across towns by id, done as its town."""
