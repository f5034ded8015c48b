"""Faults on purpose: processes that die at every place where something could be lost or done twice."""
