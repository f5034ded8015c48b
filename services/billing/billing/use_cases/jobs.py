"""The names of the jobs that use cases schedule; `entrypoints/jobs.py` does them."""

ISSUE_NOTICE = "issue-notice"
"""Item: the charge."""

FOLLOW_PAYMENT = "follow-payment"
"""Item: the payment."""

REFUND_PAYMENT = "refund-payment"
"""Item: the payment."""
