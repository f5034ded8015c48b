"""The names of the jobs that use cases schedule; `entrypoints/jobs.py` does them."""

ISSUE_NOTICE = "issue-notice"
"""Item: the charge."""

FOLLOW_PAYMENT = "follow-payment"
"""Item: the payment."""

REFUND_PAYMENT = "refund-payment"
"""Item: the payment."""

BOOK_STATEMENT = "book-statement"
"""Item: the file of the bank."""

COLLECT_STATEMENTS = "collect-statements"
"""Item: the town's own id; comes again by itself."""

ISSUE_PAPER = "issue-paper"
"""Item: the reminder or cancellation."""

FOLLOW_LETTER = "follow-letter"
"""Item: the notice or paper that was handed over to be posted."""

SEND_AGAIN = "send-again"
"""Item: the notice or paper that did not arrive."""

COLLECT_RETURNED = "collect-returned-mails"
"""Item: the town's own id; comes again by itself."""

PRINT_LETTERS = "print-letters"
"""Item: the town's own id; comes again by itself each working day."""
