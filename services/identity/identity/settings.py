"""What an operator sets for identity beyond what every service has."""

from chassis.settings import Settings


class IdentitySettings(Settings):
    """The settings of identity.

    `SMS_URL` is the HTTP gateway of an SMS provider (`adapters/http_sms.py` says what it has to understand); its token
    is the region's secret `sms_token`. Without it one-time codes go by mail only.
    """

    sms_url: str | None = None
