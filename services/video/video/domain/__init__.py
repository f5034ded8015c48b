"""The rules of consultations, free of any IO."""
