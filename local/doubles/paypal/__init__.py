"""A double of PayPal: OAuth 2, Orders v2, Payments v2, the buyer's page and signed webhooks.

Set `/_double/misbehaviour` and look at `/_double/orders`, `/_double/requests`, `/_double/webhooks`.
"""
