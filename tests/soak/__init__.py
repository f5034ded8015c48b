"""The whole system under load while its parts are killed, stopped, cut off and started again."""
