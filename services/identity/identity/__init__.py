"""Identity: who is the person in the call.

Owns the check of each appointment: its steps, its outcome, and what may be kept of it. Says `check.verified`,
`check.rejected` and `check.revoked`. Hears `appointment.confirmed`, `.rescheduled` and `.cancelled` from booking and
`consultation.started`, `.ended` and `.missed` from video. Never keeps an image, a machine-readable zone, a serial
number or an answer (PAuswG § 20, PassG § 16).
"""
