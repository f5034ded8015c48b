"""Doubles of what lives outside: each speaks the real protocol and misbehaves on demand (`/_double/`)."""
