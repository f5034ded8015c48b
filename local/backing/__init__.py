"""What the services rest on, each started privately for one home.

Every module has one class with the same few verbs (see `local.process.Program`): `start()`, `wait(deadline)`,
`stop()`, also as a context manager, and an address.
"""
