"""Fulfilment owns cases: from what the citizen requests to the certificate or the answer of an authority.

It says `case.opened`, `.submitted`, `.transmitted`, `.issued`, `.dispatched`, `.completed`, `.failed` and
`.withdrawn`; it hears appointments (booking), checks (identity) and settled charges (billing).
"""
