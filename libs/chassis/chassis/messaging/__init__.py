"""Events over RabbitMQ: outbox → relay → exchange → queue → inbox and effect. kombu and eventlet stay in here."""
