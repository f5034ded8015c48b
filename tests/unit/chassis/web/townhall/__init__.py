"""A service without business, whose pages stand for those of all services in the tests of `chassis.web`."""
