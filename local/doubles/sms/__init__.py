"""An SMS provider's gateway: takes text messages, shows them instead of sending them, misbehaves as told."""
