"""Letters on paper: one port for all services, with a folder for the town's print shop and a hybrid-mail service."""
