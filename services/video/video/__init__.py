"""Video owns consultations: the waiting room, the clerk's desk and the signalling of the call.

It says that a citizen arrived and that a consultation started, ended or was missed. It hears of appointments
(confirmed, rescheduled, cancelled) and keeps small copies of checks and cases to show them at the desk.
Pictures and sound go from browser to browser; no process of ours ever sees them.
"""
